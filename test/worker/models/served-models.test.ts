import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { TINY_MODEL } from '#test/support/service/service.ts'
import { servedModels } from '#worker/models/served-models.ts'

const { maxPixels } = TINY_MODEL.limits
const withSizes = (...fittingSizes: { frames: number; maxPixels: number }[]) => ({
  models: [{ ...TINY_MODEL, fittingSizes }],
})
const sizesOf = (...engines: Parameters<typeof servedModels>[0]) => servedModels(engines)[0]!.fittingSizes

describe('The models of a worker with several engines', () => {
  it('A model of several engines is listed once', () => {
    const other = { ...TINY_MODEL, id: 'other' }
    const models = servedModels([withSizes(), { models: [TINY_MODEL, other] }])
    assert.deepEqual(
      models.map(({ id }) => id),
      [TINY_MODEL.id, 'other'],
    )
  })

  it('A model has no memory limit when one of its engines has none', () => {
    assert.deepEqual(sizesOf(withSizes(), { models: [TINY_MODEL] }), [])
  })

  it('A model has the limits of the engine that holds less', () => {
    const small = { frames: 81, maxPixels: 10_000 }
    assert.deepEqual(sizesOf(withSizes(), withSizes(small)), [small])
    assert.deepEqual(sizesOf(withSizes(small), withSizes()), [small])
    assert.deepEqual(
      sizesOf(
        withSizes({ frames: 17, maxPixels }, { frames: 81, maxPixels: 20_000 }),
        withSizes({ frames: 33, maxPixels: 30_000 }, { frames: 81, maxPixels: 10_000 }),
      ),
      [
        { frames: 17, maxPixels: 30_000 },
        { frames: 33, maxPixels: 20_000 },
        { frames: 81, maxPixels: 10_000 },
      ],
    )
  })
})
