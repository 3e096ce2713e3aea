import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findTask } from '#core/store/tasks.ts'
import { modelRevision } from '#core/task/cache-key.ts'
import { assetsAt, completionAt, MANIFEST, PARAMETERS } from '#test/support/database/tasks.ts'
import { lifecycleScene, code, kindsOf } from './scene.ts'

const { deps, rowOf, jobsOf, eventsOf, submitted, started, reload } = lifecycleScene()

describe('the deletion of a task', () => {
  it('A deleted video is hidden at once, keeps no prompt, and its files are deleted', async () => {
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

  it('A deleted running task is cancelled first, and its files are deleted once its worker has let go', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    await lifecycle.deleteTask(deps, 'alpha', task.id)
    assert.deepEqual(await jobsOf(task.id, 'maintenance'), [])
    assert.equal((await lifecycle.acknowledgeCancel(deps, claim))?.status, 'cancelled')
    assert.deepEqual(kindsOf(await jobsOf(task.id, 'maintenance')), ['purge'])
  })

  it('A deleted task leaves a tombstone even when its run still ends in a result', async () => {
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
  it('The files of a failed task expire at the same age as those of a completed one, without an event', async () => {
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

describe('the expiry of a task', () => {
  it('A completed task expires once, when its time has passed', async () => {
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

/** The columns of tasks that a tombstone keeps as they were. */
const KEPT = [
  ...['id', 'tenant_id', 'dialect', 'model', 'status', 'batch_id', 'batch_index'],
  ...['priority', 'parked', 'job_id', 'job_retry_count', 'fencing_token', 'attempts', 'gpu_seconds'],
  ...['phase', 'step', 'progress', 'eta_at', 'created_at', 'started_at', 'finished_at', 'expires_at'],
  ...['cancel_requested_at', 'deleted_at', 'assets_removed_at', 'updated_at'],
  ...['last_worker', 'avoid_until', 'worker_faults'],
]

describe('the tombstone', () => {
  it('A deleted task keeps no column of what its owner sent or received', async () => {
    const asset = { key: 'a', contentType: 'image/webp', sizeBytes: 1, sha256: '0'.repeat(64) }
    const id = randomUUID()
    const task = await submitted({
      id,
      adjustments: [{ field: 'size', requested: 1, used: 2, reason: 'limit' }],
      metadata: { order: 'A-1' },
      inputKey: 'input',
      lastInputKey: 'last-input',
      webhookUrl: 'https://hooks.example.com/',
      publicId: randomUUID(),
      rerunOf: id,
      remixedFrom: id,
      extendedFrom: id,
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      cacheKey: 'key',
      cacheRevision: modelRevision(MANIFEST),
      cancelAfterSeconds: 60,
      startTimeoutSeconds: 60,
      cached: { from: id, assets: assetsAt('x/'), preview: asset, manifest: MANIFEST },
    })
    await deps.db
      .updateTable('tasks')
      .set({ not_before: new Date(), error: JSON.stringify({ code: 'x', message: 'x' }) })
      .where('id', '=', task.id)
      .execute()
    const before = new Map(Object.entries(await rowOf(task.id)))
    await lifecycle.deleteTask(deps, 'alpha', task.id)
    const { width, height, frames, steps } = PARAMETERS
    const blanks: Record<string, unknown> = {
      parameters: { width, height, frames, steps },
      adjustments: [],
      metadata: {},
    }
    for (const [column, value] of Object.entries(await rowOf(task.id))) {
      if (column === 'deleted_at' || column === 'updated_at') continue
      if (KEPT.includes(column)) assert.deepEqual(value, before.get(column), `${column} stays`)
      else {
        const blank = blanks[column] ?? null
        assert.notDeepEqual(before.get(column), blank, `the test fills ${column}`)
        assert.deepEqual(value, blank, `${column} is blank`)
      }
    }
  })

  it('An expiry job that fires on a deleted task changes nothing', async () => {
    const task = await submitted()
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    await lifecycle.deleteTask(deps, 'alpha', task.id)
    deps.clock.advance(3601_000)
    const before = await rowOf(task.id)
    assert.equal(await lifecycle.isExpired(deps, task.id), false)
    assert.equal(await lifecycle.expire(deps, task.id), false)
    assert.deepEqual(await rowOf(task.id), before)
    assert.equal((await eventsOf(task.id)).at(-1)?.type, 'video.deleted')
    deps.clock.advance(-3601_000)
  })
})
