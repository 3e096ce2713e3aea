import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openLog } from '#core/log.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { openTestLifecycle, PARAMETERS, type TestLifecycle } from '#test/support/database/tasks.ts'
import { beginLooks, goOnLooking } from '#worker/jobs/lost-tasks/look.ts'

const log = openLog({ level: 'silent', process: 'test' })

describe('rounds of looks for tasks without a job', () => {
  let database: TestDatabase
  let deps: TestLifecycle

  before(async () => {
    database = await createTestDatabase()
    deps = await openTestLifecycle(database.url)
  })

  beforeEach(async () => {
    await sql`truncate tasks cascade`.execute(deps.db)
    await sql`delete from pgboss.job`.execute(deps.db)
  })

  after(async () => {
    await deps.close()
    await database.drop()
  })

  /** Queued tasks that have not changed for a minute, each with its job. */
  async function insertQueued(count: number): Promise<void> {
    await sql`
      insert into tasks (id, tenant_id, dialect, model, parameters, status, job_id, gpu_seconds, created_at, updated_at)
      select gen_random_uuid(), 'alpha', 'openai', 'm', ${JSON.stringify(PARAMETERS)}::jsonb, 'queued',
        gen_random_uuid(), 5, now() - interval '1 min', now() - interval '1 min'
      from generate_series(1, ${count}::int)`.execute(deps.db)
    await sql`
      insert into pgboss.job (id, name, data, retry_limit, expire_seconds, deletion_seconds, heartbeat_seconds,
        keep_until, policy)
      select t.job_id, 'generate', jsonb_build_object('taskId', t.id), q.retry_limit, q.expire_seconds,
        q.deletion_seconds, q.heartbeat_seconds, now() + interval '1 day', q.policy
      from tasks t cross join pgboss.queue q where q.name = 'generate'`.execute(deps.db)
  }

  /** Takes the jobs of three tasks away: of the first, the middle and the last in a round. */
  async function loseJobs(): Promise<void> {
    // Those that were queued again have other ids since, and have to be unchanged for a while.
    await sql`update tasks set updated_at = now() - interval '1 min'`.execute(deps.db)
    await sql`
      delete from pgboss.job j using (
        select job_id, row_number() over (order by job_id) as place, count(*) over () as count from tasks) t
      where j.id = t.job_id and t.place in (1, t.count / 2, t.count)`.execute(deps.db)
  }

  async function withoutJob(): Promise<number> {
    const { rows } = await sql<{ count: string }>`
      select count(*) as count from tasks t
      where not exists (select from pgboss.job j where j.name = 'generate' and j.id = t.job_id)`.execute(
      deps.db,
    )
    return Number(rows[0]?.count)
  }

  /** The jobs of looks that are due within some seconds, the first one first; takes them away. */
  async function dueLooks(seconds: number): Promise<{ kind: string; after?: string }[]> {
    const { rows } = await sql<{ data: { kind: string; after?: string }; start_after: Date }>`
      delete from pgboss.job where name = 'maintenance' and start_after <= now() + ${seconds} * interval '1 s'
      returning data, start_after`.execute(deps.db)
    return rows.toSorted((a, b) => +a.start_after - +b.start_after).map(({ data }) => data)
  }

  const sweep = (isRepeated = false): Promise<void> => beginLooks({ ...deps, log }, isRepeated)

  it('A sweep looks at 200 tasks, and jobs that any worker takes go on with 10,000 a second', async () => {
    await insertQueued(11_000)
    await loseJobs()
    await sweep()
    assert.equal(await withoutJob(), 2)
    const left: number[] = []
    for (;;) {
      const looks = await dueLooks(2)
      if (looks.length === 0) break
      assert.equal(looks.length, 1)
      // Each look is a process of its own, which knows nothing of the one before.
      const worker = await openTestLifecycle(database.url)
      await goOnLooking({ ...worker, log }, looks[0]?.after)
      await worker.close()
      left.push(await withoutJob())
    }
    assert.deepEqual(left, [1, 0])
  })

  it('Of few tasks a sweep finds all at once, and so do two looks before the next one', async () => {
    await insertQueued(150)
    await loseJobs()
    await sweep()
    assert.equal(await withoutJob(), 0)
    assert.deepEqual(await dueLooks(10), [])
    for (const seconds of [30, 50]) {
      await loseJobs()
      assert.deepEqual(await dueLooks(seconds), [{ kind: 'adopt' }])
      await goOnLooking({ ...deps, log }, undefined)
      assert.equal(await withoutJob(), 0)
    }
    assert.deepEqual(await dueLooks(60), [])
  })

  it('Neither a look between sweeps nor a sweep that is repeated begins a round', async () => {
    await insertQueued(10_100)
    await sweep(true)
    assert.deepEqual(await dueLooks(60), [])
    await goOnLooking({ ...deps, log }, undefined)
    assert.deepEqual(await dueLooks(60), [])
    await sweep()
    assert.equal((await dueLooks(60)).length, 3)
  })

  it('Where more tasks are without a job than a look queues again, the round takes them all', async () => {
    await insertQueued(450)
    await sql`delete from pgboss.job where name = 'generate'`.execute(deps.db)
    await sweep()
    const left = [await withoutJob()]
    for (let due = await dueLooks(2); due.length > 0; due = await dueLooks(2)) {
      await goOnLooking({ ...deps, log }, due[0]?.after)
      left.push(await withoutJob())
    }
    assert.deepEqual(left, [250, 50, 0])
  })
})
