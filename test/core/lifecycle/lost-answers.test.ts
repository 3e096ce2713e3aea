import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isDatabaseUnavailable } from '#core/postgres/database-errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findTaskRow, type TaskRow } from '#core/store/tasks.ts'
import type { Claim, Task } from '#core/task/task.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { completionAt, newTask, openTestLifecycle, type TestLifecycle } from '#test/support/database/tasks.ts'
import { openPassage, type Passage } from '#test/support/network/passage.ts'

let database: TestDatabase
let passage: Passage
/** Through the passage. */
let deps: TestLifecycle
/** Past the passage. */
let direct: ReturnType<typeof openTestDatabase>
before(async () => {
  database = await createTestDatabase()
  passage = await openPassage(database.url)
  deps = await openTestLifecycle(passage.url)
  direct = openTestDatabase(database.url)
})
after(async () => {
  await deps.close()
  await direct.destroy()
  await passage.close()
  await database.drop()
})

const rowOf = async (id: string): Promise<TaskRow> => (await findTaskRow(direct, id)) as TaskRow
const eventsOf = async (id: string): Promise<string[]> =>
  (await direct.selectFrom('events').select('type').where('task_id', '=', id).orderBy('seq').execute()).map(
    (event) => event.type,
  )
async function submitted(): Promise<Task> {
  const outcome = await lifecycle.submit(deps, newTask('alpha'), null)
  assert.equal(outcome.outcome, 'created')
  return (outcome as { task: Task }).task
}
async function started(): Promise<Claim> {
  const { id } = await submitted()
  const outcome = await lifecycle.start(deps, {
    taskId: id,
    jobId: (await rowOf(id)).job_id,
    retryCount: 0,
  })
  assert.equal(outcome.outcome, 'started')
  return (outcome as { claim: Claim }).claim
}
/** Does it while the next answer to COMMIT is lost. */
async function withLostAnswer<T>(act: () => Promise<T>): Promise<T> {
  const before = passage.lostCommits
  passage.loseCommits(/./)
  const result = await act()
  assert.equal(passage.lostCommits, before + 1, 'no answer to COMMIT was lost')
  return result
}

const FAILURE = { code: 'engine_crashed', message: 'It crashed.', retryable: true }

describe('a transition whose commit is answered by a lost connection', () => {
  it('A submission succeeds', async () => {
    const task = newTask('alpha')
    const outcome = await withLostAnswer(() => lifecycle.submit(deps, task, null))
    assert.equal(outcome.outcome, 'created')
    assert.deepEqual(await eventsOf(task.id), ['video.queued'])
  })

  it('So do all submissions of one transaction', async () => {
    const tasks = Array.from({ length: 5 }, () => newTask('alpha'))
    const first = lifecycle.submit(deps, newTask('alpha'), null)
    const outcomes = await withLostAnswer(async () => {
      const submits = tasks.map((task) => lifecycle.submit(deps, task, null))
      await first
      return await Promise.all(submits)
    })
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      tasks.map(() => 'created'),
    )
    for (const { id } of tasks) assert.deepEqual(await eventsOf(id), ['video.queued'])
  })

  it('A start gives the claim that the row holds', async () => {
    const { id } = await submitted()
    const jobId = (await rowOf(id)).job_id
    const outcome = await withLostAnswer(() => lifecycle.start(deps, { taskId: id, jobId, retryCount: 0 }))
    assert.deepEqual(
      outcome.outcome === 'started' && outcome.claim.fencingToken,
      (await rowOf(id)).fencing_token,
    )
    assert.equal((await rowOf(id)).attempts, 1)
  })

  it('A completion succeeds, once', async () => {
    const claim = await started()
    const done = await withLostAnswer(() => lifecycle.complete(deps, claim, completionAt('x/')))
    assert.equal(done?.status, 'completed')
    assert.deepEqual((await eventsOf(claim.taskId)).slice(-1), ['video.completed'])
  })

  it('A failure is counted once', async () => {
    const claim = await started()
    const task = await withLostAnswer(() => lifecycle.fail(deps, claim, FAILURE))
    assert.deepEqual([task?.status, task?.attempts], ['queued', 1])
    assert.deepEqual(await eventsOf(claim.taskId), ['video.queued', 'video.started', 'video.retrying'])
  })

  it('A release gives back one attempt', async () => {
    const claim = await started()
    const task = await withLostAnswer(() => lifecycle.release(deps, claim))
    assert.deepEqual([task?.status, task?.attempts], ['queued', 0])
  })

  it('A cancel succeeds, also where a cancelled video cannot be cancelled again', async () => {
    const { id } = await submitted()
    const task = await withLostAnswer(() => lifecycle.cancel(deps, 'alpha', id, 'queued'))
    assert.equal(task.status, 'cancelled')
  })
})

describe('a transition repeated after the database was away', () => {
  it('A completion that was committed before is the same completion', async () => {
    const claim = await started()
    passage.loseCommits(/./, { thenCut: true })
    await assert.rejects(lifecycle.complete(deps, claim, completionAt('x/')), isDatabaseUnavailable)
    assert.equal((await rowOf(claim.taskId)).status, 'completed')
    await passage.mend()
    const done = await lifecycle.complete(deps, claim, completionAt('x/'))
    assert.equal(done?.assets?.video.key, 'x/video.mp4')
    assert.equal(await lifecycle.keepsFiles(deps, claim), true)
    const ends = (await eventsOf(claim.taskId)).filter((type) => type === 'video.completed')
    assert.equal(ends.length, 1)
  })

  it('Failing, releasing and acknowledging a cancel twice are the same as once', async () => {
    const rejectedBefore = await fenceRejections()
    for (const change of [
      (claim: Claim) => lifecycle.fail(deps, claim, FAILURE),
      (claim: Claim) => lifecycle.fail(deps, claim, { ...FAILURE, retryable: false }),
      (claim: Claim) => lifecycle.release(deps, claim),
      (claim: Claim) => lifecycle.acknowledgeCancel(deps, claim),
    ]) {
      const claim = await started()
      const once = await change(claim)
      const events = await eventsOf(claim.taskId)
      assert.deepEqual(await change(claim), once)
      assert.deepEqual(await eventsOf(claim.taskId), events)
      assert.equal(await lifecycle.keepsFiles(deps, claim), false)
    }
    assert.equal(await fenceRejections(), rejectedBefore)
  })

  it('A start that is repeated by its own worker gives the same claim and charges no attempt', async () => {
    const { id } = await submitted()
    const job = { taskId: id, jobId: (await rowOf(id)).job_id, retryCount: 0 }
    const first = await lifecycle.start(deps, job)
    const again = await lifecycle.start(deps, { ...job, repeated: true })
    assert.deepEqual(again, first)
    const taken = await lifecycle.start(deps, { ...job, retryCount: 1 })
    assert.equal(taken.outcome, 'started')
    assert.equal((await lifecycle.start(deps, { ...job, repeated: true })).outcome, 'gone')
  })
})

const fenceRejections = async (): Promise<number> =>
  (await deps.metrics.fenceRejections.get()).values[0]?.value ?? 0
