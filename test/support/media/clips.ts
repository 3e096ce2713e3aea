import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'

/** How a clip of a foreign program differs from those of this service. */
export interface ClipOptions {
  readonly codec?: 'libx264' | 'libx265' | 'libvpx-vp9' | 'mpeg4'
  readonly size?: string
  readonly rate?: string
  readonly frames?: number
  /** Further output options. */
  readonly more?: readonly string[]
}

/** Writes a moving test picture as `name` into the folder, and gives its path. */
export async function writeClip(folder: string, name: string, o: ClipOptions = {}): Promise<string> {
  const { codec = 'libx264', size = '128x96', rate = '24', frames = 12, more = [] } = o
  const { ffmpegPath } = await findFfmpeg({})
  const file = path.join(folder, name)
  await promisify(execFile)(ffmpegPath, [
    ...['-nostdin', '-loglevel', 'error', '-f', 'lavfi', '-i', `testsrc=size=${size}:rate=${rate}`],
    ...['-frames:v', String(frames), '-c:v', codec, '-pix_fmt', 'yuv420p', ...more, '-y', file],
  ])
  return file
}
