import { execFile } from 'node:child_process'
import { open, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { EncodeError } from './encode-error.ts'

export interface VideoProbe {
  readonly codec: string
  readonly pixelFormat: string
  readonly width: number
  readonly height: number
  readonly fps: number
  /** Counted by decoding, not read from a header. */
  readonly frames: number
  /** Of the video track, to a millisecond: some ffmpegs round its edit list down. */
  readonly durationSeconds: number
  readonly sizeBytes: number
  /** Number of streams of any kind. */
  readonly streams: number
  /** Whether the index (moov) precedes the data (mdat). */
  readonly fastStart: boolean
}

export interface ProbeOptions {
  readonly ffprobePath: string
  readonly signal?: AbortSignal
}

const run = promisify(execFile)
const TIMEOUT_MS = 120_000

/**
 * Reads an mp4 file with ffprobe, which decodes all of it to count frames.
 *
 * @throws EncodeError when ffprobe cannot read it; an AbortError when `signal` fires.
 */
export async function probeVideo(file: string, { ffprobePath, signal }: ProbeOptions): Promise<VideoProbe> {
  const entries =
    'stream=codec_name,pix_fmt,width,height,r_frame_rate,nb_read_frames,duration:format=nb_streams'
  const args = ['-v', 'error', '-protocol_whitelist', 'file', '-f', 'mp4', '-count_frames']
  const { stdout } = await run(
    ffprobePath,
    [...args, '-select_streams', 'v:0', '-show_entries', entries, '-of', 'json', file],
    { timeout: TIMEOUT_MS, maxBuffer: 1 << 20, ...(signal && { signal }) },
  ).catch((error: Error & { stderr?: string }) => {
    if (error.name === 'AbortError') throw error
    throw new EncodeError(`ffprobe cannot read the video: ${(error.stderr || error.message).trim()}`, error)
  })
  const { streams, format } = JSON.parse(stdout) as {
    streams: { [key: string]: string | number | undefined }[]
    format: { nb_streams?: number }
  }
  const video = streams[0]
  if (!video) throw new EncodeError('the file has no video stream')
  const [numerator, denominator] = String(video.r_frame_rate).split('/').map(Number)
  return {
    codec: String(video.codec_name),
    pixelFormat: String(video.pix_fmt),
    width: Number(video.width),
    height: Number(video.height),
    fps: numerator! / denominator!,
    frames: Number(video.nb_read_frames),
    durationSeconds: Number(video.duration),
    sizeBytes: (await stat(file)).size,
    streams: Number(format.nb_streams),
    fastStart: (await topLevelBoxes(file)).find((box) => box === 'moov' || box === 'mdat') === 'moov',
  }
}

/**
 * Probes a finished video and compares it with the expected values.
 *
 * @throws EncodeError that lists every difference.
 */
export async function verifyVideo(
  file: string,
  expected: {
    readonly width: number
    readonly height: number
    readonly fps: number
    readonly frames: number
  },
  options: ProbeOptions,
): Promise<VideoProbe> {
  const probe = await probeVideo(file, options)
  const durationSeconds = expected.frames / expected.fps
  const differences = Object.entries({
    ...expected,
    codec: 'h264',
    pixelFormat: 'yuv420p',
    streams: 1,
    fastStart: true,
  }).flatMap(([key, value]) => {
    const found = probe[key as keyof VideoProbe]
    return found === value ? [] : [`${key} is ${found} instead of ${value}`]
  })
  if (!(Math.abs(probe.durationSeconds - durationSeconds) < 0.5 / expected.fps))
    differences.push(`it lasts ${probe.durationSeconds} s instead of ${durationSeconds} s`)
  if (differences.length > 0) throw new EncodeError(`the encoded video is wrong: ${differences.join(', ')}`)
  return probe
}

/** Types of the boxes of an ISO base media file, in file order (ISO/IEC 14496-12, 4.2). */
async function topLevelBoxes(file: string): Promise<string[]> {
  const handle = await open(file)
  try {
    const { size: fileSize } = await handle.stat()
    const header = Buffer.alloc(16)
    const types: string[] = []
    for (let at = 0; at + 8 <= fileSize;) {
      await handle.read(header, 0, 16, at)
      const size = header.readUInt32BE(0)
      types.push(header.toString('latin1', 4, 8))
      const length = size === 1 ? Number(header.readBigUInt64BE(8)) : size
      if (length < 8) break // 0: the box reaches to the end of the file
      at += length
    }
    return types
  } finally {
    await handle.close()
  }
}
