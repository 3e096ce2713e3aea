/**
 * `npm run bench:memory`: the memory of an engine on the CPU before, during and after runs of a
 * model of the size of Wan2.1-T2V-1.3B, with random bfloat16 weights. See --help.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openLog } from '#core/log.ts'
import { startEngine } from '#worker/engine/parent/client.ts'
import { type ConfigChanges, writeRandomModel } from './random-model.ts'

const HELP = `npm run bench:memory [-- options]

  --layers <n>    of the transformer; default: 30, as published, which takes 7 GiB
  --runs <n>      default: 2
  --threads <n>   default: 1
`
const ROOT = path.resolve(import.meta.dirname, '../..')
const TEMPLATE = path.join(ROOT, 'test/fixtures/models/wan2.1-t2v-tiny')
const MIB = 2 ** 20
/** How much more than before its first run an engine may hold. */
const MOST_KEPT_BYTES = 300 * MIB

const { values } = parseArgs({
  options: {
    layers: { type: 'string', default: '30' },
    runs: { type: 'string', default: '2' },
    threads: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

/** The published sizes, but for a text encoder of two layers, which takes its turn before. */
const sizes = (layers: number): ConfigChanges => ({
  text_encoder: { d_model: 4096, d_ff: 10240, d_kv: 64, num_heads: 64, num_layers: 2, num_decoder_layers: 2 },
  transformer: {
    num_attention_heads: 12,
    attention_head_dim: 128,
    ffn_dim: 8960,
    num_layers: layers,
    text_dim: 4096,
  },
  vae: { base_dim: 96 },
})

const memoryOf = (pid: number, field: 'VmRSS' | 'VmHWM' | 'RssAnon'): number =>
  1024 * Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1])

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-memory-'))
  const print = (text: string) => process.stdout.write(`${text}\n`)
  const mib = (bytes: number) => `${Math.round(bytes / MIB)} MiB`
  try {
    const models = path.join(folder, 'models')
    await mkdir(models)
    const parameters = await writeRandomModel(
      path.join(models, 'random'),
      TEMPLATE,
      sizes(Number(values.layers)),
      7,
      'BF16',
    )
    const engine = await startEngine({
      device: 'cpu',
      modelsDirectory: models,
      threads: Number(values.threads),
      log: openLog({ level: 'silent', process: 'bench' }),
      stallTimeoutMs: 600_000,
      cancelGraceMs: 30_000,
    })
    const pid = engine.pid!
    const [definition] = engine.models
    if (!definition) throw new Error(engine.modelFaults.map(({ reason }) => reason).join('; '))
    const idle = memoryOf(pid, 'VmRSS')
    print(`${(parameters / 1e6).toFixed(0)} million parameters; idle before the first run: ${mib(idle)}`)
    for (let run = 1; run <= Number(values.runs); run++) {
      const outputDirectory = path.join(folder, `run-${run}`)
      await mkdir(outputDirectory)
      const startedAt = performance.now()
      await engine.generate(
        {
          ...{ runId: `run-${run}`, modelId: definition.id, imagePath: null, lastImagePath: null },
          ...{ outputDirectory, prompt: 'fog over a lake', negativePrompt: '', width: 128, height: 128 },
          ...{
            frames: 5,
            fps: 16,
            steps: 2,
            guidanceScale: 5,
            guidanceScale2: null,
            flowShift: 3,
            seed: run,
          },
          ...{ checkpoint: null, resumeFrom: null, previews: false },
        },
        {
          onProgress: () => undefined,
          signal: new AbortController().signal,
          timeLimitMs: 3_600_000,
        },
      )
      const seconds = (performance.now() - startedAt) / 1000
      await sleep(1000)
      const [rest, anonymous, peak] = (['VmRSS', 'RssAnon', 'VmHWM'] as const).map((field) =>
        memoryOf(pid, field),
      )
      const kept = rest! - idle
      print(
        `run ${run}: ${seconds.toFixed(1)} s, peak ${mib(peak!)}, afterwards ${mib(rest!)} (${mib(anonymous!)} anonymous): ${mib(kept)} more than idle`,
      )
      if (kept > MOST_KEPT_BYTES) process.exitCode = 1
    }
    await engine.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (values.help) process.stdout.write(HELP)
else await main()
