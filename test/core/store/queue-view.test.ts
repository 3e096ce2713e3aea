import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { queueViews } from '#core/store/queue-view.ts'
import { findTaskRow, taskFromRow, type TaskRow } from '#core/store/tasks.ts'
import type { Task } from '#core/task/task.ts'
import { lifecycleScene } from '#test/core/lifecycle/scene.ts'

const { deps, submitted, jobIdOf } = lifecycleScene()

const viewsOf = async (tasks: readonly Task[]) =>
  await queueViews(deps.db, tasks, deps.clock.now(), deps.config, deps.turnLevels)

describe('The views of several tasks', () => {
  it('They are those of each task alone, among tenants, priorities, running and ended tasks', async () => {
    const made: Task[] = []
    for (let i = 0; i < 14; i++) {
      made.push(await submitted({}, i % 3 === 0 ? 'beta' : 'alpha'))
      if (i % 4 === 0) deps.clock.advance(1)
    }
    const [running, cancelled, raised] = made.map(({ id }) => id) as [string, string, string]
    await lifecycle.start(deps, { taskId: running, jobId: await jobIdOf(running), retryCount: 0 })
    await lifecycle.cancel(deps, 'alpha', cancelled)
    const priority = 5
    await deps.db.updateTable('tasks').set({ priority }).where('id', '=', raised).execute()
    const rows = await Promise.all(made.map(async ({ id }) => (await findTaskRow(deps.db, id)) as TaskRow))
    const tasks = rows.map(taskFromRow)
    assert.deepEqual([...new Set(tasks.map(({ status }) => status))].toSorted(), [
      'cancelled',
      'queued',
      'running',
    ])
    const together = await viewsOf(tasks)
    for (const task of tasks)
      assert.deepEqual(together.get(task.id), (await viewsOf([task])).get(task.id), task.id)
    // A page holds some of them, with others between, before and behind.
    for (const page of [tasks.filter((_, i) => i % 3 !== 1), tasks.slice(5, 9), tasks.slice(-2).toReversed()])
      assert.deepEqual(await viewsOf(page), new Map(page.map(({ id }) => [id, together.get(id)])))
    const positions = [...together.values()].flatMap(({ position }) => position ?? [])
    assert.deepEqual(
      positions.toSorted((a, b) => a - b),
      positions.map((_, i) => i + 1),
    )
  })
})
