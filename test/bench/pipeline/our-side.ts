/**
 * Our side of `npm run bench:pipeline`: reads one JSON command a line from standard input, answers
 * each with one JSON line.
 *
 * node test/bench/pipeline/our-side.ts <model folder> <threads>
 */
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createSessionPool, type SessionPool } from '#worker/wan/sessions/pool.ts'
import { writePreview } from '#worker/media/preview.ts'
import { type DenoiseStep } from '#worker/wan/denoising/denoise.ts'
import type { LatentShape } from '#worker/wan/latents/shape.ts'
import { type Component } from '#worker/wan/folder/graphs.ts'
import { type LoadedModel, loadModel } from '#worker/wan/loaded-model.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { generate, type Hooks } from '#worker/wan/pipeline.ts'
import { isPreviewStep, latentPreview } from '#worker/wan/preview/preview.ts'
import { normalNoise } from '#worker/wan/random.ts'
import { type Command, type DecodeCommand, type RunCommand } from './commands.ts'

const memory = (field: 'VmRSS' | 'VmHWM'): number =>
  1024 * Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'latin1'))?.[1])

/** Sessions on the CPU that add up the seconds spent in the runtime, creation included. */
function timedPool(threads: number): SessionPool & { readonly runtimeSeconds: () => number } {
  let seconds = 0
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const result = await work()
    seconds += (performance.now() - startedAt) / 1000
    return result
  }
  const pool = createSessionPool({ device: 'cpu', threads })
  return {
    runtimeSeconds: () => seconds,
    keepOnly: (graphs) => timed(() => pool.keepOnly(graphs)),
    async open(graph, yieldPoint) {
      const session = await timed(() => pool.open(graph, yieldPoint))
      return {
        release: session.release,
        run: (inputs) => timed(() => session.run(inputs)),
        runToBytes: (inputs) => timed(() => session.runToBytes(inputs)),
      }
    },
  }
}

/** CPU seconds of the process by phase. */
function timeCpu() {
  const spent: Record<string, number> = {}
  let phase = 'load'
  let before = process.cpuUsage()
  const begin = before
  const secondsSince = (start: NodeJS.CpuUsage) => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1e6
  }
  const enter = (next: string): void => {
    spent[phase] = (spent[phase] ?? 0) + secondsSince(before)
    before = process.cpuUsage()
    phase = next
  }
  return {
    enter,
    end: () => {
      enter('load')
      return { ...spent, total: secondsSince(begin) }
    },
  }
}

/** Seconds that the previews of a run take, each from the latents to its file. */
async function timePreviews(step: DenoiseStep, shape: LatentShape, file: string): Promise<number> {
  const startedAt = performance.now()
  for (let taken = 1; taken <= step.steps; taken++) {
    const image = isPreviewStep(taken, step.steps) ? latentPreview(step, shape) : null
    if (image) await writePreview(image, file)
  }
  return (performance.now() - startedAt) / 1000
}

async function run(model: LoadedModel, command: RunCommand, runtimeSeconds: () => number) {
  const { width, height, output } = command
  const image = { width, height, data: new Uint8Array(await readFile(command.image)) }
  let last: Parameters<Hooks['onStep']> | undefined
  const inRuntimeBefore = runtimeSeconds()
  const cpu = timeCpu()
  const startedAt = performance.now()
  const video = await generate(
    model,
    {
      ...command,
      image,
      lastImage: null,
      guidanceScale2: null,
      scheduler: 'unipc',
      // What diffusers of today computes; the service's default is A.
      schedule: 'B',
    },
    { onPhase: cpu.enter, onStep: (...step) => void (last = step), yieldPoint: async () => undefined },
  )
  const frames = Array.from({ length: video.frameCount }, (_, i) => video.frame(i).slice())
  const total = (performance.now() - startedAt) / 1000
  const cpuSeconds = cpu.end()
  await writeFile(output, Buffer.concat(frames))
  const seconds = Object.fromEntries(Object.entries(video.timings).map(([phase, ms]) => [phase, ms / 1000]))
  const hostSeconds = total - (runtimeSeconds() - inRuntimeBefore)
  const previewSeconds = last ? await timePreviews(...last, `${output}.webp`) : 0
  return { seconds: { ...seconds, total }, cpuSeconds, hostSeconds, previewSeconds }
}

async function decode(model: LoadedModel, { width, height, frames }: DecodeCommand) {
  const session = await model.session('vaeDecoder', async () => undefined)
  const { channels, spatialCompression } = model.folder.architecture.latents
  const dims = [1, channels, (frames - 1) / 4 + 1, height / spatialCompression, width / spatialCompression]
  const data = normalNoise(
    1,
    dims.reduce((product, size) => product * size, 1),
  )
  const before = memory('VmRSS')
  const startedAt = performance.now()
  await session.runToBytes({ latents: { data, dims } })
  return { seconds: (performance.now() - startedAt) / 1000, grownBytes: memory('VmHWM') - before }
}

const [folder = '', threads = '1'] = process.argv.slice(2)
const startedAt = performance.now()
const pool = timedPool(Number(threads))
// As the engine runs models on the CPU.
const options = { device: 'cpu', threads: Number(threads), resident: new Set<Component>() } as const
const model = loadModel(await readModelFolder(folder), options, pool)
const answer = (value: object): void => console.log(JSON.stringify({ ...value, peakBytes: memory('VmHWM') }))
await model.open()
answer({ loadSeconds: (performance.now() - startedAt) / 1000 })
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as Command
  answer(
    'run' in command
      ? await run(model, command.run, pool.runtimeSeconds)
      : await decode(model, command.decode),
  )
}
