import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Trx } from '#core/postgres/db.ts'
import { moveTask } from '#core/store/tasks.ts'
import { type Claim, TASK_STATUSES, type TaskStatus } from '#core/task/task.ts'
import { TRANSITIONS } from '#core/task/transitions.ts'
import { assetsAt, completionAt, MANIFEST, newTask } from '#test/support/database/tasks.ts'
import { lifecycleScene } from './scene.ts'

const { deps, rowOf, submitted, start, started, transitionsCounted, fenceRejections } = lifecycleScene()

const CACHED = { from: randomUUID(), assets: assetsAt('x/'), preview: null, manifest: MANIFEST }
const failure = { code: 'engine_crashed', message: 'x', retryable: true }
const pass = async (id: string, column: 'cancel_at' | 'start_by'): Promise<void> => {
  await deps.db
    .updateTable('tasks')
    .set({ [column]: deps.clock.now() })
    .where('id', '=', id)
    .execute()
}
const soon = (): Date => new Date(deps.clock.now().getTime() + 1000)

/**
 * The functions of the lifecycle that may change the state of a task, by the arrow that they stand
 * for.
 */
const ACTIONS: Readonly<Record<string, (id: string, claim: Claim) => Promise<unknown>>> = {
  start: (id) => start(id, 0),
  'start of a redelivered job': (id) => start(id, 1),
  complete: (_id, claim) => lifecycle.complete(deps, claim, completionAt('x/')),
  fail: (_id, claim) => lifecycle.fail(deps, claim, { ...failure, retryable: false }),
  retry: (_id, claim) => lifecycle.fail(deps, claim, failure),
  release: (_id, claim) => lifecycle.release(deps, claim),
  'acknowledge cancel': (_id, claim) => lifecycle.acknowledgeCancel(deps, claim),
  cancel: (id) => lifecycle.cancel(deps, 'alpha', id).catch(() => null),
  deadline: async (id) => {
    await pass(id, 'cancel_at')
    await lifecycle.enforceDeadlines(deps)
  },
  'start deadline': async (id) => {
    await pass(id, 'start_by')
    await lifecycle.enforceDeadlines(deps)
  },
  adopt: (id) => lifecycle.adopt(deps, id, soon()),
  delete: (id) => lifecycle.deleteTask(deps, 'alpha', id),
}

/** A task in that state, with a claim that holds while it runs. */
async function taskIn(status: TaskStatus): Promise<{ id: string; claim: Claim }> {
  const { id } = await submitted()
  if (status === 'queued') return { id, claim: { taskId: id, fencingToken: 0 } }
  const claim = await started(id)
  if (status === 'completed') await lifecycle.complete(deps, claim, completionAt('x/'))
  if (status === 'failed') await lifecycle.fail(deps, claim, { ...failure, retryable: false })
  if (status === 'cancelled') await lifecycle.acknowledgeCancel(deps, claim)
  assert.equal((await rowOf(id)).status, status)
  return { id, claim }
}

/** The transitions that the work counted, by the state reached. */
async function countedBy(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await transitionsCounted()
  await work()
  const after = Object.entries(await transitionsCounted())
  return Object.fromEntries(
    after.map(([to, count]) => [to, count - (before[to] ?? 0)] as const).filter(([, count]) => count > 0),
  )
}

/** What each action counts in each state; absent: nothing. */
const COUNTED: Readonly<Record<TaskStatus, Readonly<Record<string, TaskStatus>>>> = {
  queued: {
    start: 'running',
    'start of a redelivered job': 'running',
    cancel: 'cancelled',
    deadline: 'cancelled',
    'start deadline': 'cancelled',
    adopt: 'queued',
    delete: 'cancelled',
  },
  running: {
    'start of a redelivered job': 'running',
    complete: 'completed',
    fail: 'failed',
    retry: 'queued',
    release: 'queued',
    'acknowledge cancel': 'cancelled',
    deadline: 'cancelled',
    adopt: 'queued',
  },
  completed: {},
  failed: {},
  cancelled: {},
}

describe('transitions', () => {
  for (const from of TASK_STATUSES)
    it(`Every function of the lifecycle moves a ${from} task as drawn or not at all, and counts it once`, async () => {
      for (const [name, act] of Object.entries(ACTIONS)) {
        const { id, claim } = await taskIn(from)
        const counted = await countedBy(() => act(id, claim))
        const to = COUNTED[from][name]
        assert.deepEqual(counted, to === undefined ? {} : { [to]: 1 }, `${name} of a ${from} task`)
        assert.equal((await rowOf(id)).status, to ?? from, `${name} of a ${from} task`)
      }
    })

  it('A submit counts a queued task, and with a cached result a completed one too', async () => {
    assert.deepEqual(await countedBy(() => submitted()), { queued: 1 })
    assert.deepEqual(await countedBy(() => submitted({ cached: CACHED })), { queued: 1, completed: 1 })
  })

  it('A submitted batch counts each of its tasks', async () => {
    const batch = {
      id: randomUUID(),
      tenantId: 'alpha',
      total: 2,
      rejected: [],
      metadata: {},
      webhookUrl: null,
    }
    const items = [0, 1].map((index) => ({ ...newTask('alpha'), batch: { id: batch.id, index } }))
    assert.deepEqual(await countedBy(() => lifecycle.submitBatch(deps, batch, items, null)), { queued: 2 })
    assert.deepEqual(await countedBy(() => lifecycle.cancelBatch(deps, 'alpha', batch.id)), { cancelled: 2 })
  })

  it('The start of a task that lost its last permitted worker counts a failed task', async () => {
    const { id } = await submitted()
    for (const retry of [0, 1, 2]) await started(id, retry)
    assert.deepEqual(await countedBy(() => start(id, 3)), { failed: 1 })
  })

  it('Every arrow of TRANSITIONS is taken by a function of the lifecycle, and no other', () => {
    const drawn = (from: TaskStatus): string[] => Object.keys(TRANSITIONS[from]).toSorted()
    const taken = (from: TaskStatus, beside: readonly TaskStatus[] = []): string[] =>
      [...new Set([...Object.values(COUNTED[from]), ...beside])].toSorted()
    // The tests above take this one by a submit with a cached result.
    assert.deepEqual(taken('queued', ['completed']), drawn('queued'))
    for (const from of ['running', 'completed', 'failed', 'cancelled'] as const)
      assert.deepEqual(taken(from), drawn(from))
  })

  it('A move that TRANSITIONS does not know is refused before any SQL', async () => {
    const untouchable = new Proxy({}, { get: () => assert.fail('SQL was sent') }) as Trx
    for (const from of TASK_STATUSES)
      for (const to of TASK_STATUSES)
        if (!(to in TRANSITIONS[from]))
          await assert.rejects(
            moveTask(untouchable, { id: randomUUID(), status: from }, { status: to }),
            new RegExp(`no transition leads from ${from} to ${to}`),
          )
  })
})

describe('counters', () => {
  /** As `deps`, but no job can be sent, so a change that sends one is rolled back. */
  const away = async () => {
    throw new Error('the queue is away')
  }
  const broken = () => ({ ...deps, queue: { send: away, statement: away } })
  const rejected = async (work: Promise<unknown>): Promise<void> => {
    await assert.rejects(work, /the queue is away/)
  }

  it('A change that is rolled back counts nothing', async () => {
    const queued = await taskIn('queued')
    const running = await taskIn('running')
    const late = await taskIn('queued')
    const changes: Record<string, () => Promise<unknown>> = {
      submit: () => lifecycle.submit(broken(), newTask('alpha'), null),
      'submit with a cached result': () =>
        lifecycle.submit(broken(), newTask('alpha', { cached: CACHED }), null),
      cancel: () => lifecycle.cancel(broken(), 'alpha', queued.id),
      delete: () => lifecycle.deleteTask(broken(), 'alpha', queued.id),
      complete: () => lifecycle.complete(broken(), running.claim, completionAt('x/')),
      retry: () => lifecycle.fail(broken(), running.claim, failure),
      release: () => lifecycle.release(broken(), running.claim),
      adopt: () => lifecycle.adopt(broken(), running.id, soon()),
      deadline: async () => {
        await pass(late.id, 'cancel_at')
        await lifecycle.enforceDeadlines(broken())
      },
    }
    for (const [name, change] of Object.entries(changes))
      assert.deepEqual(await countedBy(() => rejected(change())), {}, name)
    for (const { id } of [queued, late]) assert.equal((await rowOf(id)).status, 'queued')
    assert.equal((await rowOf(running.id)).status, 'running')
    await lifecycle.enforceDeadlines(deps)
  })

  it('Every write under a stale claim counts one fence rejection and no transition', async () => {
    const { id, claim } = await taskIn('running')
    await started(id, 1)
    const patch = { phase: 'denoise' as const, step: 1, progress: 10, etaAt: null }
    const writes: Record<string, () => Promise<unknown>> = {
      progress: () => lifecycle.progress(deps, claim, patch),
      preview: () => lifecycle.preview(deps, claim, assetsAt('x/').thumbnail),
      complete: () => lifecycle.complete(deps, claim, completionAt('x/')),
      fail: () => lifecycle.fail(deps, claim, failure),
      release: () => lifecycle.release(deps, claim),
      'acknowledge cancel': () => lifecycle.acknowledgeCancel(deps, claim),
    }
    for (const [name, write] of Object.entries(writes)) {
      const before = await fenceRejections()
      assert.deepEqual(await countedBy(write), {}, name)
      assert.equal((await fenceRejections()) - before, 1, name)
    }
  })

  it('A write under a valid claim counts no fence rejection', async () => {
    const { claim } = await taskIn('running')
    const before = await fenceRejections()
    await lifecycle.progress(deps, claim, { phase: 'denoise', step: 1, progress: 10, etaAt: null })
    await lifecycle.preview(deps, claim, assetsAt('x/').thumbnail)
    await lifecycle.complete(deps, claim, completionAt('x/'))
    assert.equal(await fenceRejections(), before)
  })
})
