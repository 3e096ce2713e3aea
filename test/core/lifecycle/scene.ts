import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { sql } from 'kysely'
import { AppError } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findTask, findTaskRow, type TaskRow } from '#core/store/tasks.ts'
import type { Claim, Task } from '#core/task/task.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { newTask, openTestLifecycle, type TestLifecycle } from '#test/support/database/tasks.ts'

export interface JobRow {
  readonly id: string
  readonly state: string
  readonly priority: number
  readonly start_after: Date
  readonly data: { taskId?: string; kind?: string; deliveryId?: string }
}

/**
 * A database of the file's own with tasks of the tenants `alpha` and `beta`; `deps` is filled
 * before the tests.
 */
export function lifecycleScene() {
  const deps = {} as TestLifecycle
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
    Object.assign(deps, await openTestLifecycle(database.url))
  })
  after(async () => {
    await deps.close()
    await database.drop()
  })

  const rowOf = async (id: string): Promise<TaskRow> => (await findTaskRow(deps.db, id)) as TaskRow
  const jobIdOf = async (id: string): Promise<string> => (await rowOf(id)).job_id

  return {
    deps,
    databaseUrl: (): string => database.url,
    rowOf,
    jobIdOf,
    async jobsOf(taskId: string, queue: string): Promise<JobRow[]> {
      const { rows } = await sql<JobRow>`
        select id, state, priority, start_after, data from pgboss.job
        where name = ${queue} and data->>'taskId' = ${taskId} order by created_on`.execute(deps.db)
      return rows
    },
    async eventsOf(taskId: string): Promise<{ id: string; type: string; body: string | null }[]> {
      return await deps.db
        .selectFrom('events')
        .selectAll()
        .where('task_id', '=', taskId)
        .orderBy('seq')
        .execute()
    },
    async submitted(overrides: Parameters<typeof newTask>[1] = {}, tenant = 'alpha'): Promise<Task> {
      const outcome = await lifecycle.submit(deps, newTask(tenant, overrides), null)
      assert.equal(outcome.outcome, 'created')
      return (outcome as { task: Task }).task
    },
    /** Offers the task's job to a worker. */
    async start(taskId: string, retryCount = 0): Promise<lifecycle.StartOutcome> {
      return await lifecycle.start(deps, { taskId, jobId: await jobIdOf(taskId), retryCount })
    },
    async started(taskId: string, retryCount = 0): Promise<Claim> {
      const outcome = await lifecycle.start(deps, { taskId, jobId: await jobIdOf(taskId), retryCount })
      assert.equal(outcome.outcome, 'started')
      return (outcome as { claim: Claim }).claim
    },
    async reload(id: string, tenant = 'alpha'): Promise<Task> {
      return (await findTask(deps.db, tenant, id)) as Task
    },
    /** Counts of task transitions by the state reached, of those that are not 0. */
    async transitionsCounted(): Promise<Record<string, number>> {
      const { values } = await deps.metrics.taskTransitions.get()
      return Object.fromEntries(values.map(({ labels, value }) => [String(labels.to), value]))
    },
    async fenceRejections(): Promise<number> {
      return (await deps.metrics.fenceRejections.get()).values[0]?.value ?? 0
    },
  }
}

/** Matches an AppError of that code. */
export const code = (expected: string) => (error: unknown) =>
  error instanceof AppError && error.code === expected

export const kindsOf = (jobs: readonly JobRow[]): string[] =>
  jobs.map((job) => job.data.kind ?? '').toSorted((a, b) => a.localeCompare(b))
