import { rm } from 'node:fs/promises'
import path from 'node:path'
import { decodeUpload } from '#worker/media/decode-upload.ts'
import { EncodeError } from '#worker/media/encode-error.ts'
import { encodeVideo } from '#worker/media/encode.ts'
import type { FfmpegTools } from '#worker/media/ffmpeg.ts'
import { writeRgbPng } from '#worker/media/image.ts'
import { EngineError } from './failure.ts'
import type { EngineRequest } from './run.ts'

export interface AdoptOptions {
  readonly tools: FfmpegTools
  readonly threads: number
  readonly signal: AbortSignal
  /** Called after each frame. */
  readonly onFrame: () => void
}

/**
 * Makes an uploaded video one that this service could have made, in the size and at the rate of the
 * run: exactly as many frames as the request says, of which the last is the upload's last. The run
 * then continues it as any other video.
 *
 * @returns the request with that video and its last frame as the first image
 * @throws EngineError `invalid_input` when the upload cannot be decoded; the reason of `signal`.
 */
export async function adoptUpload(
  request: EngineRequest,
  { tools, threads, signal, onFrame }: AdoptOptions,
): Promise<EngineRequest> {
  const { preceding, width, height, fps, outputDirectory } = request
  if (preceding?.isUpload !== true) return request
  const { ffmpegPath } = tools
  const outputPath = path.join(outputDirectory, 'preceding.mp4')
  const imagePath = path.join(outputDirectory, 'upload-last-frame.png')
  const decoded = decodeUpload({ path: preceding.path, width, height, fps, ffmpegPath, signal })
  const fitted = fitFrames(decoded, preceding.frames)
  await encodeVideo({
    ...{ frames: fitted.frames, frameCount: preceding.frames, width, height, fps },
    ...{ outputPath, ffmpegPath, threads, signal, onFrame },
  }).catch((error: unknown) => {
    if (signal.aborted || !(error instanceof EncodeError)) throw error
    throw new EngineError('invalid_input', 'The uploaded video cannot be decoded.', false, { cause: error })
  })
  await writeRgbPng(imagePath, { width, height, data: fitted.last() })
  await rm(preceding.path)
  return { ...request, imagePath, preceding: { path: outputPath, frames: preceding.frames } }
}

/**
 * Exactly `count` of the frames, the last one always included: those before it are left out, or it
 * is repeated. The rate of a file is rarely constant to the frame.
 */
export function fitFrames(
  decoded: AsyncIterable<Buffer>,
  count: number,
): { readonly frames: AsyncGenerator<Buffer>; last(): Buffer } {
  let newest: Buffer | null = null
  const last = (): Buffer => {
    if (newest === null) throw new EncodeError('the upload has no frame')
    return newest
  }
  async function* fit(): AsyncGenerator<Buffer> {
    let given = 0
    for await (const frame of decoded) {
      if (newest !== null && given < count - 1) {
        yield newest
        given++
      }
      newest = frame
    }
    for (; given < count; given++) yield last()
  }
  return { frames: fit(), last }
}
