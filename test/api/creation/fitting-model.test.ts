import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fittingModel } from '#api/creation/fitting-model.ts'
import { planSize } from '#api/creation/plan.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { STRICT_MODEL } from '#test/support/service/service.ts'

/** 720p with 33 frames, 480p with 81. */
const MODEL: ModelDefinition = {
  ...STRICT_MODEL,
  defaults: { ...STRICT_MODEL.defaults, size: '1280x720' },
  limits: {
    ...STRICT_MODEL.limits,
    minSide: 256,
    maxPixels: 1280 * 720,
    autoArea: 1280 * 720,
    maxFrames: 81,
  },
  oversize: 'refuse',
  fittingSizes: [
    { frames: 33, maxPixels: 1280 * 720 },
    { frames: 81, maxPixels: 832 * 480 },
  ],
}
const sizeOf = (model: ModelDefinition, frames: number, wished: string | null) => {
  const { width, height } = planSize(fittingModel(model, frames, wished), wished, {
    width: 1600,
    height: 900,
  }).parameters
  return `${width}x${height}`
}

describe('Models limited by device memory', () => {
  it('A model permits the sizes that fit into device memory', () => {
    assert.equal(sizeOf(MODEL, 33, '1280x720'), '1280x720')
    assert.equal(sizeOf(MODEL, 17, null), '1280x720')
    assert.equal(sizeOf(MODEL, 81, '832x480'), '832x480')
  })

  it('A size that exceeds device memory is refused with a size and a frame count that fit', () => {
    for (const wished of ['1280x720', null])
      assert.throws(() => sizeOf(MODEL, 81, wished), {
        code: 'invalid_size',
        message:
          '`size`: 1280x720 with 81 frames does not fit into the memory of the devices; ' +
          '832x464 fits with 81 frames, 33 frames fit at 1280x720.',
      })
  })

  it('A size beyond the limits of the model gets the error of the model', () => {
    assert.throws(() => sizeOf(MODEL, 81, '1920x1080'), {
      code: 'invalid_size',
      message: /at most \d+ pixels in all/,
    })
  })

  it('The automatic size uses the largest area that fits into device memory', () => {
    assert.equal(sizeOf(MODEL, 33, 'auto'), '1280x720')
    assert.equal(sizeOf(MODEL, 81, 'auto'), '832x464')
  })

  it('A model that shrinks reduces a size to what fits into device memory', () => {
    assert.equal(sizeOf({ ...MODEL, oversize: 'shrink' }, 81, '1280x720'), '832x464')
  })

  it('Every size is refused when nothing fits into device memory, even by a model that shrinks', () => {
    const none: ModelDefinition = {
      ...MODEL,
      oversize: 'shrink',
      fittingSizes: [{ frames: 81, maxPixels: 0 }],
    }
    for (const wished of ['832x480', 'auto'])
      assert.throws(() => sizeOf(none, 5, wished), {
        code: 'invalid_size',
        message: /and nothing smaller with this model does/,
      })
  })

  it('A model without a table of fitting sizes keeps its limits', () => {
    const { fittingSizes: _, ...free } = MODEL
    assert.equal(fittingModel(free, 81, '1280x720'), free)
    assert.equal(sizeOf({ ...MODEL, fittingSizes: [] }, 81, '1280x720'), '1280x720')
  })
})
