import { rm } from 'node:fs/promises'
import path from 'node:path'
import { decodeVideo } from '#worker/media/decode.ts'
import { encodeVideo } from '#worker/media/encode.ts'
import type { FfmpegTools } from '#worker/media/ffmpeg.ts'
import { joinVideos } from '#worker/media/join.ts'
import { createPoster, type Poster } from '#worker/media/poster.ts'
import { verifyVideo, type VideoProbe } from '#worker/media/probe.ts'
import type { EngineRequest } from './run.ts'

export interface WriteVideoOptions {
  readonly tools: FfmpegTools
  /** CPU threads of the encoder. */
  readonly threads: number
  readonly signal: AbortSignal
  /** Called after each frame. */
  readonly onFrame: () => void
}

/** New frames in order, each rgb24 in the size of the request. */
export interface NewFrames {
  readonly frameCount: number
  readonly frames: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export interface WrittenVideo {
  readonly video: VideoProbe & { readonly path: string }
  readonly thumbnailPath: string
  readonly spritesheetPath: string
  readonly lastFramePath: string
}

/**
 * Writes video.mp4, thumbnail.webp, spritesheet.jpg and last-frame.png of the whole clip. A
 * preceding video is joined unchanged in front; the first new frame is left out then, because it
 * repeats the preceding video's last frame.
 *
 * @throws EncodeError; the reason of `signal`.
 */
export async function writeVideo(
  made: NewFrames,
  request: EngineRequest,
  { tools, threads, signal, onFrame }: WriteVideoOptions,
): Promise<WrittenVideo> {
  const { width, height, fps, outputDirectory } = request
  const preceding = request.preceding ?? null
  const added = made.frameCount - (preceding === null ? 0 : 1)
  const frames = added + (preceding?.frames ?? 0)
  const poster = createPoster({ width, height, frameCount: frames })
  const outputPath = path.join(outputDirectory, 'video.mp4')
  const addedPath = preceding === null ? outputPath : path.join(outputDirectory, 'added.mp4')
  if (preceding !== null)
    for await (const frame of decodeVideo({ ...preceding, width, height, ...tools, signal })) {
      await poster.observe(frame)
      onFrame()
    }
  await encodeVideo({
    frames: observed(made.frames, made.frameCount - added, poster),
    frameCount: added,
    width,
    height,
    fps,
    outputPath: addedPath,
    ffmpegPath: tools.ffmpegPath,
    threads,
    signal,
    onFrame,
  })
  if (preceding !== null) {
    const parts = [preceding, { path: addedPath, frames: added }]
    await joinVideos({ parts, fps, outputPath, ffmpegPath: tools.ffmpegPath, signal })
    await rm(addedPath)
  }
  const files = await poster.write(outputDirectory)
  const expected = { width, height, fps, frames }
  const probe = await verifyVideo(outputPath, expected, { ffprobePath: tools.ffprobePath, signal })
  return { video: { ...probe, path: outputPath }, ...files }
}

/** The frames after the first `skipped` ones, seen by the poster as they pass. */
async function* observed(
  frames: NewFrames['frames'],
  skipped: number,
  poster: Poster,
): AsyncGenerator<Uint8Array> {
  let index = 0
  for await (const frame of frames) {
    if (index++ < skipped) continue
    await poster.observe(frame)
    yield frame
  }
}
