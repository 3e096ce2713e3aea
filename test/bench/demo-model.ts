/**
 * `npm run bench:demo`: what models/wan-demo takes in the product: time and memory of a default run
 * in an engine, and what EasyCache skips and costs at three thresholds. See --help.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { prepareInputImage } from '#api/images/decode-image.ts'
import { openLog } from '#core/log.ts'
import { startEngine } from '#worker/engine/parent/client.ts'
import type { EngineRequest } from '#worker/engine/run.ts'
import { loadModel } from '#worker/wan/loaded-model.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { generate } from '#worker/wan/pipeline.ts'

const HELP = `npm run bench:demo [-- options]

  --model <folder>   default: models/wan-demo
  --photo <file>     default: test/fixtures/photo.jpg
  --threads <n>      default: 2
  --json <file>      also write the numbers there (test/training/measure/evaluate.py reads them)
`
const ROOT = path.resolve(import.meta.dirname, '../..')
const THRESHOLDS = [0.05, 0.1, 0.2]
const PROMPTS = ['The camera pans left.', 'The camera zooms in.', 'Night falls.']
const DEADLINE_MS = 600_000

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: path.join(ROOT, 'models/wan-demo') },
    photo: { type: 'string', default: path.join(ROOT, 'test/fixtures/photo.jpg') },
    threads: { type: 'string', default: '2' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

/** A run as the service plans it from a prompt and a photograph alone. */
async function defaultRun(folder: string, modelFolder: string) {
  const { definition } = await readModelFolder(modelFolder)
  const { defaults, sampling } = definition
  const [width = 0, height = 0] = defaults.size.split('x').map(Number)
  const imagePath = path.join(folder, 'image.png')
  const photo = await readFile(values.photo)
  await writeFile(imagePath, await prepareInputImage(photo, { width, height }))
  const { frames, steps, guidanceScale, flowShift, negativePrompt } = defaults
  const run = { width, height, frames, steps, guidanceScale, flowShift, negativePrompt, seed: 1 }
  return { id: definition.id, fps: definition.fps, sampling, imagePath, run }
}
type Planned = Awaited<ReturnType<typeof defaultRun>>

/** The run in an engine of its own, mp4 included: its seconds, and its process's most memory. */
async function measureRun(folder: string, { id, fps, imagePath, run }: Planned) {
  const engine = await startEngine({
    device: 'cpu',
    modelsDirectory: path.dirname(path.resolve(values.model)),
    threads: Number(values.threads),
    log: openLog({ level: 'silent', process: 'bench' }),
    stallTimeoutMs: DEADLINE_MS,
    cancelGraceMs: 30_000,
  })
  try {
    const outputDirectory = path.join(folder, 'run')
    await mkdir(outputDirectory)
    const request: EngineRequest = {
      ...run,
      ...{ runId: 'bench', modelId: id, imagePath, lastImagePath: null, outputDirectory, fps },
      ...{
        prompt: PROMPTS[0] ?? '',
        guidanceScale2: null,
        checkpoint: null,
        resumeFrom: null,
        previews: true,
      },
    }
    const startedAt = performance.now()
    const { timings } = await engine.generate(request, {
      onProgress: () => undefined,
      onPreview: ({ path: file }) => void rm(file, { force: true }),
      signal: new AbortController().signal,
      timeLimitMs: DEADLINE_MS,
    })
    const seconds = (performance.now() - startedAt) / 1000
    const status = readFileSync(`/proc/${engine.pid}/status`, 'latin1')
    const peakBytes = 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1])
    return { seconds, load: timings['load'] ?? 0, peakBytes, timings }
  } finally {
    await engine.close()
  }
}

/** For each threshold, averages over the prompts: steps skipped, and PSNR to the run without. */
async function measureEasyCache({ sampling, imagePath, run }: Planned) {
  const model = loadModel(await readModelFolder(values.model), {
    device: 'cpu',
    threads: Number(values.threads),
  })
  const { data } = await sharp(imagePath).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const image = { width: run.width, height: run.height, data: new Uint8Array(data) }
  const framesAt = async (prompt: string, easyCacheThreshold: number | null) => {
    const input = {
      ...run,
      ...sampling,
      prompt,
      image,
      lastImage: null,
      guidanceScale2: null,
      easyCacheThreshold,
    }
    const video = await generate(model, input, {
      onPhase: () => undefined,
      onStep: () => undefined,
      yieldPoint: async () => undefined,
    })
    const frames = Array.from({ length: video.frameCount }, (_, i) => video.frame(i).slice())
    return { skipped: video.skippedSteps, bytes: Buffer.concat(frames) }
  }
  const rows = THRESHOLDS.map((threshold) => ({ threshold, skippedSteps: 0, psnr: 0 }))
  for (const prompt of PROMPTS) {
    const exact = await framesAt(prompt, null)
    for (const row of rows) {
      const { skipped, bytes } = await framesAt(prompt, row.threshold)
      row.skippedSteps += skipped / PROMPTS.length
      row.psnr += psnrOf(bytes, exact.bytes) / PROMPTS.length
    }
  }
  await model.release()
  return rows
}

/** In dB; 99 for equal frames. */
function psnrOf(one: Buffer, other: Buffer): number {
  let squares = 0
  for (let i = 0; i < one.length; i++) squares += (one[i]! - other[i]!) ** 2
  return squares === 0 ? 99 : 10 * Math.log10((255 ** 2 * one.length) / squares)
}

if (values.help) process.stdout.write(HELP)
else {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-demo-'))
  try {
    const planned = await defaultRun(folder, values.model)
    const speed = await measureRun(folder, planned)
    const easyCache = await measureEasyCache(planned)
    const { width, height, frames, steps } = planned.run
    const found = {
      model: planned.id,
      cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
      threads: Number(values.threads),
      size: `${width}x${height}`,
      ...{ frames, steps, speed, easyCache },
    }
    const text = `${JSON.stringify(found, null, 2)}\n`
    if (values.json !== undefined) await writeFile(values.json, text)
    process.stdout.write(text)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
