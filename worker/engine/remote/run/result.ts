import { rename } from 'node:fs/promises'
import path from 'node:path'
import { fitFrames } from '#worker/engine/adopt-upload.ts'
import type { EngineRequest } from '#worker/engine/run.ts'
import { writeVideo, type WriteVideoOptions, type WrittenVideo } from '#worker/engine/write-video.ts'
import { decodeUpload } from '#worker/media/decode-upload.ts'
import { EncodeError } from '#worker/media/encode-error.ts'
import { createPoster } from '#worker/media/poster.ts'
import { probeVideo, type VideoProbe } from '#worker/media/probe.ts'
import { UpstreamError } from './faults.ts'

/** Frames per second differ when they do so by more. */
const FPS_TOLERANCE = 0.01

/**
 * Turns the file that a server made into a result: probed, with a thumbnail, a spritesheet and the
 * last frame. An H.264 mp4 that plays while it downloads keeps its bytes; anything else is encoded
 * anew, and so is what continues another video.
 *
 * @param o.isExact whether the server makes exactly the frames that it is asked for; another one's
 *   are brought to the size, the rate and the number of the request
 * @throws UpstreamError when the file is no video, or another than was asked for; EncodeError.
 */
export async function keepResult(
  file: string,
  request: EngineRequest,
  o: WriteVideoOptions & { readonly isExact: boolean },
): Promise<WrittenVideo> {
  const { tools, signal } = o
  const probe = await probeVideo(file, { ffprobePath: tools.ffprobePath, signal }).catch((error: unknown) => {
    if (!(error instanceof EncodeError)) throw error
    throw new UpstreamError('wrong result', 'The server made a file that is no video.', { cause: error })
  })
  const { width, height, frames, fps } = request
  const isAsked = probe.width === width && probe.height === height && probe.frames === frames
  if (!isAsked && o.isExact)
    throw new UpstreamError(
      'wrong result',
      `The server made ${probe.frames} frames of ${probe.width}x${probe.height} instead of ${frames} of ${width}x${height}.`,
    )
  const decoded = decodeUpload({ path: file, width, height, fps, ffmpegPath: tools.ffmpegPath, signal })
  const made = fitFrames(decoded, frames).frames
  const hasPreceding = (request.preceding ?? null) !== null
  if (!hasPreceding && isAsked && isStandard(probe) && Math.abs(probe.fps - fps) <= FPS_TOLERANCE)
    return await keepBytes(file, probe, made, request, o)
  return await writeVideo({ frameCount: frames, frames: made }, request, o)
}

const isStandard = ({ codec, pixelFormat, streams, fastStart }: VideoProbe): boolean =>
  codec === 'h264' && pixelFormat === 'yuv420p' && streams === 1 && fastStart

async function keepBytes(
  file: string,
  probe: VideoProbe,
  frames: AsyncIterable<Uint8Array>,
  { width, height, frames: frameCount, outputDirectory }: EngineRequest,
  { onFrame }: WriteVideoOptions,
): Promise<WrittenVideo> {
  const poster = createPoster({ width, height, frameCount })
  for await (const frame of frames) {
    await poster.observe(frame)
    onFrame()
  }
  const outputPath = path.join(outputDirectory, 'video.mp4')
  await rename(file, outputPath)
  return { video: { ...probe, path: outputPath }, ...(await poster.write(outputDirectory)) }
}
