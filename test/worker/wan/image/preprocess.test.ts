import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { readReference, TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import { clipCrop, clipPixels, vaePixels } from '#worker/wan/image/preprocess.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'

describe('The preprocessing of an image', async () => {
  const reference = await readReference('image')
  const read = (name: string) => {
    const { data, dims } = reference.bytes(name)
    return { data, height: dims[0] ?? 0, width: dims[1] ?? 0 }
  }

  for (const [name, crop] of [
    ['image', 'clip.crop'],
    ['large.image', 'large.clip.crop'],
  ] as const) {
    it(`An image is resized and cropped for CLIP as in the reference, bit for bit (${name})`, () => {
      assert.deepEqual(clipCrop(read(name), 224).data, reference.bytes(crop).data)
    })
  }

  it('An image is normalised for CLIP as in the reference', async () => {
    const { clip } = await readModelFolder(TINY_MODEL_FOLDER)
    assert.ok(clip)
    const expected = reference.floats('clip.pixel_values')
    const pixels = { dims: expected.dims, data: clipPixels(read('image'), clip) }
    assert.ok(relativeError(pixels, expected) < 2e-7)
  })

  it('The VAE receives the image of the reference, bit for bit', async () => {
    const expected = (await readReference('vae_encoder')).floats('condition.image')
    assert.deepEqual(vaePixels(read('image')), expected.data)
  })

  it('A portrait image is cropped at top and bottom for CLIP', () => {
    const height = 12
    const data = Uint8Array.from({ length: 4 * height * 3 }, (_, i) => (Math.floor(i / 12) < 4 ? 255 : 0))
    const crop = clipCrop({ width: 4, height, data }, 4)
    assert.deepEqual([crop.width, crop.height], [4, 4])
    assert.ok(
      crop.data.every((value) => value === 0),
      'the white third at the top is gone',
    )
  })
})
