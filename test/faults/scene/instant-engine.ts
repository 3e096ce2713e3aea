import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { MANIFEST } from '#test/support/database/tasks.ts'
import { SHUTDOWN, type Engine, type RunOptions } from '#worker/engine/engine.ts'
import { EngineError, stopError } from '#worker/engine/failure.ts'
import type { EngineRequest, EngineResult } from '#worker/engine/run.ts'

/** The model that only workers with an instant engine serve. */
export const INSTANT_MODEL: ModelDefinition = {
  id: 'instant',
  aliases: [],
  title: 'Answers at once',
  task: 'ti2v',
  inputs: { firstFrame: 'optional', lastFrame: 'none' },
  fps: 16,
  defaults: {
    size: '64x64',
    frames: 5,
    steps: 4,
    guidanceScale: 1,
    guidanceScale2: null,
    flowShift: 1,
    negativePrompt: '',
  },
  limits: {
    minSide: 64,
    maxPixels: 36_864,
    autoArea: 36_864,
    sizeMultiple: 16,
    minFrames: 5,
    maxFrames: 81,
    minSteps: 1,
    maxSteps: 50,
  },
  sampling: { scheduler: 'unipc', schedule: 'A' },
  loras: [],
  oversize: 'shrink',
}

const VIDEO_BYTES = 20_000
const SMALL_BYTES = 500
const MB = 1_000_000

/** The whole number that a prompt says after a word; null when it does not. */
const told = (prompt: string, words: RegExp): number | null => {
  const number = words.exec(prompt)?.[1]
  return number === undefined ? null : Number(number)
}

/**
 * An engine without a model: it writes random bytes as results, at once or as the prompt says.
 * `takes 500 ms`: the run lasts so long. `weighs 20 MB`: so large is the video. `blocks 15 s`: the
 * event loop of the worker stands still in the first attempt. `ends its process`: the worker
 * aborts. `eats 500 MB`: so much memory is taken during the run. `fails with CODE`: the run fails,
 * and may be repeated.
 */
export function instantEngine(name: string): Engine {
  return {
    name,
    device: 'cpu',
    deviceClass: 'instant',
    models: [INSTANT_MODEL],
    modelFaults: [],
    fault: null,
    work: { model: null, stepSeconds: null },
    pid: null,
    server: null,
    generate: makeVideo,
    close: async () => undefined,
  }
}

async function makeVideo(request: EngineRequest, o: RunOptions): Promise<EngineResult> {
  const { prompt, runId, steps, outputDirectory } = request
  // Tests read which worker has begun with which task.
  process.stdout.write(`run ${runId}\n`)
  if (prompt.includes('ends its process')) process.abort()
  const code = /fails with (\w+)/.exec(prompt)?.[1]
  if (code !== undefined) throw new EngineError(code as EngineError['code'], 'As the prompt says.', true)
  if (runId.endsWith('-1')) blockEventLoop((told(prompt, /blocks (\d+) s/) ?? 0) * 1000)
  // Filled, since pages that nobody has written take no memory.
  Buffer.alloc((told(prompt, /eats (\d+) MB/) ?? 0) * MB, 1)
  const takesMs = told(prompt, /takes (\d+) ms/) ?? 0
  for (let step = 1; step <= steps; step += 1) {
    o.onProgress({ phase: 'denoise', step, steps })
    await sleep(takesMs / steps, undefined, { signal: o.signal }).catch(() => undefined)
    if (o.signal.aborted)
      throw o.signal.reason === SHUTDOWN
        ? new EngineError('cancelled', 'The worker stops.', false)
        : stopError('cancelled')
  }
  const file = async (fileName: string, sizeBytes: number): Promise<string> => {
    const target = path.join(outputDirectory, fileName)
    await writeFile(target, randomBytes(sizeBytes))
    return target
  }
  const sizeBytes = (told(prompt, /weighs (\d+) MB/) ?? 0) * MB || VIDEO_BYTES
  const { width, height, frames, fps } = request
  return {
    video: {
      path: await file('video.mp4', sizeBytes),
      sizeBytes,
      frames,
      fps,
      width,
      height,
      durationSeconds: frames / fps,
    },
    thumbnail: { path: await file('thumbnail.webp', SMALL_BYTES) },
    spritesheet: { path: await file('spritesheet.jpg', SMALL_BYTES) },
    lastFrame: { path: await file('last-frame.png', SMALL_BYTES) },
    timings: { load: 0, denoise: takesMs / 1000, decode: 0, encode_video: 0 },
    computedSteps: 0,
    manifest: {
      ...MANIFEST,
      model: INSTANT_MODEL.id,
      steps,
      seed: request.seed,
      width,
      height,
      frames,
      fps,
      inputs: { firstFrame: null, lastFrame: null },
    },
  }
}

function blockEventLoop(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}
