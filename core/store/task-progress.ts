import { sql } from 'kysely'
import { stepOfPreview } from '#core/storage/asset-keys.ts'
import type { Db } from '#core/postgres/db.ts'
import type { TaskProgress } from '#core/task/event.ts'
import type { Phase } from '#core/task/run.ts'
import type { TaskStatus } from '#core/task/task.ts'

interface ProgressRow {
  readonly id: string
  readonly status: TaskStatus
  readonly phase: Phase | null
  readonly step: number
  readonly steps: number
  readonly progress: number
  readonly eta_at: Date | null
  readonly preview_key: string | null
  readonly updated_at: Date
  readonly last_seq: string | null
}

const COLUMNS = sql`
  t.id, t.status, t.phase, t.step, (t.parameters->>'steps')::integer as steps, t.progress, t.eta_at,
  t.preview->>'key' as preview_key, t.updated_at, (select max(e.seq) from events e where e.task_id = t.id) as last_seq`

/** The progress and the newest event of each task, in one statement; deleted tasks are left out. */
export async function taskProgress(db: Db, ids: readonly string[]): Promise<TaskProgress[]> {
  const { rows } = await sql<ProgressRow>`
    select ${COLUMNS} from tasks t where t.id = any(${ids}::uuid[]) and t.deleted_at is null`.execute(db)
  return rows.map(progressOf)
}

/** A page that shows more running tasks at once follows the others with its next read. */
const MOST_RUNNING = 200

/** The progress of a tenant's running tasks, most recently changed first. */
export async function runningProgress(db: Db, tenantId: string): Promise<TaskProgress[]> {
  const { rows } = await sql<ProgressRow>`
    select ${COLUMNS} from tasks t
    where t.tenant_id = ${tenantId} and t.status = 'running' and t.deleted_at is null
    order by t.updated_at desc limit ${MOST_RUNNING}`.execute(db)
  return rows.map(progressOf)
}

const progressOf = (row: ProgressRow): TaskProgress => ({
  taskId: row.id,
  status: row.status,
  phase: row.phase,
  step: row.step,
  steps: row.steps,
  progress: row.progress,
  etaAt: row.eta_at,
  previewStep: stepOfPreview(row.preview_key ?? ''),
  updatedAt: row.updated_at,
  lastSeq: Number(row.last_seq ?? 0),
})
