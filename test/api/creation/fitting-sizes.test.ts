import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import type { components } from '#api/openapi.gen.ts'
import type { FittingSizes } from '#core/task/fitting-sizes.ts'
import {
  json,
  startApi,
  STRICT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
} from '#test/support/service/service.ts'
import { closeAfter } from '#test/support/closing.ts'

/** Holds 192x192 with 9 frames, and half the pixels with 33. */
const SMALL: FittingSizes = [
  { frames: 9, maxPixels: 192 * 192 },
  { frames: 33, maxPixels: 192 * 96 },
]

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

async function startWorker(fittingSizes: FittingSizes): Promise<string> {
  const id = randomUUID()
  const models = [TINY_MODEL.id, STRICT_MODEL.id]
  const sizes = Object.fromEntries(models.map((model) => [model, fittingSizes]))
  await recordHeartbeat(
    api.deps.db,
    {
      id,
      host: 'here',
      devices: ['cuda:0'],
      deviceClasses: ['a small GPU'],
      models,
      fittingSizes: sizes,
      startedAt: new Date(),
    },
    new Date(),
  )
  return id
}

async function storedFiles(): Promise<number> {
  let count = 0
  for await (const { key } of api.deps.storage.list('tasks/')) count += key === '' ? 0 : 1
  return count
}

const LARGE = { prompt: 'x', model: STRICT_MODEL.id, size: '192x192', num_frames: '33' }

describe('Sizes that exceed device memory', () => {
  it('A size that exceeds device memory is refused with alternatives that are accepted', async (t) => {
    const small = await startWorker(SMALL)
    closeAfter(t, () => deleteWorker(api.deps.db, small))
    const before = [await api.countTasks(), await storedFiles()]
    const response = await api.createForm(LARGE)
    const problem = await json<ProblemBody>(response)
    assert.deepEqual([response.status, problem.code, problem.error.param], [400, 'invalid_size', 'size'])
    assert.equal(
      problem.detail,
      '`size`: 192x192 with 33 frames does not fit into the memory of the devices; ' +
        '128x128 fits with 33 frames, 9 frames fit at 192x192.',
    )
    assert.deepEqual([await api.countTasks(), await storedFiles()], before)
    for (const smaller of [{ size: '128x128' }, { num_frames: '9' }]) {
      const taken = await json(await api.createForm({ ...LARGE, ...smaller }))
      assert.deepEqual(taken.adjustments, [])
    }
  })

  it('A model that shrinks reduces a size to what fits and reports the adjustment', async (t) => {
    const small = await startWorker(SMALL)
    closeAfter(t, () => deleteWorker(api.deps.db, small))
    const video = await json(await api.createForm({ ...LARGE, model: TINY_MODEL.id }))
    assert.equal(video.size, '128x128')
    assert.deepEqual(
      video.adjustments.map(({ field, requested, used }) => [field, requested, used]),
      [['size', '192x192', '128x128']],
    )
  })

  it('A size must fit every live worker, and the limit of a stopped worker no longer applies', async (t) => {
    const [large, small] = [await startWorker([]), await startWorker(SMALL)]
    closeAfter(t, () => Promise.all([large, small].map((id) => deleteWorker(api.deps.db, id))))
    assert.equal((await api.createForm(LARGE)).status, 400)
    type Models = components['schemas']['ModelList']
    const sizes = async () =>
      (await json<Models>(await api.call('/v1/models'))).data.find(({ id }) => id === STRICT_MODEL.id)
        ?.fitting_sizes
    assert.deepEqual(await sizes(), [
      { num_frames: 9, max_pixels: 36_864 },
      { num_frames: 33, max_pixels: 18_432 },
    ])
    await deleteWorker(api.deps.db, small)
    assert.deepEqual(await sizes(), [])
    const video = await json(await api.createForm(LARGE))
    assert.equal(video.size, '192x192')

    // A video made on a large device cannot be rerun on a small one.
    const again = await startWorker(SMALL)
    const count = await api.countTasks()
    const rerun = await api.call(`/v1/videos/${video.id}/rerun`, { method: 'POST' })
    assert.equal((await json<ProblemBody>(rerun)).code, 'invalid_size')
    assert.equal(await api.countTasks(), count)
    await deleteWorker(api.deps.db, again)
  })
})
