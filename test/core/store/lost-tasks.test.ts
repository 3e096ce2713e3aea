import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { tasksWithoutJob } from '#core/store/lost-tasks.ts'
import { lifecycleScene } from '#test/core/lifecycle/scene.ts'

const { deps, submitted, jobIdOf } = lifecycleScene()
const made: string[] = []

/** Looks until one says that it was the last. */
async function round(o: { most: number; limit?: number; changedBefore?: Date }) {
  const looks: (readonly string[])[] = []
  let after: string | null = null
  do {
    const { ids, next } = await tasksWithoutJob(deps.db, {
      ...{
        before: o.changedBefore ?? new Date(Date.now() + 1000),
        after,
        most: o.most,
        limit: o.limit ?? 100,
      },
    })
    looks.push(ids)
    after = next
  } while (after !== null)
  return looks
}

const loseJobOf = async (taskId: string): Promise<void> =>
  void (await sql`delete from pgboss.job where id = ${await jobIdOf(taskId)}`.execute(deps.db))

describe('looking for tasks without a job', () => {
  before(async () => {
    for (let i = 0; i < 10; i++) made.push((await submitted()).id)
  })

  // Each test begins with a job for every task, and none parked.
  beforeEach(async () => {
    await sql`delete from pgboss.job where name = 'generate'`.execute(deps.db)
    await deps.db.updateTable('tasks').set({ parked: false }).execute()
    for (const id of made)
      await deps.db.transaction().execute(async (trx) => {
        await deps.queue.send(trx, 'generate', { taskId: id }, { id: await jobIdOf(id) })
      })
  })

  it('Looks at parts of any size find each task without a job once, in as many looks as there are parts', async () => {
    const lost = [made[0], made[4], made[9]] as string[]
    for (const id of lost) await loseJobOf(id)
    for (const [most, looks] of [
      [1, 11],
      [3, 4],
      [9, 2],
      [10, 2],
      [11, 1],
    ] as const) {
      const found = await round({ most })
      assert.deepEqual(found.flat().toSorted(), lost.toSorted(), `${most} at once`)
      assert.equal(found.length, looks, `${most} at once`)
    }
  })

  it('A look that finds as many as it may goes on after the last of them', async () => {
    for (const id of made) await loseJobOf(id)
    const looks = await round({ most: 8, limit: 3 })
    assert.deepEqual(
      looks.map(({ length }) => length),
      [3, 3, 3, 1],
    )
    assert.deepEqual(looks.flat().toSorted(), made.toSorted())
  })

  it('A task that has a job, is parked or has changed since is not found', async () => {
    const [lost, parked, failed, retried] = made as [string, string, string, string]
    const state = async (id: string, name: string) =>
      await sql`update pgboss.job set state = ${name}::pgboss.job_state where id = ${await jobIdOf(id)}`.execute(
        deps.db,
      )
    await loseJobOf(lost)
    await loseJobOf(parked)
    await deps.db.updateTable('tasks').set({ parked: true }).where('id', '=', parked).execute()
    await state(failed, 'failed')
    await state(retried, 'retry')
    assert.deepEqual((await round({ most: 4 })).flat().toSorted(), [lost, failed].toSorted())
    assert.deepEqual((await round({ most: 4, changedBefore: new Date(0) })).flat(), [])
  })

  it('A job of another queue or id stands for no task', async () => {
    const [task] = made as [string]
    await loseJobOf(task)
    await deps.db.transaction().execute(async (trx) => {
      await deps.queue.send(trx, 'maintenance', { kind: 'orphans' }, { id: await jobIdOf(task) })
      await deps.queue.send(trx, 'generate', { taskId: task }, { id: randomUUID() })
    })
    assert.deepEqual((await round({ most: 100 })).flat(), [task])
  })
})
