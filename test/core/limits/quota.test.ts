import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AppError } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { dayOf, findUsage } from '#core/store/quotas.ts'
import type { NewTask } from '#core/task/new-task.ts'
import type { Task } from '#core/task/task.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { completionAt, newTask, openTestLifecycle, type TestLifecycle } from '#test/support/database/tasks.ts'

let database: TestDatabase
let deps: TestLifecycle
before(async () => {
  database = await createTestDatabase()
  const opened = await openTestLifecycle(database.url)
  // Noon, so that no test crosses midnight.
  const noon = new Date(`${dayOf(new Date())}T12:00:00Z`).getTime()
  opened.clock.advance(noon - Date.now())
  deps = opened
})
after(async () => {
  await deps.close()
  await database.drop()
})

interface Limits {
  max_queued?: number
  gpu_seconds_per_day?: number
  upload_bytes_per_day?: string
}
let tenants = 0
async function tenant(limits: Limits): Promise<string> {
  const id = `tenant-${++tenants}`
  await deps.db
    .insertInto('tenants')
    .values({ id, name: id, webhook_secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', ...limits })
    .execute()
  return id
}

async function submit(tenantId: string, overrides: Partial<NewTask> = {}): Promise<Task> {
  const outcome = await lifecycle.submit(deps, newTask(tenantId, overrides), null)
  assert.ok(outcome.outcome === 'created')
  return outcome.task
}
const refusal = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

async function codes(submissions: Promise<Task>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const result of await Promise.allSettled(submissions)) {
    const name = result.status === 'fulfilled' ? 'created' : (result.reason as AppError).code
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

async function run(task: Task, seconds: number): Promise<void> {
  const row = await deps.db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow()
  const started = await lifecycle.start(deps, { taskId: task.id, jobId: row.job_id, retryCount: 0 })
  assert.ok(started.outcome === 'started')
  deps.clock.advance(seconds * 1000)
  await lifecycle.complete(deps, started.claim, completionAt('x/'))
}
const usedBy = (tenantId: string) => findUsage(deps.db, tenantId, dayOf(deps.clock.now()))

describe('the limit of queued tasks', () => {
  it('The limit of queued tasks is exact for 40 simultaneous submissions, and a freed place can be taken', async () => {
    const id = await tenant({ max_queued: 7 })
    assert.deepEqual(await codes(Array.from({ length: 40 }, () => submit(id))), {
      created: 7,
      queue_full: 33,
    })
    const rows = await deps.db.selectFrom('tasks').select('id').where('tenant_id', '=', id).execute()
    assert.equal(rows.length, 7)
    await lifecycle.cancel(deps, id, (rows[0] as { id: string }).id)
    await submit(id)
    await assert.rejects(submit(id), refusal('queue_full'))
  })

  it('A refused task leaves neither a job, nor an event, nor an idempotency key', async () => {
    const id = await tenant({ max_queued: 1 })
    await submit(id)
    const respond = () => ({ status: 202, headers: {}, body: {} })
    const key = { key: 'again', fingerprint: 'x', respond }
    await assert.rejects(lifecycle.submit(deps, newTask(id), key), refusal('queue_full'))
    const events = await deps.db.selectFrom('events').select('id').where('tenant_id', '=', id).execute()
    assert.equal(events.length, 1)
    const keys = await deps.db
      .selectFrom('idempotency_keys')
      .select('key')
      .where('tenant_id', '=', id)
      .execute()
    assert.deepEqual(keys, [])
  })
})

describe('the engine seconds of a day', () => {
  it('A new task books its estimated engine seconds, exactly even when many are submitted at once', async () => {
    const id = await tenant({ gpu_seconds_per_day: 300 })
    assert.deepEqual(await codes(Array.from({ length: 20 }, () => submit(id))), {
      created: 5,
      quota_exceeded: 15,
    })
    assert.equal((await usedBy(id)).gpuSeconds, 300)
  })

  it('A completed task is charged its real duration, and a task cancelled in the queue nothing', async () => {
    const id = await tenant({ gpu_seconds_per_day: 1000 })
    await run(await submit(id), 12)
    assert.ok(Math.abs((await usedBy(id)).gpuSeconds - 12) < 1)
    const queued = await submit(id)
    await lifecycle.cancel(deps, id, queued.id)
    assert.ok(Math.abs((await usedBy(id)).gpuSeconds - 12) < 1)
  })

  it('The estimate of a task is the duration of earlier tasks of its kind', async () => {
    const other = await tenant({})
    const kind = { model: 'measured-model' }
    await run(await submit(other, kind), 30)
    const id = await tenant({ gpu_seconds_per_day: 70 })
    await submit(id, kind)
    assert.ok(Math.abs((await usedBy(id)).gpuSeconds - 30) < 1)
    await submit(id, kind)
    await assert.rejects(submit(id, kind), (error: AppError) => {
      assert.equal(error.code, 'quota_exceeded')
      assert.match(error.message, /about 3[01] engine seconds; \d of 70 are left until midnight UTC/)
      assert.match(error.options.headers?.['RateLimit'] ?? '', /^"gpu-seconds";r=\d;t=\d+$/)
      return true
    })
  })

  it('The engine seconds of a tenant are available again on the next day', async () => {
    const id = await tenant({ gpu_seconds_per_day: 60 })
    const kind = { model: 'never-measured' }
    await submit(id, kind)
    await assert.rejects(submit(id, kind), refusal('quota_exceeded'))
    deps.clock.advance(86_400_000)
    await submit(id, kind)
  })
})

describe('the bytes of a day', () => {
  it('The bytes of a day are those of the input images as they were sent', async () => {
    const id = await tenant({ upload_bytes_per_day: '1000' })
    await submit(id, { uploadBytes: 600 })
    await assert.rejects(submit(id, { uploadBytes: 401 }), refusal('quota_exceeded'))
    await submit(id, { uploadBytes: 400 })
    await submit(id)
    assert.equal((await usedBy(id)).uploadBytes, 1000)
  })
})
