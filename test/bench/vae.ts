/**
 * `npm run bench:vae`: what the autoencoder's decoder spends on the CPU, by operator, and the share
 * of the machine's GEMM rate that its convolutions reach. Random weights of the published sizes.
 * See --help.
 */
import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { readComponentWeights } from '#worker/graphs/weights/safetensors.ts'
import { normalNoise } from '#worker/wan/random.ts'
import { buildVaeDecoderGraph } from '#worker/graphs/vae/decoder.ts'
import { sessionOptions } from '#worker/wan/sessions/session.ts'
import { cpuSecondsOf, gemmRate } from '#test/bench/flops/gemm.ts'
import { convolutionFlops } from '#test/bench/flops/vae.ts'
import { writeRandomModel } from './random-model.ts'

const HELP = `npm run bench:vae [-- options]

  --channels <n>   of the last stage; default: 96, as published
  --size <WxH>     default: 128x128
  --frames <n>     default: 17
  --threads <n>    default: 1
  --runs <n>       of which the fastest counts; default: 3
`
const TEMPLATE = path.resolve(import.meta.dirname, '../fixtures/models/wan2.1-i2v-tiny')

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '96' },
    size: { type: 'string', default: '128x128' },
    frames: { type: 'string', default: '17' },
    threads: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
})
const threads = Number(values.threads)

interface Profiled {
  readonly cat?: string
  readonly name: string
  readonly dur: number
  readonly args?: {
    readonly op_name?: string
    readonly output_type_shape?: readonly Record<string, number[]>[]
  }
}

/** Seconds by operator of one run, and its CPU time. */
async function profile(graph: Graph, feeds: Record<string, Tensor>, folder: string) {
  const prefix = path.join(folder, 'profile')
  const session = await InferenceSession.create(graph.model, {
    ...sessionOptions(graph, { device: 'cpu', threads }),
    enableProfiling: true,
    profileFilePrefix: prefix,
  })
  await session.run(feeds)
  let seconds = Infinity
  for (let run = 0; run < Number(values.runs); run++) {
    seconds = Math.min(seconds, await cpuSecondsOf(() => session.run(feeds)))
  }
  session.endProfiling()
  await session.release()
  const file = globSync(`${prefix}*.json`)[0]!
  const events = JSON.parse(await readFile(file, 'utf8')) as Profiled[]
  const spent = new Map<string, number>()
  for (const { cat, name, dur, args } of events) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time') || args?.op_name === 'Loop') continue
    const operator = args?.op_name ?? name
    spent.set(operator, (spent.get(operator) ?? 0) + dur / 1e6 / (Number(values.runs) + 1))
  }
  await rm(file)
  return { seconds, spent }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-vae-'))
  try {
    const model = path.join(folder, 'model')
    await writeRandomModel(model, TEMPLATE, { vae: { base_dim: Number(values.channels) } }, 7)
    const config = JSON.parse(await readFile(path.join(model, 'vae/config.json'), 'utf8')) as ComponentConfig
    const weights = await readComponentWeights(path.join(model, 'vae'))
    const graph = buildVaeDecoderGraph(config, weights, { frameType: 'uint8' })
    const [width = 0, height = 0] = values.size.split('x').map(Number)
    const frames = Number(values.frames)
    const dims = [1, 16, (frames - 1) / 4 + 1, height / 8, width / 8]
    const data = normalNoise(
      1,
      dims.reduce((product, size) => product * size, 1),
    )
    const before = await gemmRate(folder, threads)
    const { seconds, spent } = await profile(graph, { latents: new Tensor('float32', data, dims) }, folder)
    const rate = Math.max(before, await gemmRate(folder, threads))
    const flops = convolutionFlops(config, width * height, frames)
    const whole = [...spent.values()].reduce((sum, one) => sum + one, 0)
    const giga = (value: number) => (value / 1e9).toFixed(1)
    const percent = (value: number) => `${(100 * value).toFixed(1)} %`
    console.log(
      [
        `decoder of ${values.channels} channels, ${values.size}, ${frames} frames, ${threads} thread(s): ${seconds.toFixed(2)} s of CPU`,
        `${giga(flops)} GFLOP in convolutions; GEMM ${giga(rate)} GFLOP/s`,
        `whole decoder ${giga(flops / seconds)} GFLOP/s, ${percent(flops / seconds / rate)} of GEMM`,
        ...[...spent]
          .toSorted(([, one], [, other]) => other - one)
          .filter(([, one]) => one / whole > 0.003)
          .map(
            ([name, one]) => `  ${name.padEnd(24)} ${percent(one / whole).padStart(7)}  ${one.toFixed(3)} s`,
          ),
      ].join('\n'),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (values.help) process.stdout.write(HELP)
else await main()
