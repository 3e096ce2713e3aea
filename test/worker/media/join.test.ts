import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { copyFile, mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { decodeVideo } from '#worker/media/decode.ts'
import { EncodeError } from '#worker/media/encode-error.ts'
import { encodeVideo } from '#worker/media/encode.ts'
import { findFfmpeg, type FfmpegTools } from '#worker/media/ffmpeg.ts'
import { joinVideos } from '#worker/media/join.ts'
import { verifyVideo } from '#worker/media/probe.ts'

const size = { width: 96, height: 64 }
const npmPath = (program: string) =>
  createRequire(import.meta.url)
    .resolve(`@${program}-installer/linux-x64/package.json`)
    .replace('package.json', program)

/**
 * The two programs that the service may find on a machine: the ones from npm, and those on PATH if
 * there are any.
 */
const toolSets: Record<string, FfmpegTools> = {
  npm: await findFfmpeg({ ffmpegPath: npmPath('ffmpeg'), ffprobePath: npmPath('ffprobe') }),
}
const found = await findFfmpeg({})
if (found.ffmpegPath !== toolSets['npm']?.ffmpegPath) toolSets['PATH'] = found

let folder: string
before(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'join-test-'))))
after(() => rm(folder, { recursive: true, force: true }))

/** Frame `i` of a video is grey of this brightness, so that a decoded one shows which it was. */
const greyOf = (i: number): number => 20 + 3 * i
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 2

for (const [name, tools] of Object.entries(toolSets))
  describe(`Joining with the ${name} build (${tools.ffmpegVersion})`, () => {
    const encode = async (file: string, first: number, count: number, fps: number) => {
      const outputPath = path.join(folder, file)
      const frames = Array.from({ length: count }, (_, i) =>
        Buffer.alloc(size.width * size.height * 3, greyOf(first + i)),
      )
      await encodeVideo({ ...size, fps, frames, frameCount: count, outputPath, ffmpegPath: tools.ffmpegPath })
      return { path: outputPath, frames: count }
    }
    const greys = async (file: string): Promise<number[]> => {
      const seen: number[] = []
      for await (const frame of decodeVideo({ path: file, ...size, ffmpegPath: tools.ffmpegPath }))
        seen.push(frame[frame.length >> 1] as number)
      return seen
    }

    test('An mp4 is decoded to the frames that it was made from', async () => {
      const { path: file } = await encode('plain.mp4', 0, 9, 16)
      const seen = await greys(file)
      assert.equal(seen.length, 9)
      assert.ok(seen.every((grey, i) => near(grey, greyOf(i))))
    })

    for (const fps of [16, 12, 24, 30])
      test(`Parts at ${fps} frames per second become one video, frame by frame, which can be joined again`, async () => {
        const outputPath = path.join(folder, 'joined.mp4')
        const first = await encode('first.mp4', 0, 9, fps)
        const second = await encode('second.mp4', 9, 4, fps)
        const join = (...parts: { path: string; frames: number }[]) =>
          joinVideos({ parts, fps, outputPath, ffmpegPath: tools.ffmpegPath })
        await join(first, second)
        await verifyVideo(outputPath, { ...size, fps, frames: 13 }, tools)

        const longer = { path: path.join(folder, 'longer.mp4'), frames: 13 }
        await copyFile(outputPath, longer.path)
        await join(longer, await encode('third.mp4', 13, 8, fps))
        await verifyVideo(outputPath, { ...size, fps, frames: 21 }, tools)
        const seen = await greys(outputPath)
        assert.equal(seen.length, 21)
        assert.ok(
          seen.every((grey, i) => near(grey, greyOf(i))),
          seen.join(),
        )
      })

    test('An unreadable part and an aborted join are errors that leave no file', async () => {
      const good = await encode('good.mp4', 0, 5, 16)
      const cut = await encode('cut.mp4', 0, 5, 16)
      await truncate(cut.path, 100)
      const outputPath = path.join(folder, 'none.mp4')
      const join = (parts: { path: string; frames: number }[], signal?: AbortSignal) =>
        joinVideos({ parts, fps: 16, outputPath, ffmpegPath: tools.ffmpegPath, ...(signal && { signal }) })
      await assert.rejects(join([cut, good]), EncodeError)
      await assert.rejects(join([{ path: '/etc/passwd', frames: 5 }]), EncodeError)
      await assert.rejects(join([good, good], AbortSignal.abort()), { name: 'AbortError' })
      await assert.rejects(greys(cut.path), EncodeError)
      await assert.rejects(greys(path.join(folder, 'missing.mp4')), EncodeError)
      assert.ok(!(await readdir(folder)).some((file) => file.startsWith('none.mp4')))
    })

    test('Decoding stops with its reader and with its signal', async () => {
      const { path: file } = await encode('long.mp4', 0, 60, 16)
      for await (const _ of decodeVideo({ path: file, ...size, ffmpegPath: tools.ffmpegPath })) break
      const stop = new AbortController()
      const reason = new Error('enough')
      const reading = (async () => {
        const { signal } = stop
        for await (const _ of decodeVideo({ path: file, ...size, ffmpegPath: tools.ffmpegPath, signal }))
          stop.abort(reason)
      })()
      await assert.rejects(reading, reason)
    })
  })
