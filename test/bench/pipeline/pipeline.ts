/**
 * `npm run bench:pipeline`: this service's pipeline beside that of diffusers, on the CPU. See
 * --help.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { transformerFlops } from '#worker/tools/gpu/transformer-flops.ts'
import { type DecodeAnswer, type RunAnswer, type RunCommand } from './commands.ts'
import { gemmRate } from '#test/bench/flops/gemm.ts'
import { convolutionFlops } from '#test/bench/flops/vae.ts'
import { MID_SIZE } from '#test/bench/mid-size-model.ts'
import { writeRandomModel } from '#test/bench/random-model.ts'
import { COMPILERS, type Compiler } from './compilers.ts'
import { replaceSection, renderReport, type DecodeMemory, type Comparison } from './report.ts'
import { readVersions } from './python-versions.ts'
import { startSide, type Side } from './side.ts'

const HELP = `npm run bench:pipeline -- [options]
  Makes the same videos with this service, with diffusers, and with diffusers compiled by torch.compile and by OpenVINO where they
  work, each in a process that keeps its model loaded, in turn, and writes the medians to BENCHMARKS.md.

  --python <path>   of an environment with test/reference/requirements.txt; default: .venv/bin/python where there is one, else
                    python3. Without these packages nothing is run, and the exit code is 1.
  --repeats <n>     of each, after one that is not counted; default: 5
  --threads <n>     default: the number of cores; with 1, the report is a section of its own
  --models <list>   tiny, mid; default: both
  --compilers <list>  inductor (torch.compile; needs a C++ compiler), openvino (pip install openvino); default: both; "" for none.
                    One that does not work is named in the report. Compiling takes minutes
  --out <file>      default: BENCHMARKS.md; - prints
`

const ROOT = path.resolve(import.meta.dirname, '../../..')
const TINY = path.join(MODELS_DIRECTORY, 'wan2.1-i2v-tiny')
const PHOTO = path.join(ROOT, 'test/fixtures/photo.jpg')
const OUR_SIDE = path.join(import.meta.dirname, 'our-side.ts')
const THEIR_SIDE = path.join(import.meta.dirname, 'diffusers_run.py')

const SIZES = {
  tiny: { width: 320, height: 192, frames: 33, steps: 8 },
  mid: { width: 192, height: 192, frames: 17, steps: 6 },
} as const
type ModelName = keyof typeof SIZES
const DECODED_FRAMES = [17, 81] as const

interface Options {
  readonly python: string
  readonly repeats: number
  readonly threads: number
  readonly models: readonly ModelName[]
  readonly compilers: readonly Compiler[]
  readonly out: string
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      python: { type: 'string' },
      repeats: { type: 'string', default: '5' },
      threads: { type: 'string', default: String(os.availableParallelism()) },
      models: { type: 'string', default: 'tiny,mid' },
      compilers: { type: 'string', default: COMPILERS.join(',') },
      out: { type: 'string', default: path.join(ROOT, 'BENCHMARKS.md') },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const own = path.join(ROOT, '.venv/bin/python')
  const models = values.models.split(',').map((name) => {
    if (!Object.hasOwn(SIZES, name)) throw new TypeError(`--models: there is no ${name}`)
    return name as ModelName
  })
  const compilers = values.compilers.split(',').filter(Boolean)
  const unknown = compilers.find((name) => !(COMPILERS as readonly string[]).includes(name))
  if (unknown) throw new TypeError(`--compilers: there is no ${unknown}`)
  return {
    python: values.python ?? (existsSync(own) ? own : 'python3'),
    repeats: positive('repeats', values.repeats),
    threads: positive('threads', values.threads),
    models,
    compilers: compilers as Compiler[],
    out: values.out,
  }
}

function positive(option: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new TypeError(`--${option} ${text}: a whole number above 0`)
  return value
}

async function compare(
  name: ModelName,
  folder: string,
  parameters: number,
  scratch: string,
  options: Options,
) {
  const size = SIZES[name]
  const image = path.join(scratch, `${name}.rgb`)
  await writeFile(
    image,
    await sharp(PHOTO).resize(size.width, size.height, { fit: 'cover' }).removeAlpha().raw().toBuffer(),
  )
  const request = (i: number, output: string): { run: RunCommand } => ({
    run: {
      ...size,
      image,
      prompt: 'a cup of coffee on a wooden table, steam rising, slow camera movement',
      // Another one each time: the service keeps the encoding of the last ones.
      negativePrompt: `blurry, static, low quality, attempt ${i}`,
      guidanceScale: 5,
      flowShift: 3,
      seed: 42 + i,
      output,
    },
  })
  const file = (who: string) => path.join(scratch, `${name}-${who}.rgb`)
  const sides: Record<string, Side> = { ...(await startSides(folder, options)) }
  const answers: Record<string, RunAnswer[]> = {}
  const compiling: Record<string, number> = {}
  const absent: Partial<Record<Compiler, string>> = {}
  try {
    for (const compiler of options.compilers) {
      try {
        const side = await startCompiled(compiler, folder, options)
        // The first run compiles for the sizes of all the others.
        compiling[compiler] = (await side.ask<RunAnswer>(request(0, file(compiler)))).seconds.total
        console.log(`${name} ${compiler}: compiled in the ${compiling[compiler].toFixed(0)} s of a run`)
        sides[compiler] = side
      } catch (error) {
        absent[compiler] = lastLine(error)
        console.log(`${name} ${compiler} does not work: ${absent[compiler]}`)
      }
    }
    for (let i = 0; i <= options.repeats; i++) {
      for (const [who, side] of Object.entries(sides)) {
        const answer = await side.ask<RunAnswer>(request(i, file(who)))
        console.log(
          `${name} ${who} ${i === 0 ? 'not counted' : `${i} of ${options.repeats}`}: ${answer.seconds.total.toFixed(2)} s`,
        )
        if (i > 0) (answers[who] ??= []).push(answer)
      }
      for (const who of Object.keys(sides)) if (who !== 'ours') await assertSameVideo(file('ours'), file(who))
    }
  } finally {
    await Promise.all(Object.values(sides).map((side) => side.close()))
  }
  const rates = [await gemmRate(scratch, options.threads), await gemmRate(scratch, options.threads)]
  const work = { ...(await operationsOf(folder, size)), gemmRate: Math.max(...rates) }
  const compiled = options.compilers
    .filter((compiler) => answers[compiler])
    .map((compiler) => ({ compiler, firstRunSeconds: compiling[compiler]!, answers: answers[compiler]! }))
  const [ours, theirs] = [answers.ours!, answers.theirs!]
  const comparison: Comparison = { name, parameters, ...size, ours, theirs, compiled, absent, work }
  return { comparison, loads: { ours: sides.ours!.loaded, theirs: sides.theirs!.loaded } }
}

/** Operations in the matrix products of all steps, and in the convolutions of the decoding. */
async function operationsOf(folder: string, { width, height, frames, steps }: (typeof SIZES)[ModelName]) {
  const read = async (component: string) =>
    JSON.parse(await readFile(path.join(folder, component, 'config.json'), 'utf8')) as ComponentConfig
  const tokens = ((frames - 1) / 4 + 1) * (height / 16) * (width / 16)
  return {
    // Each step has a forward with the prompt and one with the negative prompt.
    transformer: 2 * steps * transformerFlops(await read('transformer'), tokens),
    decoder: convolutionFlops(await read('vae'), width * height, frames),
  }
}

async function startSides(folder: string, { python, threads }: Options) {
  const ours = await startSide(process.execPath, [OUR_SIDE, folder, String(threads)])
  try {
    return { ours, theirs: await startSide(python, [THEIR_SIDE, folder, String(threads)]) }
  } catch (error) {
    await ours.close()
    throw error
  }
}

function startCompiled(compiler: Compiler, folder: string, { python, threads }: Options): Promise<Side> {
  return startSide(python, [THEIR_SIDE, folder, String(threads), compiler])
}

function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().split('\n').at(-1)!.slice(0, 200)
}

/**
 * Both computed the same: on average the bytes of the frames differ by less than one step of
 * brightness.
 */
async function assertSameVideo(ours: string, theirs: string): Promise<void> {
  const [a, b] = await Promise.all([readFile(ours), readFile(theirs)])
  if (a.length !== b.length) throw new Error(`the videos have ${a.length} and ${b.length} bytes`)
  const difference = a.reduce((sum, byte, i) => sum + Math.abs(byte - b[i]!), 0) / a.length
  if (difference > 1) throw new Error(`the videos differ by ${difference.toFixed(2)} of 255 on average`)
}

/** Each in a process of its own, so that nothing earlier has taken memory. */
async function decodeMemory(folder: string, options: Options): Promise<DecodeMemory[]> {
  const { width, height } = SIZES.mid
  const rows: DecodeMemory[] = []
  for (const frames of DECODED_FRAMES) {
    const sides = await startSides(folder, options)
    try {
      const ours = await sides.ours.ask<DecodeAnswer>({ decode: { width, height, frames } })
      const theirs = await sides.theirs.ask<DecodeAnswer>({ decode: { width, height, frames } })
      rows.push({ frames, width, height, ours, theirs })
    } finally {
      await Promise.all(Object.values(sides).map((side) => side.close()))
    }
  }
  return rows
}

async function main(options: Options): Promise<void> {
  const versions = await readVersions(options.python)
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'bench-'))
  try {
    const random = path.join(scratch, 'mid-size')
    const parameters = {
      tiny: 1_100_000,
      mid: await writeRandomModel(random, TINY, MID_SIZE, 7),
    }
    const folders = { tiny: TINY, mid: random }
    const results = []
    for (const name of options.models)
      results.push(await compare(name, folders[name], parameters[name], scratch, options))
    const decoded =
      options.models.includes('mid') && options.threads > 1 ? await decodeMemory(random, options) : []
    const text = renderReport({
      results,
      decoded,
      threads: options.threads,
      repeats: options.repeats,
      machine: `${os.cpus()[0]?.model.trim()}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GB`,
      versions,
      loadAverage: os.loadavg()[0]!,
      date: new Date().toISOString().slice(0, 10),
    })
    if (options.out === '-') console.log(text)
    else await replaceSection(options.out, text, options.threads)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

try {
  const options = readOptions()
  if (options) await main(options)
  else process.stdout.write(HELP)
} catch (error) {
  console.error(`bench:pipeline: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
