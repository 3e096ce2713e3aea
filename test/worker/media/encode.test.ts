import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { EncodeError } from '#worker/media/encode-error.ts'
import { encodeVideo, type EncodeOptions } from '#worker/media/encode.ts'
import { findFfmpeg, type FfmpegTools } from '#worker/media/ffmpeg.ts'
import { probeVideo, verifyVideo } from '#worker/media/probe.ts'

const run = promisify(execFile)
const size = { width: 96, height: 64 }
const frameBytes = size.width * size.height * 3
const npmPath = (program: string) =>
  createRequire(import.meta.url)
    .resolve(`@${program}-installer/linux-x64/package.json`)
    .replace('package.json', program)

/** Plain colours, so that a decoded frame shows which one it was. */
const COLOURS = [
  [200, 30, 40],
  [30, 180, 60],
  [40, 60, 210],
  [230, 220, 40],
  [250, 250, 250],
] as const

function plain([r, g, b]: readonly number[]): Buffer {
  const frame = Buffer.alloc(frameBytes)
  for (let i = 0; i < frameBytes; i += 3) frame.set([r!, g!, b!], i)
  return frame
}

async function* plainFrames(count: number): AsyncGenerator<Buffer> {
  for (let i = 0; i < count; i++) yield plain(COLOURS[i % COLOURS.length]!)
}

/**
 * The two programs that the service may find on a machine: the ones from npm, and those on PATH if
 * there are any.
 */
const toolSets: Record<string, FfmpegTools> = {
  npm: await findFfmpeg({ ffmpegPath: npmPath('ffmpeg'), ffprobePath: npmPath('ffprobe') }),
}
const found = await findFfmpeg({})
if (found.ffmpegPath !== toolSets.npm!.ffmpegPath) toolSets.PATH = found

let folder: string
before(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'encode-test-'))))
after(() => rm(folder, { recursive: true, force: true }))

for (const [name, tools] of Object.entries(toolSets))
  describe(`Encoding with the ${name} build (${tools.ffmpegVersion})`, () => {
    let outputPath: string
    let options: EncodeOptions
    const leftovers = async () =>
      (await readdir(folder)).filter((file) => file.startsWith(path.basename(outputPath)))
    let outputs = 0
    const next = (count: number, patch: Partial<EncodeOptions> = {}): void => {
      outputPath = path.join(folder, `${name} ${outputs++}.mp4`)
      options = {
        frames: plainFrames(count),
        frameCount: count,
        ...size,
        fps: 16,
        outputPath,
        ffmpegPath: tools.ffmpegPath,
        threads: 1,
        ...patch,
      }
    }

    test('Frames become an H.264 yuv420p mp4 with the right frame count, size, rate, duration and moov first', async () => {
      const seen: number[] = []
      next(33, { onFrame: (n) => seen.push(n) })
      await encodeVideo(options)
      const probe = await verifyVideo(outputPath, { ...size, fps: 16, frames: 33 }, tools)
      assert.ok(Math.abs(probe.durationSeconds - 33 / 16) < 0.001, `${probe.durationSeconds} s`)
      assert.deepEqual(
        seen,
        Array.from({ length: 33 }, (_, i) => i + 1),
      )
      assert.deepEqual(await leftovers(), [path.basename(outputPath)], 'no partial file is left')
    })

    test('A single frame is encoded as a video', async () => {
      next(1, { fps: 24 })
      await encodeVideo(options)
      await verifyVideo(outputPath, { ...size, fps: 24, frames: 1 }, tools)
    })

    test('Colours keep their order and stay within 4 levels of the encoded ones', async () => {
      next(5)
      await encodeVideo(options)
      const { stdout } = await run(
        tools.ffmpegPath,
        ['-v', 'error', '-i', outputPath, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
        { encoding: 'buffer' },
      )
      assert.equal(stdout.length, 5 * frameBytes)
      for (const [i, colour] of COLOURS.entries()) {
        const centre = i * frameBytes + ((size.height / 2) * size.width + size.width / 2) * 3
        for (const [c, value] of colour.entries())
          assert.ok(
            Math.abs(stdout[centre + c]! - value) <= 4,
            `frame ${i}: ${stdout.subarray(centre, centre + 3).join(' ')}`,
          )
      }
    })

    test('The file states that its colours are BT.709 in limited range', async () => {
      next(2)
      await encodeVideo(options)
      const entries = 'stream=color_space,color_primaries,color_transfer,color_range'
      const { stdout } = await run(tools.ffprobePath, [
        '-v',
        'error',
        '-show_entries',
        entries,
        '-of',
        'csv=p=0',
        outputPath,
      ])
      assert.equal(stdout.trim(), 'tv,bt709,bt709,bt709')
    })

    const mistakes: Record<string, [() => void, RegExp]> = {
      'no frames at all': [() => next(4, { frames: [] }), /there are 0 frames instead of 4/],
      'too few frames': [() => next(4, { frames: plainFrames(3) }), /there are 3 frames instead of 4/],
      'too many frames': [() => next(4, { frames: plainFrames(9) }), /there are more frames instead of 4/],
      'a short last frame': [
        () => next(2, { frames: [plain(COLOURS[0]), plain(COLOURS[1]).subarray(1)] }),
        /frame 1 has 18431 bytes instead of 18432/,
      ],
      'an odd size': [() => next(2, { width: 95 }), /both sides must be even/],
      'a folder that does not exist': [
        () => next(2, { outputPath: path.join(folder, 'no/x.mp4') }),
        /No such file/,
      ],
      'a missing ffmpeg': [() => next(2, { ffmpegPath: '/nonexistent/ffmpeg' }), /cannot be executed/],
    }
    for (const [mistake, [prepare, message]] of Object.entries(mistakes))
      test(`An EncodeError names the fault, and no file is left behind: ${mistake}`, async () => {
        prepare()
        await assert.rejects(encodeVideo(options), (error: unknown) => {
          assert.ok(error instanceof EncodeError, String(error))
          assert.match(error.message, message)
          return true
        })
        assert.deepEqual(await leftovers(), [])
      })

    test('An error of the frame source is rethrown unchanged, and ffmpeg has ended', async () => {
      const broken = new Error('decoder gave up')
      next(9, {
        frames: (async function* () {
          yield plain(COLOURS[0])
          throw broken
        })(),
      })
      await assert.rejects(encodeVideo(options), broken)
      assert.deepEqual(await leftovers(), [])
    })

    test('An aborted encode rejects with the reason, closes the source and leaves no file', async () => {
      const controller = new AbortController()
      const reason = new Error('cancelled by the customer')
      let closed = false
      next(1000, {
        frames: (async function* () {
          try {
            for (;;) yield plain(COLOURS[0])
          } finally {
            closed = true
          }
        })(),
        signal: controller.signal,
        onFrame: (n) => n === 20 && controller.abort(reason),
      })
      await assert.rejects(encodeVideo(options), reason)
      assert.equal(closed, true)
      assert.deepEqual(await leftovers(), [])
    })

    test('An encode aborted before its start runs nothing', async () => {
      next(2, { signal: AbortSignal.abort(new Error('too late')) })
      await assert.rejects(encodeVideo(options), /too late/)
    })

    test('The deadline ends an encode whose source never ends', async () => {
      next(1e9, {
        frames: (async function* () {
          for (;;) yield plain(COLOURS[0])
        })(),
        timeLimitMs: 300,
      })
      await assert.rejects(encodeVideo(options), { name: 'TimeoutError' })
      assert.deepEqual(await leftovers(), [])
    })

    test('An ffmpeg that dies during the encode causes an EncodeError', async () => {
      const killer = path.join(folder, `dying-${name}`)
      await writeFile(
        killer,
        `#!/bin/sh\ncase "$*" in *-encoders*) exec "${tools.ffmpegPath}" "$@";; esac\nhead -c 40000 >/dev/null\nkill -9 $$\n`,
        { mode: 0o755 },
      )
      next(1000, { ffmpegPath: killer })
      await assert.rejects(encodeVideo(options), (error: unknown) => {
        assert.ok(error instanceof EncodeError, String(error))
        assert.match(error.message, /SIGKILL/)
        return true
      })
    })

    test('Frames are requested only as fast as ffmpeg consumes them', async () => {
      const idle = path.join(folder, `idle-${name}`)
      await writeFile(
        idle,
        `#!/bin/sh\ncase "$*" in *-encoders*) exec "${tools.ffmpegPath}" "$@";; esac\nexec sleep 60\n`,
        { mode: 0o755 },
      )
      const large = { width: 512, height: 512 }
      let pulled = 0
      next(1000, {
        ...large,
        frames: (async function* () {
          for (;;) {
            pulled++
            yield Buffer.alloc(large.width * large.height * 3)
          }
        })(),
        ffmpegPath: idle,
        timeLimitMs: 1000,
      })
      await assert.rejects(encodeVideo(options), { name: 'TimeoutError' })
      assert.ok(pulled <= 4, `${pulled} frames were pulled`)
    })

    describe('The verification of a video', () => {
      const expected = { ...size, fps: 16, frames: 10 }
      before(async () => {
        next(10)
        await encodeVideo(options)
      })
      const wrong: Record<string, [object, RegExp]> = {
        frames: [{ frames: 11 }, /frames is 10 instead of 11, it lasts 0\.625\d* s instead of 0\.6875 s/],
        width: [{ width: 98 }, /width is 96 instead of 98/],
        fps: [{ fps: 24 }, /fps is 16 instead of 24/],
      }
      for (const [key, [patch, message]] of Object.entries(wrong))
        test(`A video whose ${key} is not the expected one is refused`, async () => {
          await assert.rejects(verifyVideo(outputPath, { ...expected, ...patch }, tools), message)
        })

      test('An mp4 with its index at the end is refused', async () => {
        const slow = path.join(folder, `slow-${name}.mp4`)
        await run(tools.ffmpegPath, ['-v', 'error', '-y', '-i', outputPath, '-c', 'copy', slow])
        await assert.rejects(verifyVideo(slow, expected, tools), /fastStart is false instead of true/)
        assert.equal((await probeVideo(slow, tools)).frames, 10)
      })

      test('A truncated video is refused', async () => {
        const cut = path.join(folder, `cut-${name}.mp4`)
        const bytes = await readFile(outputPath)
        await writeFile(cut, bytes)
        await truncate(cut, bytes.length - 100)
        await assert.rejects(verifyVideo(cut, expected, tools), EncodeError)
        await truncate(cut, 100)
        await assert.rejects(verifyVideo(cut, expected, tools), /cannot read the video|no video stream/)
      })
    })
  })
