import { spawn } from 'node:child_process'
import { EncodeError } from './encode-error.ts'

export interface DecodeOptions {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly ffmpegPath: string
  readonly signal?: AbortSignal
}

const MAX_MESSAGE_LENGTH = 1000

/**
 * The frames of an mp4 in order, each rgb24: width × height × 3 bytes, rows from the top, in a new
 * buffer. ffmpeg waits for the reader and ends with the iteration.
 *
 * @throws EncodeError when ffmpeg cannot read the file or it does not hold a whole number of
 *   frames; the reason of `signal`.
 */
export async function* decodeVideo(options: DecodeOptions): AsyncGenerator<Buffer> {
  const { path, width, height, ffmpegPath, signal } = options
  signal?.throwIfAborted()
  const child = spawn(
    ffmpegPath,
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', '-protocol_whitelist', 'file,pipe'],
      ...['-f', 'mp4', '-i', path, '-map', '0:v:0'],
      ...['-vf', 'scale=in_color_matrix=bt709:in_range=tv:flags=bicubic+accurate_rnd+full_chroma_int'],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let message = ''
  child.stderr.on('data', (chunk: Buffer) => {
    message = (message + chunk.toString()).slice(0, MAX_MESSAGE_LENGTH)
  })
  const ended = new Promise<number | Error>((resolve) => {
    child.once('error', resolve)
    child.once('close', (code) => resolve(code ?? -1))
  })
  const kill = (): void => void child.kill('SIGKILL')
  signal?.addEventListener('abort', kill, { once: true })
  try {
    yield* framesOf(child.stdout, width * height * 3)
    const outcome = await ended
    signal?.throwIfAborted()
    if (outcome !== 0)
      throw new EncodeError(`ffmpeg cannot read the video: ${message.trim() || String(outcome)}`, outcome)
  } finally {
    signal?.removeEventListener('abort', kill)
    kill()
  }
}

/** Cuts a stream of bytes into frames of that many. @throws EncodeError for a part of a frame. */
export async function* framesOf(chunks: AsyncIterable<Buffer>, frameBytes: number): AsyncGenerator<Buffer> {
  let frame = Buffer.allocUnsafe(frameBytes)
  let filled = 0
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length;) {
      const copied = chunk.copy(frame, filled, at)
      at += copied
      filled += copied
      if (filled < frameBytes) continue
      yield frame
      frame = Buffer.allocUnsafe(frameBytes)
      filled = 0
    }
  if (filled > 0) throw new EncodeError('the video ends within a frame')
}
