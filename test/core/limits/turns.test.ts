import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, afterEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Claim, Task } from '#core/task/task.ts'
import { queueView } from '#core/store/queue-view.ts'
import { tasksWithoutJob } from '#core/store/lost-tasks.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import {
  completionAt,
  newTask,
  openTestLifecycle,
  PARAMETERS,
  type TestLifecycle,
} from '#test/support/database/tasks.ts'

let database: TestDatabase
let deps: TestLifecycle
beforeEach(async () => {
  database = await createTestDatabase()
  deps = await openTestLifecycle(database.url)
  await setTenant('beta', { priority: 0 })
})
afterEach(async () => {
  await deps.close()
  await database.drop()
})

const setTenant = (id: string, patch: { priority?: number; max_running?: number }): Promise<unknown> =>
  deps.db.updateTable('tenants').set(patch).where('id', '=', id).execute()

async function submit(tenantId: string): Promise<Task> {
  const outcome = await lifecycle.submit(deps, newTask(tenantId), null)
  assert.equal(outcome.outcome, 'created')
  return (outcome as { task: Task }).task
}

/** Takes the next job from the queue as pg-boss would; undefined when there is none. */
async function fetchJob(): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update pgboss.job set state = 'active' where id = (
      select id from pgboss.job where name = 'generate' and state = 'created' and start_after <= ${deps.clock.now()}
      order by priority desc, created_on limit 1 for update skip locked)
    returning id`.execute(deps.db)
  return rows[0]?.id
}

interface Run {
  readonly task: Task
  readonly claim: Claim
}

/** A free engine: takes jobs until one starts a task or the queue is empty. */
async function engineTakes(): Promise<Run | null> {
  for (;;) {
    const jobId = await fetchJob()
    if (jobId === undefined) return null
    const outcome = await lifecycle.startNext(deps, { jobId, retryCount: 0 })
    if (outcome.outcome === 'started') return outcome
  }
}

const complete = (run: Run): Promise<unknown> => lifecycle.complete(deps, run.claim, completionAt('x/'))

/** Unfinished tasks without a job, whenever they changed. */
const lost = () =>
  tasksWithoutJob(deps.db, {
    ...{ before: new Date(Date.now() + 60_000), after: null, most: 1000, limit: 10 },
  })

const taskOf = (id: string) =>
  deps.db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** Puts many queued tasks with their jobs into the database at once. */
async function submitMany(tenantId: string, count: number, createdAt: Date): Promise<void> {
  await sql`
    with made as (
      insert into tasks (id, tenant_id, dialect, model, status, parameters, job_id, created_at, updated_at)
      select gen_random_uuid(), ${tenantId}, 'openai', 'wan2.1-i2v-tiny', 'queued', ${JSON.stringify(PARAMETERS)}::jsonb,
        gen_random_uuid(), ${createdAt}, ${createdAt} from generate_series(1, ${count}::int)
      returning id, job_id)
    insert into pgboss.job (id, name, data, policy)
      select job_id, 'generate', jsonb_build_object('taskId', id), 'standard' from made`.execute(deps.db)
  await sql`analyze tasks`.execute(deps.db)
}

describe('turns', () => {
  it('A single task starts within two slots although 10,000 tasks of another tenant came first', async () => {
    await submitMany('alpha', 10_000, deps.clock.now())
    for (let i = 0; i < 2; i++) assert.equal((await engineTakes())?.task.tenantId, 'alpha')
    deps.clock.advance(3_600_000)
    const single = await submit('beta')
    // Its own job is behind the 10,000; the age of alpha's backlog, an hour, counts for one slot at
    // most.
    const [first, second] = [await engineTakes(), await engineTakes()]
    assert.ok(first !== null && second !== null)
    assert.ok([first.task.id, second.task.id].includes(single.id))
  })

  it('Two tenants with a backlog alternate, and the tasks of each start in their order of arrival', async () => {
    const [a1, a2] = [await submit('alpha'), await submit('alpha'), await submit('alpha')]
    deps.clock.advance(10)
    const b1 = await submit('beta')
    deps.clock.advance(10)
    const b2 = await submit('beta')
    const order: string[] = []
    for (let i = 0; i < 4; i++) {
      deps.clock.advance(10)
      const run = await engineTakes()
      assert.ok(run)
      order.push(run.task.id)
      await complete(run)
    }
    assert.deepEqual(order, [a1.id, b1.id, a2.id, b2.id])
  })

  it('Every queued task keeps exactly one job, whichever job started which task', async () => {
    for (let i = 0; i < 5; i++) await submit('alpha')
    const single = await submit('beta')
    const runs = [await engineTakes(), await engineTakes()]
    assert.ok(runs.some((run) => run?.task.id === single.id))
    const { rows } = await sql<{ jobs: string }>`
      select (select count(*) from pgboss.job j where j.id = t.job_id and j.state in ('created', 'active')) as jobs
      from tasks t where t.status in ('queued', 'running')`.execute(deps.db)
    assert.deepEqual(
      rows.map((row) => row.jobs),
      Array.from({ length: 6 }, () => '1'),
    )
    const ids = await deps.db.selectFrom('tasks').select('job_id').execute()
    assert.equal(new Set(ids.map((row) => row.job_id)).size, 6)
    while ((await engineTakes()) !== null);
    assert.deepEqual(await lost(), { ids: [], next: null })
    const left = await deps.db.selectFrom('tasks').select('id').where('status', '=', 'queued').execute()
    assert.deepEqual(left, [])
  })

  it('A higher tier starts first until a lower one has waited long enough', async () => {
    await setTenant('beta', { priority: 2 })
    const low = await submit('alpha')
    for (let i = 0; i < 3; i++) await submit('beta')
    const first = await engineTakes()
    assert.equal(first?.task.tenantId, 'beta')
    await complete(first)
    deps.clock.advance(2 * 600_000 - 1000)
    const second = await engineTakes()
    assert.equal(second?.task.tenantId, 'beta')
    await complete(second)
    deps.clock.advance(2000)
    assert.equal((await engineTakes())?.task.id, low.id)
  })

  it('A retry waits out its delay even when another job arrives meanwhile', async () => {
    const task = await submit('alpha')
    const run = await engineTakes()
    assert.ok(run)
    await lifecycle.fail(deps, run.claim, { code: 'engine_crashed', message: 'x', retryable: true })
    const later = await submit('alpha')
    assert.equal((await engineTakes())?.task.id, later.id)
    assert.equal(await engineTakes(), null)
    deps.clock.advance(2500)
    assert.equal((await engineTakes())?.task.id, task.id)
  })

  it('A redelivered job returns to the task that it started, not to the one that it was sent for', async () => {
    await submitMany('alpha', 3, deps.clock.now())
    await engineTakes()
    const single = await submit('beta')
    const jobId = await fetchJob()
    assert.ok(jobId)
    const first = await lifecycle.startNext(deps, { jobId, retryCount: 0 })
    assert.ok(first.outcome === 'started' && first.task.id === single.id)
    const again = await lifecycle.startNext(deps, { jobId, retryCount: 1 })
    assert.ok(again.outcome === 'started')
    assert.equal(again.task.id, single.id)
    assert.equal(again.claim.fencingToken, 2)
    assert.equal((await lifecycle.startNext(deps, { jobId, retryCount: 1 })).outcome, 'gone')
  })
})

const positionOf = async (task: Task): Promise<number> => {
  const view = await queueView(deps.db, task, deps.clock.now(), deps.config, deps.turnLevels)
  assert.ok(view.position !== null)
  return view.position
}

/**
 * Starts all tasks on so many engines, of which one is free at each start; the earliest run ends
 * first.
 */
async function startAll(engines: number): Promise<string[]> {
  const started: string[] = []
  const running: Run[] = []
  for (;;) {
    deps.clock.advance(10)
    const run = running.length < engines ? await engineTakes() : null
    if (run !== null) {
      started.push(run.task.id)
      running.push(run)
      continue
    }
    const first = running.shift()
    if (first === undefined) return started
    await complete(first)
  }
}

/** Registers the engines of a live worker. */
async function announceEngines(count: number): Promise<void> {
  const id = randomUUID()
  const devices = Array.from({ length: count }, () => 'cpu')
  const now = deps.clock.now()
  await deps.db
    .insertInto('workers')
    .values({ id, host: 'x', devices, models: [], device_classes: [], started_at: now, seen_at: now })
    .execute()
}

describe('the position in the queue', () => {
  const agrees = async (tasks: readonly Task[], engines: number): Promise<void> => {
    await announceEngines(engines)
    const told = new Map<string, number>()
    for (const task of tasks) told.set(task.id, await positionOf(task))
    const started = await startAll(engines)
    assert.deepEqual(
      tasks.map((task) => told.get(task.id)),
      tasks.map((task) => started.indexOf(task.id) + 1),
    )
  }

  it('The position of a task is the place in which it starts when tenants take turns', async () => {
    const tasks: Task[] = []
    for (const tenant of ['alpha', 'alpha', 'alpha', 'alpha', 'beta', 'beta']) {
      tasks.push(await submit(tenant))
      deps.clock.advance(10)
    }
    await agrees(tasks, 1)
  })

  it('The position of a task is the place in which it starts on several engines', async () => {
    const tasks: Task[] = []
    for (const tenant of ['beta', 'alpha', 'alpha', 'alpha', 'alpha', 'beta', 'beta']) {
      tasks.push(await submit(tenant))
      deps.clock.advance(10)
    }
    await agrees(tasks, 2)
  })

  it('A task of a higher tier stands ahead of earlier tasks of a lower tier', async () => {
    const tasks = [await submit('alpha'), await submit('alpha')]
    await setTenant('beta', { priority: 5 })
    tasks.push(await submit('beta'), await submit('beta'))
    await agrees(tasks, 1)
  })

  it('A task that has gained a tier by waiting has the position of that tier', async () => {
    const low = await submit('alpha')
    const next = await submit('alpha')
    deps.clock.advance(2 * 600_000)
    await setTenant('beta', { priority: 1 })
    const tasks = [low, next, await submit('beta'), await submit('beta')]
    await agrees(tasks, 1)
  })

  it('Tasks of a tenant at its running limit stand behind the tasks of a tenant below it', async () => {
    await setTenant('alpha', { max_running: 1 })
    const first = await submit('alpha')
    const waiting = [await submit('alpha'), await submit('alpha')]
    assert.equal((await engineTakes())?.task.id, first.id)
    deps.clock.advance(10)
    const single = await submit('beta')
    assert.deepEqual(await Promise.all([single, ...waiting].map(positionOf)), [1, 2, 3])
    const started = await startAll(2)
    assert.deepEqual(started.slice(0, 1), [single.id])
  })

  it('The position of a single task is at most 3 although 10,000 tasks of another tenant came first', async () => {
    await submitMany('alpha', 10_000, deps.clock.now())
    for (let i = 0; i < 2; i++) await engineTakes()
    deps.clock.advance(3_600_000)
    const single = await submit('beta')
    const position = await positionOf(single)
    assert.ok(position <= 3, `${position}`)
    let slots = 0
    for (let run = await engineTakes(); run?.task.id !== single.id; run = await engineTakes()) slots++
    assert.equal(slots, position - 1)
  })
})

describe('the limit of running tasks', () => {
  it('The running limit holds when many engines are free at once, and the other tasks wait with the reason', async () => {
    await submitMany('alpha', 20, deps.clock.now())
    await setTenant('alpha', { max_running: 3 })
    const runs = (await Promise.all(Array.from({ length: 10 }, engineTakes))).filter((run) => run !== null)
    assert.equal(runs.length, 3)
    const waiting = await deps.db.selectFrom('tasks').selectAll().where('status', '=', 'queued').execute()
    assert.equal(waiting.length, 17)
    assert.ok(waiting.every((row) => row.parked))
    assert.deepEqual(await lost(), { ids: [], next: null })
  })

  it('A waiting task starts when a running one ends, however it ends, and no task is lost', async () => {
    await setTenant('alpha', { max_running: 2 })
    const ids = new Set<string>()
    for (let i = 0; i < 8; i++) ids.add((await submit('alpha')).id)
    const ends = [
      complete,
      (run: Run) => lifecycle.fail(deps, run.claim, { code: 'x', message: 'x', retryable: false }),
      async (run: Run) => {
        await lifecycle.cancel(deps, 'alpha', run.task.id)
        await lifecycle.acknowledgeCancel(deps, run.claim)
      },
    ]
    const running: Run[] = []
    let ended = 0
    while (ended < 8) {
      for (let run = await engineTakes(); run !== null; run = await engineTakes()) running.push(run)
      assert.equal(running.length, Math.min(2, 8 - ended))
      const run = running.shift() as Run
      await (ends[ended % 3] as (run: Run) => Promise<unknown>)(run)
      ids.delete(run.task.id)
      ended++
    }
    assert.equal(ids.size, 0)
  })

  it('A new task above the running limit waits without a job and says why until its turn comes', async () => {
    await setTenant('alpha', { max_running: 1 })
    const first = await submit('alpha')
    const second = await submit('alpha')
    assert.equal(first.queueReason, null)
    assert.equal(second.queueReason, 'concurrency_limit')
    const run = await engineTakes()
    assert.equal(run?.task.id, first.id)
    assert.equal(await engineTakes(), null)
    await complete(run)
    assert.equal((await taskOf(second.id)).parked, false)
    assert.equal((await engineTakes())?.task.id, second.id)
  })

  it('A cancelled queued task passes its job to the next one', async () => {
    await setTenant('alpha', { max_running: 1 })
    const first = await submit('alpha')
    const second = await submit('alpha')
    await lifecycle.cancel(deps, 'alpha', first.id)
    assert.equal((await engineTakes())?.task.id, second.id)
  })

  it('The running limit of a tenant does not delay another tenant', async () => {
    await submitMany('alpha', 5, deps.clock.now())
    await setTenant('alpha', { max_running: 1 })
    const other = await submit('beta')
    const runs = [await engineTakes(), await engineTakes()]
    assert.ok(runs.some((run) => run?.task.id === other.id))
    assert.equal(await engineTakes(), null)
  })

  it('A raised running limit lets waiting tasks start', async () => {
    await setTenant('alpha', { max_running: 1 })
    for (let i = 0; i < 5; i++) await submit('alpha')
    assert.ok(await engineTakes())
    assert.equal(await engineTakes(), null)
    assert.equal(await lifecycle.unparkWhereRoom(deps), 0)
    await setTenant('alpha', { max_running: 3 })
    assert.equal(await lifecycle.unparkWhereRoom(deps), 2)
    assert.ok((await engineTakes()) !== null && (await engineTakes()) !== null)
    assert.equal(await engineTakes(), null)
  })

  it('The running limit holds through simultaneous submissions, starts and ends', async () => {
    await setTenant('alpha', { max_running: 2 })
    let started = 0
    let most = 0
    let active = 0
    const submitted = Promise.all(Array.from({ length: 24 }, () => submit('alpha')))
    let done = false
    void submitted.then(() => (done = true))
    const engine = async (): Promise<void> => {
      for (;;) {
        const run = await engineTakes()
        if (run === null) {
          if (done && started === 24) return
          await lifecycle.unparkWhereRoom(deps)
          continue
        }
        started++
        most = Math.max(most, ++active)
        await taskOf(run.task.id)
        active--
        await complete(run)
      }
    }
    await Promise.all([submitted, ...Array.from({ length: 4 }, engine)])
    assert.equal(started, 24)
    assert.ok(most <= 2, `${most} ran at once`)
  })
})
