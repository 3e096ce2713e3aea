import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { createPoster } from '#worker/media/poster.ts'

let folder: string
before(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'poster-test-'))))
after(() => rm(folder, { recursive: true, force: true }))

/** Frame `i` is grey of brightness 4 + 3 * i. */
async function writePoster(video: { width: number; height: number; frameCount: number }) {
  const poster = createPoster(video)
  const frame = Buffer.alloc(video.width * video.height * 3)
  for (let i = 0; i < video.frameCount; i++) {
    frame.fill(4 + 3 * i) // the same buffer again: the poster must have taken its copy
    await poster.observe(frame)
  }
  const { thumbnailPath, spritesheetPath, lastFramePath } = await poster.write(folder)
  const [thumbnail, spritesheet] = await Promise.all(
    [thumbnailPath, spritesheetPath].map((file) => readFile(file)),
  )
  return {
    thumbnail: sharp(thumbnail),
    spritesheet: sharp(spritesheet),
    thumbnailPath,
    spritesheetPath,
    lastFramePath,
  }
}

async function greyAt(image: ReturnType<typeof sharp>, x: number, y: number): Promise<number> {
  const { data, info } = await image.clone().raw().toBuffer({ resolveWithObject: true })
  return data[(y * info.width + x) * info.channels]!
}
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) <= 2, `${a} is not ${b}`)

test('The thumbnail is the middle frame as WebP with a longest side of 512', async () => {
  const { thumbnail, thumbnailPath } = await writePoster({ width: 832, height: 480, frameCount: 5 })
  assert.equal(path.basename(thumbnailPath), 'thumbnail.webp')
  const { format, width, height } = await thumbnail.metadata()
  assert.deepEqual([format, width, height], ['webp', 512, 295])
  near(await greyAt(thumbnail, 256, 150), 4 + 3 * 2)
})

test('The thumbnail of a small video is not enlarged', async () => {
  const { thumbnail, spritesheet } = await writePoster({ width: 96, height: 64, frameCount: 4 })
  const [a, b] = [await thumbnail.metadata(), await spritesheet.metadata()]
  assert.deepEqual([a.width, a.height], [96, 64])
  assert.deepEqual([b.format, b.width, b.height], ['jpeg', 192, 128])
})

test('The spritesheet of a long video shows 25 frames, first to last, row by row', async () => {
  const { spritesheet, spritesheetPath } = await writePoster({ width: 512, height: 256, frameCount: 81 })
  assert.equal(path.basename(spritesheetPath), 'spritesheet.jpg')
  const { width, height } = await spritesheet.metadata()
  assert.deepEqual([width, height], [5 * 256, 5 * 128])
  for (let i = 0; i < 25; i++) {
    const frame = Math.round((i * 80) / 24)
    near(await greyAt(spritesheet, (i % 5) * 256 + 128, Math.floor(i / 5) * 128 + 64), 4 + 3 * frame)
  }
})

test('The last frame is stored pixel for pixel', async () => {
  const { lastFramePath } = await writePoster({ width: 96, height: 64, frameCount: 5 })
  assert.equal(path.basename(lastFramePath), 'last-frame.png')
  const { data, info } = await sharp(lastFramePath).raw().toBuffer({ resolveWithObject: true })
  assert.deepEqual([info.width, info.height, info.channels], [96, 64, 3])
  assert.ok(data.every((value) => value === 4 + 3 * 4))
})

test('The spritesheet of a short video shows every frame once, and unused cells are black', async () => {
  const { spritesheet } = await writePoster({ width: 64, height: 64, frameCount: 5 })
  const { width, height } = await spritesheet.metadata()
  assert.deepEqual([width, height], [3 * 64, 2 * 64])
  for (let i = 0; i < 5; i++)
    near(await greyAt(spritesheet, (i % 3) * 64 + 32, Math.floor(i / 3) * 64 + 32), 4 + 3 * i)
  near(await greyAt(spritesheet, 2 * 64 + 32, 64 + 32), 0)
})

test('A single frame is enough for thumbnail, spritesheet and last frame', async () => {
  const { thumbnail, spritesheet } = await writePoster({ width: 64, height: 96, frameCount: 1 })
  assert.equal((await thumbnail.metadata()).height, 96)
  assert.equal((await spritesheet.metadata()).height, 96)
})

test('Missing frames are an error', async () => {
  const poster = createPoster({ width: 64, height: 64, frameCount: 3 })
  await poster.observe(Buffer.alloc(64 * 64 * 3))
  await assert.rejects(poster.write(folder), /saw 1 of 3 frames/)
})
