import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { openQueuedModels } from '#core/store/queued-models.ts'
import { lifecycleScene } from '#test/core/lifecycle/scene.ts'

const { deps, submitted } = lifecycleScene()

const counts = async (models: ReturnType<typeof openQueuedModels>) =>
  Object.fromEntries((await models.read(deps.db)).map(({ model, count }) => [model, count]))

/** Queued tasks, the first of which is the given hours old. */
async function insertQueued(model: string, count: number, hours: number): Promise<void> {
  await sql`
    insert into tasks (id, tenant_id, dialect, model, parameters, status, job_id, gpu_seconds, created_at, updated_at)
    select gen_random_uuid(), 'alpha', 'openai', ${model}, '{}', 'queued', gen_random_uuid(), 5,
      now() - ${hours} * interval '1 h' + n * interval '1 s', now()
    from generate_series(0, ${count - 1}::int) as n`.execute(deps.db)
}

it('Fewer than 1,000 queued tasks are counted at the moment, and more once a second', async () => {
  const models = openQueuedModels()
  assert.deepEqual(await counts(models), {})
  await insertQueued('a', 900, 2)
  await insertQueued('b', 99, 3)
  assert.deepEqual(await counts(models), { a: 900, b: 99 })
  await submitted({ model: 'b' })
  const readAt = performance.now()
  assert.deepEqual(await counts(models), { a: 900, b: 100 })
  await submitted({ model: 'b' })
  const shared = await counts(models)
  if (performance.now() - readAt < 1000) assert.deepEqual(shared, { a: 900, b: 100 })
  assert.deepEqual(await counts(openQueuedModels()), { a: 900, b: 101 })
  await sleep(1000 - (performance.now() - readAt) + 50)
  assert.deepEqual(await counts(models), { a: 900, b: 101 })
  const ages = (await models.read(deps.db)).map(({ model, since }) => [
    model,
    Math.round((Date.now() - since.getTime()) / 3_600_000),
  ])
  assert.deepEqual(Object.fromEntries(ages), { a: 2, b: 3 })
})
