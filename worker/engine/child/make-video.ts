import { readFile } from 'node:fs/promises'
import { setImmediate as turnOfEventLoop } from 'node:timers/promises'
import type { FfmpegTools } from '#worker/media/ffmpeg.ts'
import { readRgbImage } from '#worker/media/image.ts'
import { decodeCheckpoint } from '#worker/wan/denoising/checkpoint.ts'
import type { DecodedVideo } from '#worker/wan/frames.ts'
import type { RunManifest } from '#worker/wan/manifest.ts'
import type { LoadedModel } from '#worker/wan/loaded-model.ts'
import { generate } from '#worker/wan/pipeline.ts'
import type { CheckpointThread } from './checkpoint-thread.ts'
import { createCheckpointWriter } from './checkpoint-writer.ts'
import { engineErrorFrom, type Stage } from '#worker/engine/engine-error-from.ts'
import type { FileHashes } from '#worker/wan/folder/file-hashes.ts'
import { adoptUpload } from '#worker/engine/adopt-upload.ts'
import { identifyRun } from './identify-run.ts'
import { createPreviewWriter } from './preview-writer.ts'
import { EngineError } from '#worker/engine/failure.ts'
import type {
  EnginePhase,
  EngineProgress,
  EngineRequest,
  EngineResult,
  WrittenCheckpoint,
  WrittenPreview,
} from '#worker/engine/run.ts'
import type { EngineSetup } from '#worker/engine/protocol.ts'
import { writeVideo } from '#worker/engine/write-video.ts'

export interface MakeVideoOptions {
  readonly tools: FfmpegTools
  readonly device: EngineSetup['device']
  readonly deviceClass: string
  readonly hashes: FileHashes
  readonly checkpointThread: CheckpointThread
  /** CPU threads of the encoder. */
  readonly threads: number
  /** Stops the run between two forwards or two frames; its reason is thrown. */
  readonly signal: AbortSignal
  /** Whether a stopped run writes its state, for another attempt to resume. */
  readonly keepState: () => boolean
  readonly onProgress: (progress: EngineProgress) => void
  readonly onCheckpoint: (checkpoint: WrittenCheckpoint) => void
  readonly onPreview: (preview: WrittenPreview) => void
  /** Receives a sentence for the operator's log. */
  readonly onNote: (text: string) => void
}

/** How often the encoding reports progress, as a heartbeat. */
const ENCODE_REPORT_MS = 1000

/** Calls a report at most once in that time. */
function paced(report: () => void): () => void {
  let reportedAt = performance.now()
  return () => {
    if (performance.now() - reportedAt < ENCODE_REPORT_MS) return
    reportedAt = performance.now()
    report()
  }
}

/**
 * One run in the engine's process: image files → pipeline → video.mp4, thumbnail.webp,
 * spritesheet.jpg and last-frame.png, with the checkpoints and previews that the request asks for.
 * When this settles, nothing is being written.
 *
 * @throws EngineError, or the reason of `signal`.
 */
export async function makeVideo(
  model: LoadedModel,
  asked: EngineRequest,
  options: MakeVideoOptions,
): Promise<EngineResult> {
  const { tools, threads, signal, onProgress, onNote } = options
  const { fps, steps, outputDirectory } = asked
  let stage: Stage = 'input'
  let step = 0
  let resumedFromStep: number | null = null
  const closers: (() => Promise<void>)[] = []
  const report = (phase: EnginePhase): void => onProgress({ phase, step, steps })
  try {
    report('load')
    const request = await adoptUpload(asked, { tools, threads, signal, onFrame: paced(() => report('load')) })
    const imageOf = (file: string | null) => (file === null ? null : readRgbImage(file, request))
    const image = await imageOf(request.imagePath)
    const lastImage = await imageOf(request.lastImagePath)
    const { scheduler, schedule } = model.folder.definition.sampling
    const sampler = { scheduler: request.scheduler ?? scheduler, schedule: request.schedule ?? schedule }
    const input = { ...request, ...sampler, image, lastImage }
    const identity = identifyRun(model.folder, request, input, { ...options, tileSides: model.tileSides })
    const fingerprint = identity.then((known) => known.fingerprint)
    let unfit: Error | null = null
    fingerprint.catch((error: Error) => (unfit = error))
    const checkpoints =
      request.checkpoint &&
      createCheckpointWriter({
        thread: options.checkpointThread,
        folder: outputDirectory,
        plan: request.checkpoint,
        fingerprint,
        onWritten: options.onCheckpoint,
        onError: (error) => onNote(`this run writes no further checkpoints: ${String(error)}`),
      })
    if (checkpoints) closers.push(() => checkpoints.close(signal.aborted && options.keepState()))
    const previews =
      request.previews &&
      createPreviewWriter(outputDirectory, options.onPreview, (error) =>
        onNote(`a preview could not be made: ${error.message}`),
      )
    if (previews) closers.push(() => previews.settled())
    const video = await generate(model, input, {
      onPhase(phase) {
        stage = phase === 'load' ? 'load' : 'run'
        report(phase)
      },
      onStep(taken, shape) {
        step = taken.state.step
        checkNumbers(taken.state.latents)
        report('denoise')
        checkpoints?.offer(taken)
        if (previews) previews.offer(taken, shape)
      },
      async resume() {
        if (request.resumeFrom === null) return null
        const { state, reason } = decodeCheckpoint(await readFile(request.resumeFrom), await fingerprint)
        if (state === null) {
          onNote(`the checkpoint is ignored and the run starts at the beginning: ${reason}`)
          return null
        }
        onNote(`the run resumes from a checkpoint after step ${state.step} of ${steps}`)
        step = resumedFromStep = state.step
        return state
      },
      async yieldPoint() {
        await turnOfEventLoop()
        signal.throwIfAborted()
        if (unfit !== null) throw unfit
      },
    })

    report('encode_video')
    const startedAt = performance.now()
    const written = await writeVideo({ frameCount: video.frameCount, frames: framesOf(video) }, request, {
      tools,
      threads,
      signal,
      onFrame: paced(() => report('encode_video')),
    })
    const { path: videoPath, sizeBytes, durationSeconds, width, height, frames } = written.video
    const milliseconds = { ...video.timings, encode_video: performance.now() - startedAt }
    const { promptTokens, promptTruncated, skippedSteps } = video
    const threshold = request.easyCacheThreshold ?? null
    const manifest: RunManifest = {
      ...(await identity).facts,
      fps,
      promptTokens,
      promptTruncated,
      easyCache: threshold === null ? null : { threshold, skippedSteps },
      resumedFromStep,
    }
    return {
      video: { path: videoPath, sizeBytes, durationSeconds, width, height, fps, frames },
      thumbnail: { path: written.thumbnailPath },
      spritesheet: { path: written.spritesheetPath },
      lastFrame: { path: written.lastFramePath },
      timings: Object.fromEntries(Object.entries(milliseconds).map(([phase, ms]) => [phase, ms / 1000])),
      computedSteps: video.computedSteps,
      manifest,
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : engineErrorFrom(error, stage)
  } finally {
    await Promise.allSettled(closers.map((close) => close()))
  }
}

function* framesOf(video: DecodedVideo): Generator<Uint8Array> {
  for (let i = 0; i < video.frameCount; i++) yield video.frame(i)
}

/**
 * NaN and infinity spread to all later steps and would end as black frames.
 *
 * @throws EngineError `internal_error` when a value is not finite.
 */
function checkNumbers(latents: Float32Array): void {
  if (!latents.every(Number.isFinite))
    throw new EngineError('internal_error', 'The model produced values that are not numbers.', false)
}
