import { sql } from 'kysely'
import { stepOfPreview } from '#core/storage/asset-keys.ts'
import type { Db } from '#core/postgres/db.ts'
import type { TaskProgress } from '#core/task/event.ts'
import type { Phase } from '#core/task/run.ts'
import type { TaskStatus } from '#core/task/task.ts'

/** The progress and the newest event of each task, in one statement; deleted tasks are left out. */
export async function taskProgress(db: Db, ids: readonly string[]): Promise<TaskProgress[]> {
  const { rows } = await sql<{
    id: string
    status: TaskStatus
    phase: Phase | null
    step: number
    steps: number
    progress: number
    eta_at: Date | null
    preview_key: string | null
    updated_at: Date
    last_seq: string | null
  }>`
    select t.id, t.status, t.phase, t.step, (t.parameters->>'steps')::integer as steps, t.progress, t.eta_at,
      t.preview->>'key' as preview_key, t.updated_at, (select max(e.seq) from events e where e.task_id = t.id) as last_seq
    from tasks t where t.id = any(${ids}::uuid[]) and t.deleted_at is null`.execute(db)
  return rows.map((row) => ({
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
  }))
}
