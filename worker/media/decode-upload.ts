import { spawn } from 'node:child_process'
import path from 'node:path'
import { EncodeError } from './encode-error.ts'
import { framesOf } from './decode.ts'

export interface DecodeUploadOptions {
  /** An mp4 from outside. */
  readonly path: string
  /** Size and rate of the frames wanted. */
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly ffmpegPath: string
  readonly signal?: AbortSignal
}

const MAX_MESSAGE_LENGTH = 1000
/** 4096 × 4096, as of images. */
const MAX_PIXELS = 4096 * 4096
const CPU_SECONDS = 600
const ADDRESS_SPACE_KIB = 4 * 1024 * 1024
const OPEN_FILES = 64

/**
 * Limits that the kernel holds: no core dump, CPU time, memory, files that can be open, and no file
 * that can be written; frames go through a pipe.
 */
const LIMITED =
  `ulimit -c 0 && ulimit -t ${CPU_SECONDS} && ulimit -v ${ADDRESS_SPACE_KIB} && ulimit -n ${OPEN_FILES} && ` +
  'ulimit -f 0 && exec "$0" "$@"'

/**
 * The frames of a video that a client sent, each rgb24, in the size and at the rate wanted: scaled
 * to cover the size and cropped. ffmpeg runs with limits, without an environment, reads only this
 * file, and may use one demuxer and three decoders.
 *
 * @throws EncodeError when ffmpeg cannot read the file; the reason of `signal`.
 */
export async function* decodeUpload(options: DecodeUploadOptions): AsyncGenerator<Buffer> {
  const { width, height, fps, ffmpegPath, signal } = options
  signal?.throwIfAborted()
  const child = spawn('/bin/sh', ['-c', LIMITED, ffmpegPath, ...argumentsFor(options)], {
    cwd: path.dirname(options.path),
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
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
      throw new EncodeError(
        `ffmpeg cannot read the upload at ${fps} frames per second: ${message.trim() || String(outcome)}`,
        outcome,
      )
  } finally {
    signal?.removeEventListener('abort', kill)
    kill()
  }
}

function argumentsFor({ path: file, width, height, fps }: DecodeUploadOptions): string[] {
  const scale = `scale=${width}:${height}:force_original_aspect_ratio=increase:flags=bicubic+accurate_rnd+full_chroma_int`
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', '-threads', '2'],
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'mov,mp4,m4a,3gp,3g2,mj2'],
    ...['-codec_whitelist', 'h264,hevc,vp9', '-max_pixels', String(MAX_PIXELS)],
    ...['-f', 'mp4', '-i', `file:${file}`, '-map', '0:v:0', '-an', '-sn', '-dn'],
    ...['-vf', `fps=${fps},${scale},crop=${width}:${height}`],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
  ]
}

/** The oldest line of releases that still gets corrections of security faults. */
const OLDEST_MAJOR = 5

/**
 * Whether ffmpeg is new enough to read files from outside. Builds without a release number, such as
 * npm's of 2018, are not.
 *
 * @param version as `findFfmpeg` tells it: `ffmpeg version 7.1.1-static`
 */
export function readsUploads(version: string): boolean {
  const major = /^ffmpeg version n?(\d+)\.\d/.exec(version)?.[1]
  return major !== undefined && Number(major) >= OLDEST_MAJOR
}
