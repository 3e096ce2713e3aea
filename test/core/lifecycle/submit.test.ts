import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findTask } from '#core/store/tasks.ts'
import type { Task } from '#core/task/task.ts'
import { newTask } from '#test/support/database/tasks.ts'
import { lifecycleScene, code } from './scene.ts'

const { deps, jobsOf, eventsOf, jobIdOf, submitted } = lifecycleScene()

const respond = (task: Task) => ({ status: 202, headers: {}, body: { id: task.id } })

describe('the submit of a task', () => {
  it('A submit writes the task, its event and its job together', async () => {
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

  it('A submit that fails in any part leaves nothing behind', async () => {
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

  it('Fifty simultaneous requests with one key make one task and get one answer', async () => {
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

  it('A key that was used for another request is refused, except to another tenant', async () => {
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

  it("A job has its tenant's priority", async () => {
    const task = await submitted({}, 'beta')
    assert.equal((await jobsOf(task.id, 'generate'))[0]?.priority, 10)
  })
})
