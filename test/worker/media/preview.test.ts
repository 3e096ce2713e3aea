import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import sharp from 'sharp'
import { writePreview } from '#worker/media/preview.ts'

const folder = await mkdtemp(path.join(os.tmpdir(), 'preview-test-'))
after(() => rm(folder, { recursive: true }))

const halves = (width: number, height: number) => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) =>
    Math.floor(i / 3) % width < width / 2 ? [250, 20, 20][i % 3]! : [20, 20, 250][i % 3]!,
  ),
})

describe('A preview file', () => {
  it('A preview file is a WebP of four times the size with every colour in its place', async () => {
    const file = path.join(folder, 'small.webp')
    await writePreview(halves(104, 60), file)
    const { format, width, height } = await sharp(file).metadata()
    assert.deepEqual([format, width, height], ['webp', 416, 240])
    const pixels = await sharp(file).raw().toBuffer()
    const at = (x: number, y: number) => Array.from(pixels.subarray((y * 416 + x) * 3, (y * 416 + x) * 3 + 3))
    const [red, , redBlue] = at(40, 120)
    assert.ok(red! > 200 && redBlue! < 80)
    const [blueRed, , blue] = at(380, 10)
    assert.ok(blue! > 200 && blueRed! < 80)
    assert.ok((await stat(file)).size < 20_000)
  })

  it('A preview file is at most 512 pixels long', async () => {
    const file = path.join(folder, 'large.webp')
    await writePreview(halves(160, 90), file)
    const { width, height } = await sharp(file).metadata()
    assert.deepEqual([width, height], [512, 288])
  })
})
