import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { readRgbImage } from '#worker/media/image.ts'

let folder: string
before(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'image-test-'))))
after(() => rm(folder, { recursive: true, force: true }))

test('A PNG is read as rows of interleaved RGB bytes, exactly as written', async () => {
  const data = Uint8Array.from({ length: 6 * 4 * 3 }, (_, i) => i * 3)
  const file = path.join(folder, 'a.png')
  await sharp(data, { raw: { width: 6, height: 4, channels: 3 } })
    .png()
    .toFile(file)
  const image = await readRgbImage(file, { width: 6, height: 4 })
  assert.deepEqual([image.width, image.height], [6, 4])
  assert.deepEqual([...image.data], [...data])
})

test('A greyscale image is read with three equal channels', async () => {
  const file = path.join(folder, 'grey.png')
  await sharp(Uint8Array.of(7, 200), { raw: { width: 2, height: 1, channels: 1 } })
    .png()
    .toFile(file)
  assert.deepEqual([...(await readRgbImage(file, { width: 2, height: 1 })).data], [7, 7, 7, 200, 200, 200])
})

test('A rewritten file is read again', async () => {
  const file = path.join(folder, 'again.png')
  for (const red of [10, 20]) {
    await sharp(Uint8Array.of(red, 0, 0), { raw: { width: 1, height: 1, channels: 3 } })
      .png()
      .toFile(file)
    assert.equal((await readRgbImage(file, { width: 1, height: 1 })).data[0], red)
  }
})

test('An image of an unexpected size, a file that is no image and a missing file are errors', async () => {
  const file = path.join(folder, 'b.png')
  await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toFile(file)
  await assert.rejects(readRgbImage(file, { width: 8, height: 16 }), /is 8x8; the request is for 8x16/)
  await writeFile(path.join(folder, 'c.png'), 'not an image')
  await assert.rejects(
    readRgbImage(path.join(folder, 'c.png'), { width: 8, height: 8 }),
    /unsupported image format/,
  )
  await assert.rejects(readRgbImage(path.join(folder, 'd.png'), { width: 8, height: 8 }), { code: 'ENOENT' })
})
