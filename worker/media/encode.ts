import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { access, constants, rename, rm } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import ffmpeg from 'fluent-ffmpeg'
import { EncodeError } from './encode-error.ts'

export interface EncodeOptions {
  /**
   * Frames in order, each rgb24: width × height × 3 bytes, rows from the top. Each is requested
   * when ffmpeg has taken the one before, so at most three are held. A buffer must not be written
   * to once it is yielded.
   */
  readonly frames: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly frameCount: number
  /** Even, as yuv420p halves both sides for colour. */
  readonly width: number
  readonly height: number
  readonly fps: number
  /** The file appears only when it is complete. */
  readonly outputPath: string
  readonly ffmpegPath: string
  /** Encoder threads; 0 leaves the choice to x264. */
  readonly threads?: number
  readonly signal?: AbortSignal
  /** Longest time that the encoding may take, in ms. */
  readonly timeLimitMs?: number
  /** Receives the number of frames handed to ffmpeg so far. */
  readonly onFrame?: (frames: number) => void
}

/** Visually lossless for generated video; 81 frames of 832x480 take a few MB. */
const CRF = 18
const PRESET = 'medium'

/**
 * Encodes frames as an H.264 yuv420p mp4 whose index (moov) comes first, so that it plays while it
 * downloads. Colours are converted with the BT.709 matrix and tagged as such: players guess the
 * matrix of an untagged file by its height.
 *
 * This is the only file that uses fluent-ffmpeg. Its pitfalls, which this file guards against:
 * without any frame it reports success, and it drops a short last frame (both are counted here);
 * the source does not learn that ffmpeg died; partial output stays on disk; a missing binary is an
 * uncaught TypeError; setFfmpegPath is global, so one process should use one ffmpeg.
 *
 * @throws EncodeError when ffmpeg fails or the frames do not match the options; the reason of
 *   `signal`; a TimeoutError (DOMException) at the deadline; any error of `frames`. By then ffmpeg
 *   has exited and no partial file is left.
 */
export async function encodeVideo(options: EncodeOptions): Promise<void> {
  check(options)
  const stop = stopper(options)
  const partialPath = `${options.outputPath}.${randomUUID()}.partial`
  const input = new PassThrough({ highWaterMark: frameBytes(options) })
  try {
    stop.signal.throwIfAborted()
    await access(options.ffmpegPath, constants.X_OK).catch((error: unknown) => {
      throw new EncodeError(`${options.ffmpegPath} cannot be executed`, error)
    })
    const pumped = pump(options, input, stop.signal)
    const encoded = runFfmpeg(options, input, partialPath, stop.signal)
    pumped.catch(stop.abort)
    encoded.catch(stop.abort)
    await Promise.allSettled([pumped, encoded])
    stop.signal.throwIfAborted()
    await rename(partialPath, options.outputPath)
  } catch (error) {
    await rm(partialPath, { force: true })
    throw error
  } finally {
    input.destroy()
    stop.dispose()
  }
}

const frameBytes = (options: EncodeOptions): number => options.width * options.height * 3

function check({ width, height, fps, frameCount }: EncodeOptions): void {
  if (!(width > 0 && height > 0 && width % 2 === 0 && height % 2 === 0))
    throw new EncodeError(`a video of ${width}x${height} cannot be encoded: both sides must be even`)
  if (!(fps > 0) || !(Number.isInteger(frameCount) && frameCount > 0))
    throw new EncodeError(`${frameCount} frames at ${fps} frames per second cannot be encoded`)
}

/**
 * One signal for the caller's signal, the deadline and the first failure; encodeVideo throws its
 * reason.
 */
function stopper({ signal, timeLimitMs }: EncodeOptions) {
  const controller = new AbortController()
  const abort = (reason: unknown): void => controller.abort(reason)
  const onAbort = (): void => abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const timer =
    timeLimitMs === undefined
      ? undefined
      : setTimeout(
          () => abort(new DOMException('the video was not encoded before the deadline', 'TimeoutError')),
          Math.min(timeLimitMs, 2 ** 31 - 1),
        )
  const dispose = (): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
  return { signal: controller.signal, abort, dispose }
}

async function pump(options: EncodeOptions, input: PassThrough, signal: AbortSignal): Promise<void> {
  let count = 0
  for await (const frame of options.frames) {
    signal.throwIfAborted()
    if (frame.byteLength !== frameBytes(options))
      throw new EncodeError(`frame ${count} has ${frame.byteLength} bytes instead of ${frameBytes(options)}`)
    if (++count > options.frameCount) break
    if (!input.write(frame)) await once(input, 'drain', { signal })
    options.onFrame?.(count)
  }
  if (count !== options.frameCount)
    throw new EncodeError(
      `there are ${count > options.frameCount ? 'more' : count} frames instead of ${options.frameCount}`,
    )
  input.end()
}

/** Settles when ffmpeg has exited. */
function runFfmpeg(
  { ffmpegPath, width, height, fps, threads = 0 }: EncodeOptions,
  input: PassThrough,
  outputPath: string,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const command = ffmpeg({ source: input, stdoutLines: 20 })
      .setFfmpegPath(ffmpegPath)
      .inputOptions('-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error')
      .inputOptions('-protocol_whitelist', 'pipe')
      .inputOptions('-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${width}x${height}`)
      .inputOptions('-framerate', String(fps))
      .outputOptions('-map_metadata', '-1', '-an', '-threads', String(threads))
      .outputOptions(
        '-vf',
        // Recent ffmpegs take the tags of the frames, which have none, over those of the encoder.
        'scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,' +
          'setparams=color_primaries=bt709:color_trc=bt709',
      )
      .outputOptions('-c:v', 'libx264', '-preset', PRESET, '-crf', String(CRF), '-pix_fmt', 'yuv420p')
      .outputOptions(
        '-colorspace',
        'bt709',
        '-color_primaries',
        'bt709',
        '-color_trc',
        'bt709',
        '-color_range',
        'tv',
      )
      .outputOptions('-movflags', '+faststart', '-f', 'mp4')
      .output(outputPath)
    const kill = (): void => void command.kill('SIGKILL')
    command
      .on('start', () => {
        // kill() has no effect before ffmpeg runs, so a signal that fired earlier is checked here.
        if (signal.aborted) kill()
        else signal.addEventListener('abort', kill, { once: true })
      })
      .on('end', () => {
        signal.removeEventListener('abort', kill)
        if (input.writableFinished) resolve()
        else reject(new EncodeError('ffmpeg ended before it had all frames'))
      })
      .on('error', (error: Error) => {
        signal.removeEventListener('abort', kill)
        reject(new EncodeError(error.message.trim(), error))
      })
      .run()
  })
}
