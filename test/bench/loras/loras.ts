/**
 * `npm run bench:loras`: what LoRAs of requests cost a step of a transformer on the CPU, and what a
 * change of them costs. Random weights with the widths of Wan2.1 1.3B. See --help.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { float32Tensor, type TensorBytes, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { fitLora } from '#worker/graphs/transformer/lora-fit.ts'
import { readLoraValues } from '#worker/graphs/transformer/lora-values.ts'
import { buildTransformerGraph, type TransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { type LoraSource } from '#worker/graphs/weights/lora.ts'
import { readComponentWeights, readSafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { normalNoise } from '#worker/wan/random.ts'
import { openSession, type SessionInputs } from '#worker/wan/sessions/session.ts'
import { writeRandomModel } from '#test/bench/random-model.ts'

const HELP = `npm run bench:loras [-- options]

  --layers <n>   blocks of the transformer; default: 2 of 30
  --tokens <n>   default: 1040, 208x320 with 13 frames
  --rank <n>     of each LoRA, on the ten matrices of every block; default: 32
  --runs <n>     of which the fastest counts; default: 4
`
const { values } = parseArgs({
  options: {
    layers: { type: 'string', default: '2' },
    tokens: { type: 'string', default: '1040' },
    rank: { type: 'string', default: '32' },
    runs: { type: 'string', default: '4' },
    help: { type: 'boolean', default: false },
  },
})

const TEMPLATE = path.resolve(import.meta.dirname, '../../fixtures/models/wan2.1-t2v-tiny')
const SIZES = { num_attention_heads: 12, attention_head_dim: 128, ffn_dim: 8960, text_dim: 512 }
const MATRICES = /^blocks\.\d+\.(attn[12]\.to_(q|k|v|out\.0)|ffn\.net\.(0\.proj|2))$/
const OPTIONS = { device: 'cpu', threads: 1 } as const
const COUNTS = [0, 1, 3]

/** CPU seconds of this process meanwhile, which other work on the machine hardly changes. */
async function cpuSecondsOf<T>(work: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return [(user + system) / 1e6, result]
}

async function writeLora(file: string, { shapes }: TransformerGraph, seed: number): Promise<void> {
  const rank = Number(values.rank)
  const matrix = (rows: number, columns: number, own: number): TensorBytes =>
    float32Tensor(
      [rows, columns],
      normalNoise(own, rows * columns).map((value) => value * 0.01),
    )
  const layers = [...shapes.layers].filter(([layer]) => MATRICES.test(layer))
  const tensors = layers.flatMap(([layer, [outputs, inputs]], i) => [
    [`transformer.${layer}.lora_A.weight`, matrix(rank, inputs, seed + 2 * i)] as const,
    [`transformer.${layer}.lora_B.weight`, matrix(outputs, rank, seed + 2 * i + 1)] as const,
  ])
  await writeSafetensors(file, Object.fromEntries(tensors))
}

function feedsOf(config: ComponentConfig): SessionInputs {
  const tokens = Number(values.tokens)
  const patches = 4 * Number(config['in_channels'])
  const angles = normalNoise(3, tokens * 64)
  const float = (dims: number[], data: Float32Array) => ({ dims, data })
  return {
    patches: float([1, tokens, patches], normalNoise(1, tokens * patches)),
    timestep: float([1], Float32Array.of(500)),
    text: float([1, 512, SIZES.text_dim], normalNoise(2, 512 * SIZES.text_dim)),
    cos: float([1, tokens, 64], angles.map(Math.cos)),
    sin: float([1, tokens, 64], angles.map(Math.sin)),
  }
}

async function main(folder: string): Promise<void> {
  const layers = Number(values.layers)
  await writeRandomModel(folder, TEMPLATE, { transformer: { ...SIZES, num_layers: layers } }, 1)
  const component = path.join(folder, 'transformer')
  const config = JSON.parse(await readFile(path.join(component, 'config.json'), 'utf8')) as ComponentConfig
  const weights = await readComponentWeights(component)
  const plain = buildTransformerGraph(config, weights)
  const loras: LoraSource[] = []
  for (let i = 0; i < 3; i++) {
    const file = path.join(folder, `lora-${i}.safetensors`)
    await writeLora(file, plain, 100 * (i + 1))
    loras.push({ weights: await readSafetensorsIndex(file), strength: 1 })
  }
  const { changes, valueCount } = fitLora(loras[0]!, plain.shapes)
  const changeable = buildTransformerGraph(config, weights, { changeable: changes })
  const feeds = feedsOf(config)
  const valuesOf = (count: number) => readLoraValues(loras.slice(0, count), changes, changeable.shapes)

  const shared = await openSession(changeable, OPTIONS)
  const ways = new Map<string, () => Promise<unknown>>()
  const alone = await openSession(plain, OPTIONS)
  ways.set('graph without inputs for LoRAs', () => alone.run(feeds))
  for (const count of COUNTS) {
    const added = await valuesOf(count)
    ways.set(`${count} by request`, () => shared.run({ ...feeds, ...added }))
  }
  for (const count of COUNTS.slice(1)) {
    const own = await openSession(
      buildTransformerGraph(config, weights, { loras: loras.slice(0, count) }),
      OPTIONS,
    )
    ways.set(`${count} in a graph of its own`, () => own.run(feeds))
  }
  const seconds = new Map<string, number>()
  for (let run = 0; run <= Number(values.runs); run++)
    for (const [name, work] of ways) {
      const [spent] = await cpuSecondsOf(work)
      // The first run of each maps its weights.
      if (run > 0) seconds.set(name, Math.min(spent, seconds.get(name) ?? Infinity))
    }
  const base = seconds.get('graph without inputs for LoRAs')!
  const megabytes = (4 * valueCount) / 1e6
  process.stdout.write(
    `${layers} blocks, ${values.tokens} tokens, rank ${values.rank}, ${megabytes.toFixed(0)} MB of factors a LoRA, ` +
      `1 thread, load ${os.loadavg()[0]!.toFixed(1)}\n\n| step | CPU time | of the plain one |\n| --- | --- | --- |\n`,
  )
  for (const [name, spent] of seconds)
    process.stdout.write(`| ${name} | ${spent.toFixed(3)} s | ${(spent / base).toFixed(3)} |\n`)
  const [read] = await cpuSecondsOf(() => valuesOf(1))
  const [opened] = await cpuSecondsOf(() =>
    openSession(buildTransformerGraph(config, weights, { loras }), OPTIONS),
  )
  process.stdout.write(
    `\nto change to another LoRA: ${read.toFixed(3)} s of CPU time by request, to open a session ${opened.toFixed(3)} s\n`,
  )
}

if (values.help) process.stdout.write(HELP)
else {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-loras-'))
  try {
    await main(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
