import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { completionAt } from '#test/support/database/tasks.ts'
import { lifecycleScene } from './scene.ts'

const { deps, rowOf, jobIdOf, jobsOf, eventsOf, submitted, started, reload } = lifecycleScene()

const soon = (): Date => new Date(deps.clock.now().getTime() + 1000)

describe('adoption', () => {
  it('A task whose job has vanished gets a new one', async () => {
    const task = await submitted()
    await sql`delete from pgboss.job where name = 'generate' and data->>'taskId' = ${task.id}`.execute(
      deps.db,
    )
    assert.equal(await lifecycle.adopt(deps, task.id, soon()), true)
    assert.deepEqual(
      (await jobsOf(task.id, 'generate')).map((job) => job.id),
      [await jobIdOf(task.id)],
    )
    await started(task.id)
  })

  it('A running task that is adopted returns to the queue, and its worker loses the claim', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    assert.equal(await lifecycle.adopt(deps, task.id, soon()), true)
    const adopted = await reload(task.id)
    assert.deepEqual([adopted.status, adopted.attempts], ['queued', 1])
    assert.equal(await lifecycle.complete(deps, claim, completionAt('x/')), null)
  })

  it('A task that changed since the sweep looked is not adopted', async () => {
    const task = await submitted()
    const seen = await rowOf(task.id)
    deps.clock.advance(5)
    const claim = await started(task.id)
    const changed = await rowOf(task.id)
    // The sweep adopts tasks older than the time that it names, not those of that very time.
    for (const unchangedSince of [seen.updated_at, changed.updated_at])
      assert.equal(await lifecycle.adopt(deps, task.id, unchangedSince), false)
    assert.deepEqual(await rowOf(task.id), changed)
    assert.equal((await eventsOf(task.id)).at(-1)?.type, 'video.started')
    assert.equal((await lifecycle.complete(deps, claim, completionAt('x/')))?.status, 'completed')
  })

  it('A task that ended since the sweep looked is not adopted', async () => {
    const task = await submitted()
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    const ended = await rowOf(task.id)
    assert.equal(await lifecycle.adopt(deps, task.id, soon()), false)
    assert.deepEqual(await rowOf(task.id), ended)
  })

  it('A running task whose cancel was requested is cancelled instead of adopted', async () => {
    const task = await submitted()
    await started(task.id)
    await lifecycle.cancel(deps, 'alpha', task.id)
    assert.equal(await lifecycle.adopt(deps, task.id, soon()), true)
    assert.equal((await reload(task.id)).status, 'cancelled')
  })
})
