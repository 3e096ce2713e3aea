import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { readReference, readTinyConfig } from '#test/support/onnx/reference.ts'
import { familyReference } from '#test/worker/wan/family-run.ts'
import { readVaeConfig } from '#worker/graphs/vae/config.ts'
import { denormalise, imageCondition, withFirstFrame } from '#worker/wan/latents/conditions.ts'

const shape = { channels: 16, frames: 3, height: 8, width: 12 }

describe('The conditions of a run', () => {
  it('Mask and image latents have the layout of diffusers', async () => {
    const reference = await readReference('vae_encoder')
    const condition = imageCondition(reference.floats('condition.normalised').data, shape, false)
    assert.deepEqual(condition, reference.floats('condition').data)
  })

  it('The mask of a first and a last frame has the layout of diffusers', async () => {
    const reference = await familyReference('wan2.1-flf2v-tiny', 'vae_encoder')
    const flf2v = { ...shape, height: 4, width: 8 }
    const condition = imageCondition(reference.floats('condition.normalised').data, flf2v, true)
    assert.deepEqual(condition, reference.floats('condition').data)
    const mask = [...condition.subarray(0, 4 * 3 * 32)]
    const given = (channel: number, frame: number) => mask[(channel * 3 + frame) * 32]
    for (let channel = 0; channel < 4; channel++) {
      assert.deepEqual(
        [given(channel, 0), given(channel, 1), given(channel, 2)],
        [1, 0, channel === 3 ? 1 : 0],
      )
    }
  })

  it('A first frame replaces that frame in each channel and nothing else', () => {
    const small = { channels: 2, frames: 3, height: 1, width: 2 }
    const values = Float32Array.from({ length: 12 }, (_, i) => i)
    const firstFrame = Float32Array.of(-1, -2, -3, -4)
    assert.deepEqual(
      [...withFirstFrame(values, firstFrame, small)],
      [-1, -2, 2, 3, 4, 5, -3, -4, 8, 9, 10, 11],
    )
    assert.equal(values[0], 0)
    assert.throws(() => withFirstFrame(values, values, small), /first frame of 12 values, expected 4/)
  })

  it('The first latent frame of TI2V-5B is the image, as in diffusers', async () => {
    const reference = await familyReference('wan2.2-ti2v-5b-tiny', 'run_i2v')
    const encoded = await familyReference('wan2.2-ti2v-5b-tiny', 'vae_encoder')
    const shape22 = { channels: 48, frames: 2, height: 6, width: 4 }
    const input = withFirstFrame(
      reference.floats('step0.latents').data,
      encoded.floats('condition.normalised').data,
      shape22,
    )
    assert.deepEqual(input, reference.floats('step1.model_input').data)
  })

  it('Latents are denormalised channel by channel', async () => {
    const reference = await readReference('vae_decoder')
    const { latentsMean, latentsStd } = readVaeConfig(await readTinyConfig('vae'))
    const expected = reference.floats('latents3.unscaled')
    const values = denormalise(reference.floats('latents3.input').data, {
      channels: 16,
      mean: latentsMean,
      std: latentsStd,
    })
    assert.ok(relativeError({ dims: expected.dims, data: values }, expected) < 2e-7)
  })
})
