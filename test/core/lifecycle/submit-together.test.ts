import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import { MOST_TOGETHER } from '#core/lifecycle/admission/counting.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { queueViews } from '#core/store/queue-view.ts'
import { findTaskRow, taskFromRow, type TaskRow } from '#core/store/tasks.ts'
import { findTenant } from '#core/store/tenants.ts'
import type { Task } from '#core/task/task.ts'
import { newTask } from '#test/support/database/tasks.ts'
import { code, lifecycleScene } from './scene.ts'

const { deps, jobsOf, eventsOf } = lifecycleScene()

const respond = (task: Task) => ({ status: 202, headers: {}, body: { id: task.id } })
const keyed = (key: string, fingerprint = 'same') => ({ key, fingerprint, respond })
type Outcome = lifecycle.SubmitOutcome
type Created = Extract<Outcome, { outcome: 'created' }>

/** Submits that arrive while others are being committed, and are one group. */
async function together(...submits: (() => Promise<Outcome>)[]) {
  // The groups of an earlier test have ended by then.
  await setImmediate()
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>()
  const occupied = deps.submitGroups.join(null, { key: '', most: MOST_TOGETHER }, () => [committed])
  await setImmediate()
  const settled = Promise.allSettled(submits.map((submit) => submit()))
  await setImmediate()
  commit()
  await occupied
  return await settled
}
const plain =
  (task = newTask('alpha')) =>
  () =>
    lifecycle.submit(deps, task, null)
const outcomeOf = (settled: PromiseSettledResult<Outcome> | undefined): Outcome => {
  if (settled?.status !== 'fulfilled') throw settled?.reason
  return settled.value
}

/** The transactions that inserted these tasks, in the order of the tasks. */
async function transactionsOf(ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; xmin: string }>`
    select id, xmin::text as xmin from tasks where id = any(${[...ids]}::uuid[])`.execute(deps.db)
  const byId = new Map(rows.map(({ id, xmin }) => [id, xmin]))
  return ids.map((id) => byId.get(id) as string)
}

describe('Submits that arrive while another is being committed', () => {
  // As a process keeps them, so that submits arrive in their order.
  before(async () => {
    const ids = ['alpha', 'beta']
    const kept = new Map(
      await Promise.all(ids.map(async (id) => [id, await findTenant(deps.db, id)] as const)),
    )
    Object.assign(deps, { facts: { tenant: async (id: string) => kept.get(id) } })
  })

  it('They are one transaction, with an event, a job and a place in the queue each', async () => {
    const tasks = Array.from({ length: 12 }, (_, i) =>
      newTask(i % 3 === 0 ? 'beta' : 'alpha', { model: i % 2 === 0 ? 'm' : 'other' }),
    )
    const settled = await together(...tasks.map(plain))
    const created = settled.map((each) => outcomeOf(each) as Created)
    assert.deepEqual(
      created.map(({ task }) => task.id),
      tasks.map(({ id }) => id),
    )
    assert.equal(new Set(await transactionsOf(tasks.map(({ id }) => id))).size, 1)
    for (const { id } of tasks) {
      assert.deepEqual(
        (await eventsOf(id)).map(({ type }) => type),
        ['video.queued'],
      )
      assert.equal((await jobsOf(id, 'generate')).length, 1)
    }
    const stored = await Promise.all(
      tasks.map(async ({ id }) => taskFromRow((await findTaskRow(deps.db, id)) as TaskRow)),
    )
    assert.deepEqual(
      created.map(({ task }) => task),
      stored,
    )
    const views = await queueViews(deps.db, stored, deps.clock.now(), deps.config, deps.turnLevels)
    assert.deepEqual(
      created.map(({ view }) => view),
      stored.map(({ id }) => views.get(id)),
    )
  })

  it('One that cannot be made fails alone', async () => {
    const [taken, fine] = [newTask('alpha'), newTask('alpha')]
    await plain(taken)()
    const [repeated, made] = await together(plain(taken), plain(fine))
    assert.equal(repeated?.status, 'rejected')
    assert.equal(outcomeOf(made).outcome, 'created')
    assert.equal((await jobsOf(taken.id, 'generate')).length, 1)
    assert.equal((await jobsOf(fine.id, 'generate')).length, 1)
  })

  it('Idempotency-Keys hold: within a group, against earlier requests, and for later ones', async () => {
    const [first, twin, other] = [newTask('alpha'), newTask('alpha'), newTask('alpha')]
    await lifecycle.submit(deps, newTask('alpha'), keyed('used', 'another'))
    const [one, two, reused, free] = await together(
      () => lifecycle.submit(deps, first, keyed('twins')),
      () => lifecycle.submit(deps, twin, keyed('twins')),
      () => lifecycle.submit(deps, newTask('alpha'), keyed('used')),
      () => lifecycle.submit(deps, other, keyed('free')),
    )
    const outcomes = [one, two].map(outcomeOf)
    assert.deepEqual(outcomes.map(({ outcome }) => outcome).toSorted(), ['created', 'replayed'])
    assert.equal(reused?.status === 'rejected' && code('idempotency_key_reused')(reused.reason), true)
    assert.equal(outcomeOf(free).outcome, 'created')
    const again = await lifecycle.submit(deps, newTask('alpha'), keyed('free'))
    assert.deepEqual(again.outcome === 'replayed' && again.response.body, { id: other.id })
  })

  it('Answers are stored under the keys of a group', async () => {
    const tasks = [newTask('alpha'), newTask('beta'), newTask('alpha')]
    const submits = tasks.map((task, i) => () => lifecycle.submit(deps, task, keyed(`stored ${i}`)))
    await together(...submits)
    assert.equal(new Set(await transactionsOf(tasks.map(({ id }) => id))).size, 1)
    const again = await Promise.all(
      tasks.map(({ tenantId }, i) => lifecycle.submit(deps, newTask(tenantId), keyed(`stored ${i}`))),
    )
    assert.deepEqual(
      again.map((outcome) => outcome.outcome === 'replayed' && outcome.response.body),
      tasks.map(({ id }) => ({ id })),
    )
  })

  /** Does something while a transaction is open; then it is rolled back. */
  async function beside(statement: RawBuilder<unknown>, act: () => Promise<void>): Promise<void> {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: held, resolve: hold } = Promise.withResolvers<void>()
    const holder = deps.db.transaction().execute(async (trx) => {
      await statement.execute(trx)
      hold()
      await released
      throw new Error('nothing was made')
    })
    holder.catch(() => undefined)
    await held
    try {
      await act()
    } finally {
      release()
    }
  }

  it('Strangers do not wait for one whose key another transaction holds', async () => {
    const holding = sql`insert into idempotency_keys (tenant_id, key, fingerprint, task_id, response, created_at)
      values ('beta', 'held', 'f', ${newTask('beta').id}, '{}', now())`
    let stuck: Promise<Outcome> | undefined
    await beside(holding, async () => {
      const strangers: Promise<Outcome>[] = []
      const gathered = together(
        async () => {
          stuck = lifecycle.submit(deps, newTask('beta'), keyed('held'))
          return await plain()()
        },
        ...Array.from({ length: 3 }, () => () => {
          const stranger = plain()()
          strangers.push(stranger)
          return stranger
        }),
      )
      await gathered
      assert.equal(strangers.length, 3)
      // Neither do those that arrive after the group.
      await plain()()
    })
    assert.equal((await stuck)?.outcome, 'created')
  })

  it('Strangers do not wait for one whose tenant is counted alone', async () => {
    const limited = { ...deps, config: { ...deps.config, maxQueuedPerTenant: 100_000 } }
    const holding = sql`select pg_advisory_xact_lock(hashtextextended('wan:admission:beta', 0))`
    let stuck: Promise<Outcome> | undefined
    await beside(holding, async () => {
      const [stranger] = await together(async () => {
        stuck = lifecycle.submit(limited, newTask('beta'), null)
        return await lifecycle.submit(limited, newTask('alpha'), null)
      })
      assert.equal(outcomeOf(stranger).outcome, 'created')
    })
    assert.equal((await stuck)?.outcome, 'created')
  })
})
