import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { AppError } from '#core/errors.ts'
import { videoIdOf } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Claim, Task } from '#core/task/task.ts'
import { findTask } from '#core/store/tasks.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import {
  completionAt,
  MANIFEST,
  newTask,
  openTestLifecycle,
  PARAMETERS,
  type TestLifecycle,
} from '#test/support/database/tasks.ts'

let database: TestDatabase
let deps: TestLifecycle
before(async () => {
  database = await createTestDatabase()
  deps = await openTestLifecycle(database.url)
})
after(async () => {
  await deps.close()
  await database.drop()
})

interface JobRow {
  id: string
  state: string
  priority: number
  start_after: Date
  data: { taskId?: string; kind?: string; deliveryId?: string }
}
async function jobsOf(taskId: string, queue: string): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`
    select id, state, priority, start_after, data from pgboss.job
    where name = ${queue} and data->>'taskId' = ${taskId} order by created_on`.execute(deps.db)
  return rows
}
const kindsOf = (jobs: JobRow[]): string[] =>
  jobs.map((job) => job.data.kind ?? '').toSorted((a, b) => a.localeCompare(b))
async function eventsOf(taskId: string): Promise<{ id: string; type: string; body: string | null }[]> {
  return await deps.db.selectFrom('events').selectAll().where('task_id', '=', taskId).orderBy('seq').execute()
}
async function jobIdOf(taskId: string): Promise<string> {
  const row = await deps.db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  return row.job_id
}
async function submitted(overrides: Parameters<typeof newTask>[1] = {}, tenant = 'alpha'): Promise<Task> {
  const outcome = await lifecycle.submit(deps, newTask(tenant, overrides), null)
  assert.equal(outcome.outcome, 'created')
  return (outcome as { task: Task }).task
}
async function started(taskId: string, retryCount = 0): Promise<Claim> {
  const outcome = await lifecycle.start(deps, { taskId, jobId: await jobIdOf(taskId), retryCount })
  assert.equal(outcome.outcome, 'started')
  return (outcome as { claim: Claim }).claim
}
const reload = async (id: string, tenant = 'alpha'): Promise<Task> =>
  (await findTask(deps.db, tenant, id)) as Task
const code = (expected: string) => (error: unknown) => error instanceof AppError && error.code === expected
const respond = (task: Task) => ({ status: 202, headers: {}, body: { id: task.id } })

describe('submit', () => {
  it('writes the task, its event and its job together', async () => {
    const task = await submitted()
    assert.equal(task.status, 'queued')
    assert.deepEqual(
      (await eventsOf(task.id)).map((event) => event.type),
      ['video.queued'],
    )
    const jobs = await jobsOf(task.id, 'generate')
    assert.deepEqual(
      jobs.map((job) => [job.id, job.state]),
      [[await jobIdOf(task.id), 'created']],
    )
  })

  it('leaves nothing behind when any part of it fails', async () => {
    const task = newTask('alpha')
    const failing = lifecycle.submit(deps, task, {
      key: 'fails',
      fingerprint: 'f',
      respond() {
        throw new Error('rendering failed')
      },
    })
    await assert.rejects(failing, /rendering failed/)
    assert.equal(await findTask(deps.db, 'alpha', task.id), undefined)
    assert.deepEqual(await jobsOf(task.id, 'generate'), [])
    const keys = await deps.db.selectFrom('idempotency_keys').selectAll().where('key', '=', 'fails').execute()
    assert.deepEqual(keys, [])
  })

  it('makes one task of 50 simultaneous requests with the same key, and answers all alike', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () =>
        lifecycle.submit(deps, newTask('alpha'), { key: 'fifty', fingerprint: 'same', respond }),
      ),
    )
    const created = outcomes.filter((outcome) => outcome.outcome === 'created')
    assert.equal(created.length, 1)
    const answers = new Set(
      outcomes.map((o) => JSON.stringify(o.outcome === 'created' ? respond(o.task).body : o.response.body)),
    )
    assert.equal(answers.size, 1)
  })

  it('refuses a key that was used for another request, and lets another tenant use it', async () => {
    await lifecycle.submit(deps, newTask('alpha'), { key: 'reused', fingerprint: 'one', respond })
    await assert.rejects(
      lifecycle.submit(deps, newTask('alpha'), { key: 'reused', fingerprint: 'two', respond }),
      code('idempotency_key_reused'),
    )
    const other = await lifecycle.submit(deps, newTask('beta'), {
      key: 'reused',
      fingerprint: 'two',
      respond,
    })
    assert.equal(other.outcome, 'created')
  })

  it("gives the job its tenant's priority", async () => {
    const task = await submitted({}, 'beta')
    assert.equal((await jobsOf(task.id, 'generate'))[0]?.priority, 10)
  })
})

describe('start', () => {
  it('takes a queued task once', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    assert.equal(claim.fencingToken, 1)
    const again = await lifecycle.start(deps, {
      taskId: task.id,
      jobId: await jobIdOf(task.id),
      retryCount: 0,
    })
    assert.equal(again.outcome, 'gone')
  })

  it('gives a redelivered job a new fencing token, and the old holder can change nothing any more', async () => {
    const task = await submitted()
    const stale = await started(task.id)
    const current = await started(task.id, 1)
    assert.equal(current.fencingToken, 2)

    const patch = { phase: 'denoise' as const, step: 1, progress: 10, etaAt: null }
    assert.equal(await lifecycle.progress(deps, stale, patch), null)
    assert.equal(await lifecycle.complete(deps, stale, completionAt('stale/')), null)
    assert.equal(await lifecycle.fail(deps, stale, { code: 'x', message: 'x', retryable: false }), null)
    assert.equal(await lifecycle.release(deps, stale), null)
    assert.equal(await lifecycle.acknowledgeCancel(deps, stale), null)

    const done = await lifecycle.complete(deps, current, completionAt('current/'))
    assert.equal(done?.assets?.video.key, 'current/video.mp4')
    assert.equal((await eventsOf(task.id)).filter((event) => event.type === 'video.completed').length, 1)
  })

  it('fails a task that has lost every worker it may have', async () => {
    const task = await submitted()
    await started(task.id, 0)
    await started(task.id, 1)
    await started(task.id, 2)
    const outcome = await lifecycle.start(deps, {
      taskId: task.id,
      jobId: await jobIdOf(task.id),
      retryCount: 3,
    })
    assert.equal(outcome.outcome, 'gone')
    assert.equal((await reload(task.id)).error?.code, 'worker_lost')
  })
})

describe('complete', () => {
  it('writes state, one event, one delivery of its frozen bytes and the expiry in one step', async () => {
    const task = await submitted({ webhookUrl: 'https://example.com/hook' })
    const done = await lifecycle.complete(deps, await started(task.id), completionAt('x/', { denoise: 1.5 }))
    assert.equal(done?.status, 'completed')
    assert.equal(done?.progress, 100)
    assert.equal((done?.expiresAt?.getTime() ?? 0) - (done?.finishedAt?.getTime() ?? 0), 3600_000)

    const event = (await eventsOf(task.id)).at(-1)
    const body = JSON.parse(event?.body ?? '') as Record<string, unknown>
    assert.deepEqual(body, {
      id: event?.id,
      object: 'event',
      created_at: Math.floor((done?.finishedAt?.getTime() ?? 0) / 1000),
      type: 'video.completed',
      data: { id: videoIdOf(task.id) },
    })
    const deliveries = await deps.db
      .selectFrom('webhook_deliveries')
      .selectAll()
      .where('task_id', '=', task.id)
      .execute()
    assert.deepEqual(
      deliveries.map((delivery) => [delivery.event_id, delivery.url, delivery.status]),
      [[event?.id, 'https://example.com/hook', 'pending']],
    )
    const [expire] = await jobsOf(task.id, 'maintenance')
    assert.equal(expire?.data.kind, 'expire')
    assert.equal(expire?.start_after.getTime(), done?.expiresAt?.getTime())
  })
})

describe('fail', () => {
  it('tries a retryable failure three times with doubling delays, then fails', async () => {
    const task = await submitted()
    const failure = { code: 'engine_crashed', message: 'The engine stopped.', retryable: true }
    const delays: number[] = []
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const claim = await started(task.id)
      const at = deps.clock.now().getTime()
      const after = await lifecycle.fail(deps, claim, failure)
      assert.equal(after?.status, 'queued')
      assert.equal(after?.attempts, attempt)
      const job = (await jobsOf(task.id, 'generate')).at(-1)
      delays.push(Math.round(((job?.start_after.getTime() ?? 0) - at) / 1000))
    }
    assert.deepEqual(delays, [2, 4])
    const last = await lifecycle.fail(deps, await started(task.id), failure)
    assert.equal(last?.status, 'failed')
    assert.deepEqual(last?.error, { code: 'engine_crashed', message: 'The engine stopped.' })
  })

  it('does not try again what cannot succeed', async () => {
    const task = await submitted()
    const failure = { code: 'invalid_input', message: 'no', retryable: false }
    assert.equal((await lifecycle.fail(deps, await started(task.id), failure))?.status, 'failed')
  })

  it('ignores the job that stood for the task before the retry', async () => {
    const task = await submitted()
    const oldJob = await jobIdOf(task.id)
    await lifecycle.fail(deps, await started(task.id), { code: 'x', message: 'x', retryable: true })
    const outcome = await lifecycle.start(deps, { taskId: task.id, jobId: oldJob, retryCount: 1 })
    assert.equal(outcome.outcome, 'gone')
  })
})

describe('release', () => {
  it('returns the task to the queue at once without charging the attempt', async () => {
    const task = await submitted()
    const released = await lifecycle.release(deps, await started(task.id))
    assert.equal(released?.status, 'queued')
    assert.equal(released?.attempts, 0)
    const next = await started(task.id)
    assert.equal(next.fencingToken, 2)
  })
})

describe('cancel', () => {
  it('ends a queued task at once, with one event, and its job finds nothing to do', async () => {
    const task = await submitted()
    const job = await jobIdOf(task.id)
    assert.equal((await lifecycle.cancel(deps, 'alpha', task.id)).status, 'cancelled')
    assert.equal((await lifecycle.cancel(deps, 'alpha', task.id)).status, 'cancelled')
    const outcome = await lifecycle.start(deps, { taskId: task.id, jobId: job, retryCount: 0 })
    assert.equal(outcome.outcome, 'gone')
    assert.deepEqual(
      (await eventsOf(task.id)).map((event) => event.type),
      ['video.queued', 'video.cancelled'],
    )
  })

  it('flags a running task, tells its worker with the next progress, and ends it on acknowledgement', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    assert.equal((await lifecycle.cancel(deps, 'alpha', task.id)).status, 'running')
    const told = await lifecycle.progress(deps, claim, {
      phase: 'denoise',
      step: 1,
      progress: 20,
      etaAt: null,
    })
    assert.deepEqual(told, { cancelRequested: true })
    assert.equal((await lifecycle.acknowledgeCancel(deps, claim))?.status, 'cancelled')
  })

  it('wins over a retry, a release and a lost worker', async () => {
    const failure = { code: 'engine_crashed', message: 'x', retryable: true }
    const one = await submitted()
    const claimOne = await started(one.id)
    await lifecycle.cancel(deps, 'alpha', one.id)
    assert.equal((await lifecycle.fail(deps, claimOne, failure))?.status, 'cancelled')

    const two = await submitted()
    const claimTwo = await started(two.id)
    await lifecycle.cancel(deps, 'alpha', two.id)
    assert.equal((await lifecycle.release(deps, claimTwo))?.status, 'cancelled')

    const three = await submitted()
    await started(three.id)
    await lifecycle.cancel(deps, 'alpha', three.id)
    await lifecycle.start(deps, { taskId: three.id, jobId: await jobIdOf(three.id), retryCount: 1 })
    assert.equal((await reload(three.id)).status, 'cancelled')
  })

  it('is refused once the video is finished, and for another tenant the video does not exist', async () => {
    const task = await submitted()
    await assert.rejects(lifecycle.cancel(deps, 'beta', task.id), code('video_not_found'))
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    await assert.rejects(lifecycle.cancel(deps, 'alpha', task.id), code('not_cancellable'))
  })

  it('races completion to exactly one end', async () => {
    for (let round = 0; round < 20; round += 1) {
      const task = await submitted()
      const claim = await started(task.id)
      const [cancelled, completed] = await Promise.allSettled([
        lifecycle.cancel(deps, 'alpha', task.id),
        lifecycle.complete(deps, claim, completionAt('x/')),
      ])
      // A wish noted before the completion does not undo it: the video is there.
      assert.equal(completed.status, 'fulfilled')
      assert.equal((await reload(task.id)).status, 'completed')
      assert.ok(cancelled.status === 'fulfilled' || code('not_cancellable')(cancelled.reason))
      const ends = (await eventsOf(task.id)).filter((event) => event.body !== null)
      assert.equal(ends.length, 1)
    }
  })
})

describe('preview', () => {
  const picture = (name: string) => ({
    key: name,
    contentType: 'image/webp',
    sizeBytes: 1,
    sha256: '0'.repeat(64),
  })

  it('is recorded by the holder of the claim alone, and stays with a finished task', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    assert.equal(await lifecycle.preview(deps, claim, picture('first')), true)
    assert.equal(await lifecycle.preview(deps, claim, picture('second')), true)
    assert.equal(await lifecycle.preview(deps, { ...claim, fencingToken: 0 }, picture('stale')), false)
    assert.equal((await reload(task.id)).preview?.key, 'second')
    await lifecycle.complete(deps, claim, completionAt('x/'))
    assert.equal((await reload(task.id)).preview?.key, 'second')
    assert.equal(await lifecycle.preview(deps, claim, picture('late')), false)
  })

  it('goes when the run came to nothing, with what else it has stored', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    await lifecycle.preview(deps, claim, picture('first'))
    await lifecycle.fail(deps, claim, { code: 'invalid_input', message: 'No.', retryable: false })
    assert.equal((await reload(task.id)).preview, null)
    const jobs = await jobsOf(task.id, 'maintenance')
    assert.deepEqual(kindsOf(jobs), ['discard', 'expire'])
    const never = await submitted()
    await lifecycle.cancel(deps, 'alpha', never.id)
    assert.deepEqual(
      (await jobsOf(never.id, 'maintenance')).map((job) => job.data.kind),
      ['expire'],
      'nothing had run',
    )
  })
})

describe('complete with a manifest', () => {
  it('keeps what decided the video, and what was repeated', async () => {
    const first = await submitted()
    const again = await submitted({ rerunOf: first.id })
    await lifecycle.complete(deps, await started(again.id), completionAt('x/'))
    const task = await reload(again.id)
    assert.deepEqual(task.manifest, MANIFEST)
    assert.equal(task.rerunOf, first.id)
    assert.equal(await lifecycle.hasEnded(deps, again.id), true)
    assert.equal(await lifecycle.hasEnded(deps, first.id), false)
  })
})

const TOMBSTONE_COLUMNS = [
  'attempts',
  'dialect',
  'fencing_token',
  'gpu_seconds',
  'id',
  'job_id',
  'job_retry_count',
  'model',
  'parameters',
  'priority',
  'progress',
  'status',
  'step',
  'tenant_id',
]

describe('remove', () => {
  it('hides a finished video at once, keeps no prompt, and has its files removed', async () => {
    const task = await submitted({}, 'alpha')
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    await lifecycle.deleteTask(deps, 'alpha', task.id)
    assert.equal(await findTask(deps.db, 'alpha', task.id), undefined)
    await assert.rejects(lifecycle.deleteTask(deps, 'alpha', task.id), code('video_not_found'))
    const row = await deps.db
      .selectFrom('tasks')
      .select('parameters')
      .where('id', '=', task.id)
      .executeTakeFirstOrThrow()
    assert.equal(JSON.stringify(row.parameters).includes('coffee'), false)
    assert.ok((await jobsOf(task.id, 'maintenance')).some((job) => job.data.kind === 'purge'))
  })

  it('cancels a running task first and purges once its worker has let go', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    await lifecycle.deleteTask(deps, 'alpha', task.id)
    assert.deepEqual(await jobsOf(task.id, 'maintenance'), [])
    assert.equal((await lifecycle.acknowledgeCancel(deps, claim))?.status, 'cancelled')
    assert.deepEqual(kindsOf(await jobsOf(task.id, 'maintenance')), ['purge'])
  })

  it('leaves a tombstone also of a run that ends in a result after all', async () => {
    const task = await submitted({ metadata: { order: 'A-1' }, webhookUrl: 'https://hooks.example.com/' })
    const claim = await started(task.id)
    await lifecycle.deleteTask(deps, 'alpha', task.id)
    assert.equal((await lifecycle.complete(deps, claim, completionAt('x/')))?.status, 'completed')
    const row = await deps.db
      .selectFrom('tasks')
      .selectAll()
      .where('id', '=', task.id)
      .executeTakeFirstOrThrow()
    const { width, height, frames, steps } = PARAMETERS
    assert.deepEqual(row.parameters, { width, height, frames, steps })
    assert.deepEqual(
      [row.metadata, row.adjustments, row.assets, row.manifest, row.timings, row.error, row.webhook_url],
      [{}, [], null, null, null, null, null],
    )
    assert.deepEqual([row.tenant_id, row.status, row.finished_at === null], ['alpha', 'completed', false])
    // A column that is new needs a place in the tombstone, or here.
    const said = Object.entries(row).filter(([, value]) => value !== null && typeof value !== 'boolean')
    const kept = said
      .map(([column]) => column)
      .filter((column) => !/_at$|^(metadata|adjustments)$/.test(column))
    assert.deepEqual(kept.toSorted(), TOMBSTONE_COLUMNS)
    const events = await deps.db.selectFrom('events').selectAll().where('task_id', '=', task.id).execute()
    assert.deepEqual(events.map((event) => event.type).toSorted(), [
      'video.completed',
      'video.deleted',
      'video.queued',
      'video.started',
    ])
    assert.ok(events.every((event) => event.body === null))
    const deliveries = deps.db.selectFrom('webhook_deliveries').selectAll().where('task_id', '=', task.id)
    assert.deepEqual(await deliveries.execute(), [])
  })
})

describe('the files of a task that failed', () => {
  it('go at the same age as those of one that succeeded, without an event', async () => {
    const task = await submitted()
    await lifecycle.fail(deps, await started(task.id), {
      code: 'invalid_input',
      message: 'x',
      retryable: false,
    })
    deps.clock.advance(3601_000)
    assert.equal(await lifecycle.isExpired(deps, task.id), true)
    assert.equal(await lifecycle.expire(deps, task.id), true)
    assert.equal((await eventsOf(task.id)).at(-1)?.type, 'video.failed')
    deps.clock.advance(-3601_000)
  })
})

describe('expire', () => {
  it('marks the assets as gone when their time has come, once', async () => {
    const task = await submitted()
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    assert.equal(await lifecycle.isExpired(deps, task.id), false)
    assert.equal(await lifecycle.expire(deps, task.id), false)
    deps.clock.advance(3601_000)
    assert.equal(await lifecycle.isExpired(deps, task.id), true)
    assert.equal(await lifecycle.expire(deps, task.id), true)
    assert.equal(await lifecycle.expire(deps, task.id), false)
    const expired = await reload(task.id)
    assert.equal(expired.status, 'completed')
    assert.ok(expired.assetsRemovedAt)
    deps.clock.advance(-3601_000)
  })
})

describe('adopt', () => {
  it('gives a task whose job has vanished a new one', async () => {
    const task = await submitted()
    await sql`delete from pgboss.job where name = 'generate' and data->>'taskId' = ${task.id}`.execute(
      deps.db,
    )
    assert.equal(await lifecycle.adopt(deps, task.id, new Date(deps.clock.now().getTime() + 1000)), true)
    assert.equal((await jobsOf(task.id, 'generate')).length, 1)
    await started(task.id)
  })
})
