import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Mp4Error, readMp4Facts } from '#api/images/mp4-facts.ts'
import { writeClip, type ClipOptions } from '#test/support/media/clips.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clips-'))
})
after(() => rm(folder, { recursive: true, force: true }))

const clip = async (o: ClipOptions, name = 'clip.mp4'): Promise<Buffer> =>
  await readFile(await writeClip(folder, name, o))

describe('The index of an mp4', () => {
  it('Codec, size, frames and length are read from the files of other programs', async () => {
    for (const [o, codec] of [
      [{ codec: 'libx264' }, 'h264'],
      [{ codec: 'libx265', more: ['-tag:v', 'hvc1', '-x265-params', 'log-level=error'] }, 'hevc'],
      [{ codec: 'libvpx-vp9' }, 'vp9'],
      [{ codec: 'libx264', more: ['-movflags', '+faststart'] }, 'h264'],
    ] as const)
      assert.deepEqual(readMp4Facts(await clip(o)), {
        ...{ codec, width: 128, height: 96, frames: 12, durationSeconds: 0.5 },
      })
    const phone = await clip({})
    const matrix = phone.indexOf('tkhd') + 4 + 40
    // A quarter of a turn: the diagonal is 0.
    for (const [i, value] of [0, 0x10000, 0, 0xffff0000, 0].entries())
      phone.writeUInt32BE(value, matrix + 4 * i)
    const turned = readMp4Facts(phone)
    assert.deepEqual([turned.width, turned.height], [96, 128], 'as a phone shows it')
    const film = readMp4Facts(await clip({ rate: '30000/1001', frames: 30 }))
    assert.ok(Math.abs(film.durationSeconds - 1.001) < 1e-3, String(film.durationSeconds))
  })

  it('A file that cannot be continued is refused with its reason', async () => {
    const h264 = await clip({})
    const cases: [bytes: Buffer, why: RegExp][] = [
      [Buffer.alloc(5000), /not an mp4/],
      [Buffer.from('RIFF....AVI LIST'), /not an mp4/],
      [Buffer.alloc(0), /not an mp4/],
      [h264.subarray(0, h264.length - 10), /cut off/],
      [h264.subarray(0, 100), /cut off|index is missing/],
      [await clip({ codec: 'mpeg4' }), /codec is mp4v/],
      [await clip({ more: ['-movflags', 'frag_keyframe+empty_moov'] }), /no frames/],
    ]
    for (const [bytes, why] of cases) assert.throws(() => readMp4Facts(bytes), why)
  })

  it('Damaged files end in facts or a refusal, never in another error', async () => {
    const good = await clip({ more: ['-movflags', '+faststart'] })
    const index = good.indexOf('mdat')
    for (let i = 0; i < 4000; i++) {
      const bytes = Buffer.from(good)
      // A fixed walk over the index, so that a failure can be seen again.
      bytes[(i * 7919) % index] = (i * 31) % 256
      bytes[(i * 104_729) % index] = (i * 17) % 256
      try {
        readMp4Facts(bytes)
      } catch (error) {
        assert.ok(error instanceof Mp4Error, `${i}: ${String(error)}`)
      }
    }
  })
})
