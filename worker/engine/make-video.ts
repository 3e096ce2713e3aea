import path from 'node:path'
import { setImmediate as turnOfEventLoop } from 'node:timers/promises'
import { encodeVideo } from '#worker/media/encode.ts'
import type { FfmpegTools } from '#worker/media/ffmpeg.ts'
import { readRgbImage } from '#worker/media/image.ts'
import { createPoster, type Poster } from '#worker/media/poster.ts'
import { verifyVideo } from '#worker/media/probe.ts'
import type { DecodedVideo } from '#worker/wan/frames.ts'
import type { LoadedModel } from '#worker/wan/model.ts'
import { generate } from '#worker/wan/pipeline.ts'
import { engineErrorFrom, type Stage } from './failure.ts'
import {
  EngineError,
  type EnginePhase,
  type EngineProgress,
  type EngineRequest,
  type EngineResult,
} from './protocol.ts'

export interface MakeVideoOptions {
  readonly tools: FfmpegTools
  /** CPU threads of the encoder. */
  readonly threads: number
  /** Stops the run between two forwards, or two frames; its reason is thrown. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: EngineProgress) => void
}

/** How often the encoding reports, as a sign of life. */
const ENCODE_REPORT_MS = 1000

/**
 * One run in the engine's process: image file → pipeline → video.mp4, thumbnail.webp and spritesheet.jpg.
 *
 * @throws EngineError, or the reason of `signal`.
 */
export async function makeVideo(
  model: LoadedModel,
  request: EngineRequest,
  { tools, threads, signal, onProgress }: MakeVideoOptions,
): Promise<EngineResult> {
  const { width, height, fps, steps } = request
  let stage: Stage = 'input'
  let step = 0
  const report = (phase: EnginePhase): void => onProgress({ phase, step, steps })
  try {
    const image = await readRgbImage(request.imagePath, request)
    const video = await generate(
      model,
      { ...request, image, schedule: 'A' },
      {
        onPhase(phase) {
          stage = phase === 'load' ? 'load' : 'run'
          report(phase)
        },
        onStep(done, _steps, latents) {
          step = done
          checkNumbers(latents)
          report('denoise')
        },
        async checkpoint() {
          await turnOfEventLoop()
          signal.throwIfAborted()
        },
      },
    )

    report('encode_video')
    const startedAt = performance.now()
    const { frameCount } = video
    const poster = createPoster({ width, height, frameCount })
    const outputPath = path.join(request.outputDirectory, 'video.mp4')
    let reportedAt = startedAt
    await encodeVideo({
      frames: framesOf(video, poster),
      frameCount,
      width,
      height,
      fps,
      outputPath,
      ffmpegPath: tools.ffmpegPath,
      threads,
      signal,
      onFrame() {
        if (performance.now() - reportedAt < ENCODE_REPORT_MS) return
        reportedAt = performance.now()
        report('encode_video')
      },
    })
    const { thumbnailPath, spritesheetPath } = await poster.write(request.outputDirectory)
    const expected = { width, height, fps, frames: request.frames }
    const probe = await verifyVideo(outputPath, expected, { ffprobePath: tools.ffprobePath, signal })
    const { sizeBytes, durationSeconds } = probe
    const milliseconds = { ...video.timings, encode_video: performance.now() - startedAt }
    return {
      video: { path: outputPath, sizeBytes, durationSeconds, ...expected },
      thumbnail: { path: thumbnailPath },
      spritesheet: { path: spritesheetPath },
      timings: Object.fromEntries(Object.entries(milliseconds).map(([phase, ms]) => [phase, ms / 1000])),
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : engineErrorFrom(error, stage)
  }
}

async function* framesOf(video: DecodedVideo, poster: Poster): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < video.frameCount; i++) {
    const frame = video.frame(i)
    await poster.observe(frame)
    yield frame
  }
}

/** A sample that has left the numbers never comes back to them, and would end as black frames. */
function checkNumbers(latents: Float32Array): void {
  if (!latents.every(Number.isFinite))
    throw new EngineError('internal_error', 'The model produced values that are not numbers.', false)
}
