import { CompiledQuery, type Insertable } from 'kysely'
import type { Database } from '#core/postgres/db.ts'
import type { NewTask } from '#core/task/new-task.ts'

/** A task with the decisions of its admission. */
export interface AdmittedTask {
  readonly task: NewTask
  readonly jobId: string
  readonly priority: number
  readonly parked: boolean
  readonly gpuSeconds: number
}

/** A statement of the queue that inserts the jobs of tasks. */
interface JobsStatement {
  readonly text: string
  readonly value: string
}

/**
 * Inserts tasks, their events without bodies and their jobs in one statement, whose text is the
 * same for any number of them. Its rows are the jobs.
 *
 * @param eventIds one for each task
 */
export function insertTasks(
  admitted: readonly AdmittedTask[],
  eventIds: readonly string[],
  jobs: JobsStatement,
  now: Date,
): CompiledQuery {
  const rows = admitted.map((each) => rowOf(each, now))
  const events = admitted.map(({ task }, i) => ({
    id: eventIds[i],
    tenant_id: task.tenantId,
    task_id: task.id,
    type: 'video.queued',
    created_at: now,
  }))
  return CompiledQuery.raw(besideTasks(jobs.text), [jobs.value, JSON.stringify(rows), JSON.stringify(events)])
}

/** The statement of the queue, which uses $1, with the other two before it. */
function besideTasks(jobs: string): string {
  const isWith = /^\s*with\s/i.test(jobs)
  return `with new_tasks as (
      insert into "tasks" (${INSERTED_COLUMNS})
      select ${INSERTED_COLUMNS} from json_populate_recordset(null::tasks, $2::text::json)),
    new_events as (
      insert into "events" (${EVENT_COLUMNS})
      select ${EVENT_COLUMNS} from json_populate_recordset(null::events, $3::text::json))${
        isWith ? `, ${jobs.replace(/^\s*with\s/i, '')}` : jobs
      }`
}

type TaskInsert = Insertable<Database['tasks']>

/** A new task as a row of JSON; the columns that are left out have their defaults. */
const rowOf = ({ task, jobId, priority, parked, gpuSeconds }: AdmittedTask, now: Date) => ({
  id: task.id,
  tenant_id: task.tenantId,
  dialect: task.dialect,
  model: task.model,
  status: 'queued' as const,
  parameters: task.parameters,
  adjustments: task.adjustments,
  metadata: task.metadata,
  input_key: task.inputKey,
  last_input_key: task.lastInputKey ?? null,
  webhook_url: task.webhookUrl,
  public_id: task.publicId ?? null,
  rerun_of: task.rerunOf ?? null,
  cancel_at: secondsLater(now, task.cancelAfterSeconds),
  start_by: secondsLater(now, task.startTimeoutSeconds),
  cache_key: task.cacheKey ?? null,
  cache_revision: task.cacheRevision ?? null,
  cached_from: task.cached?.from ?? null,
  preview: task.cached?.preview ?? null,
  remixed_from: task.remixedFrom ?? null,
  extended_from: task.extendedFrom ?? null,
  traceparent: task.traceparent ?? null,
  batch_id: task.batch?.id ?? null,
  batch_index: task.batch?.index ?? null,
  priority,
  job_id: jobId,
  parked,
  gpu_seconds: gpuSeconds,
  created_at: now,
  updated_at: now,
})

const INSERTED_COLUMNS = Object.keys({
  id: true,
  tenant_id: true,
  dialect: true,
  model: true,
  status: true,
  parameters: true,
  adjustments: true,
  metadata: true,
  input_key: true,
  last_input_key: true,
  webhook_url: true,
  public_id: true,
  rerun_of: true,
  cancel_at: true,
  start_by: true,
  cache_key: true,
  cache_revision: true,
  cached_from: true,
  preview: true,
  remixed_from: true,
  extended_from: true,
  traceparent: true,
  batch_id: true,
  batch_index: true,
  priority: true,
  job_id: true,
  parked: true,
  gpu_seconds: true,
  created_at: true,
  updated_at: true,
} satisfies Record<keyof ReturnType<typeof rowOf> & keyof TaskInsert, true>).join(', ')

const EVENT_COLUMNS = 'id, tenant_id, task_id, type, created_at'

const secondsLater = (time: Date, seconds: number | null | undefined): Date | null =>
  seconds === null || seconds === undefined ? null : new Date(time.getTime() + seconds * 1000)
