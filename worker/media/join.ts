import { execFile } from 'node:child_process'
import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { EncodeError } from './encode-error.ts'

export interface JoinOptions {
  /** mp4 files of `encodeVideo` in playing order, with one size and rate, in one folder. */
  readonly parts: readonly { readonly path: string; readonly frames: number }[]
  readonly fps: number
  /** In the folder of the parts; appears only when it is complete. */
  readonly outputPath: string
  readonly ffmpegPath: string
  readonly signal?: AbortSignal
}

const run = promisify(execFile)
const TIMEOUT_MS = 120_000
/** Characters that ffmpeg's concat demuxer accepts without quoting. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/**
 * Joins videos without encoding them again, so no part loses quality however often a video is
 * extended. The index (moov) comes first. Parts begin at whole frames: their durations are given,
 * because the files round theirs to milliseconds.
 *
 * @throws EncodeError when ffmpeg cannot join them; an AbortError when `signal` fires. No partial
 *   file is left.
 */
export async function joinVideos({ parts, fps, outputPath, ffmpegPath, signal }: JoinOptions): Promise<void> {
  const folder = path.dirname(outputPath)
  const names = parts.map((part) => path.basename(part.path))
  if (!parts.every((part, i) => path.dirname(part.path) === folder && SAFE_NAME.test(names[i] ?? '')))
    throw new EncodeError('the parts of a video must lie in its folder, under plain names')
  const listPath = `${outputPath}.parts`
  const partialPath = `${outputPath}.partial`
  const lines = parts.map((part, i) => `file ${names[i]}\nduration ${(part.frames / fps).toFixed(6)}\n`)
  try {
    await writeFile(listPath, `ffconcat version 1.0\n${lines.join('')}`)
    const running = run(
      ffmpegPath,
      [
        ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', '-protocol_whitelist', 'file'],
        ...['-f', 'concat', '-safe', '1', '-i', listPath],
        ...['-map', '0:v:0', '-c', 'copy', '-map_metadata', '-1'],
        ...['-movflags', '+faststart', '-f', 'mp4', '-y', partialPath],
      ],
      { timeout: TIMEOUT_MS, maxBuffer: 1 << 20, ...(signal && { signal }) },
    )
    const closed = new Promise<void>((resolve) => running.child.once('close', () => resolve()))
    await running.catch(async (error: Error & { stderr?: string }) => {
      // An abort rejects before ffmpeg has ended, which may still begin its file.
      await closed
      if (error.name === 'AbortError') throw error
      throw new EncodeError(`ffmpeg cannot join the videos: ${(error.stderr || error.message).trim()}`, error)
    })
    await rename(partialPath, outputPath)
  } finally {
    await rm(listPath, { force: true })
    await rm(partialPath, { force: true })
  }
}
