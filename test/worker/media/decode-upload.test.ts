import assert from 'node:assert/strict'
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { writeClip } from '#test/support/media/clips.ts'
import { fitFrames } from '#worker/engine/adopt-upload.ts'
import { decodeUpload, readsUploads } from '#worker/media/decode-upload.ts'
import { EncodeError } from '#worker/media/encode-error.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'

let folder: string
let ffmpegPath: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uploads-'))
  ffmpegPath = (await findFfmpeg({})).ffmpegPath
})
after(() => rm(folder, { recursive: true, force: true }))

async function framesOf(file: string, fps = 16): Promise<Buffer[]> {
  const frames: Buffer[] = []
  for await (const frame of decodeUpload({ path: file, width: 64, height: 64, fps, ffmpegPath }))
    frames.push(frame)
  return frames
}

describe('A video that a client sent', () => {
  it('H.264, H.265 and VP9 are decoded in the size and at the rate wanted', async () => {
    for (const codec of ['libx264', 'libx265', 'libvpx-vp9'] as const) {
      const file = await writeClip(folder, `${codec}.mp4`, { codec, frames: 24 })
      const frames = await framesOf(file)
      assert.ok(Math.abs(frames.length - 16) <= 1, `${codec}: ${frames.length} frames of a second`)
      assert.ok(frames.every((frame) => frame.length === 64 * 64 * 3))
      assert.ok(frames[0]!.compare(frames.at(-1)!) !== 0, 'the picture moves')
    }
  })

  it('No other format and no other codec is opened, whatever the name of the file', async () => {
    const secret = path.join(folder, 'secret.mp4')
    await rename(await writeClip(folder, 'plain.mp4'), secret)
    const disguised = async (name: string, text: string): Promise<string> => {
      const file = path.join(folder, name)
      await writeFile(file, text)
      return file
    }
    for (const file of [
      await disguised('playlist.mp4', `#EXTM3U\n#EXTINF:1,\nfile://${secret}\n#EXT-X-ENDLIST\n`),
      await disguised('list.mp4', `ffconcat version 1.0\nfile ${secret}\n`),
      await writeClip(folder, 'mpeg4.mp4', { codec: 'mpeg4' }),
    ])
      await assert.rejects(framesOf(file), EncodeError, file)
    const before = (await readdir(folder)).length
    const avi = await writeClip(folder, 'clip.avi')
    await rename(avi, path.join(folder, 'avi.mp4'))
    await assert.rejects(framesOf(path.join(folder, 'avi.mp4')), EncodeError)
    assert.equal((await readdir(folder)).length, before + 1, 'nothing is written')
  })

  it('A reader that stops ends ffmpeg, and an abort is its reason', async () => {
    const file = await writeClip(folder, 'long.mp4', { frames: 240 })
    for await (const frame of decodeUpload({ path: file, width: 64, height: 64, fps: 16, ffmpegPath })) {
      assert.equal(frame.length, 64 * 64 * 3)
      break
    }
    const stop = new AbortController()
    const reading = decodeUpload({
      path: file,
      width: 64,
      height: 64,
      fps: 60,
      ffmpegPath,
      signal: stop.signal,
    })
    await reading.next()
    stop.abort(new Error('enough'))
    await assert.rejects(async () => {
      for await (const _ of reading) continue
    })
  })

  it('Only releases that still get corrections read files from outside', () => {
    for (const [version, fine] of [
      ['ffmpeg version 5.1.9-0+deb12u1', true],
      ['ffmpeg version n9.0.2-17-g2a571b6068-20260930', true],
      ['ffmpeg version 7.1.1-static', true],
      ['ffmpeg version 4.4.2', false],
      ['ffmpeg version N-47683-g0e8eb07980-static', false],
    ] as const)
      assert.equal(readsUploads(version), fine, version)
  })

  it('A clip has exactly the frames announced, of which the last is the upload’s last', async () => {
    const fitted = async (given: number, wanted: number): Promise<number[]> => {
      const { frames, last } = fitFrames(
        (async function* () {
          for (let i = 0; i < given; i++) yield Buffer.from([i])
        })(),
        wanted,
      )
      const seen: number[] = []
      for await (const frame of frames) seen.push(frame[0]!)
      assert.equal(last()[0], given - 1)
      return seen
    }
    assert.deepEqual(await fitted(4, 4), [0, 1, 2, 3])
    assert.deepEqual(await fitted(6, 4), [0, 1, 2, 5])
    assert.deepEqual(await fitted(2, 4), [0, 1, 1, 1])
    assert.deepEqual(await fitted(3, 1), [2])
    await assert.rejects(fitted(0, 2), EncodeError)
  })
})
