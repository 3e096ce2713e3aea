import { sql, type CompiledQuery, type Selectable, type Updateable } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Database, Db, Trx } from '#core/postgres/db.ts'
import { firstAsTenant } from './as-tenant.ts'
import type { Claim, Task, TaskStatus } from '#core/task/task.ts'
import { isTransition } from '#core/task/transitions.ts'

export type TaskRow = Selectable<Database['tasks']>
export type TaskPatch = Updateable<Database['tasks']>

/**
 * Every column of a task, by name: a statement that reads `*` cannot stay prepared while a
 * migration adds a column.
 */
export const TASK_COLUMNS = Object.keys({
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
  priority: true,
  job_id: true,
  job_retry_count: true,
  fencing_token: true,
  attempts: true,
  parked: true,
  not_before: true,
  gpu_seconds: true,
  phase: true,
  step: true,
  progress: true,
  eta_at: true,
  timings: true,
  assets: true,
  preview: true,
  manifest: true,
  rerun_of: true,
  remixed_from: true,
  extended_from: true,
  error: true,
  created_at: true,
  started_at: true,
  finished_at: true,
  expires_at: true,
  assets_removed_at: true,
  cancel_requested_at: true,
  deleted_at: true,
  updated_at: true,
  public_id: true,
  cancel_at: true,
  start_by: true,
  cache_key: true,
  cache_revision: true,
  cached_from: true,
  batch_id: true,
  batch_index: true,
  last_worker: true,
  avoid_until: true,
  worker_faults: true,
  traceparent: true,
} satisfies Record<keyof TaskRow, true>) as (keyof TaskRow)[]

/** What a task's row says, its manifest with the digests of the model's files. */
export const TASK_SELECTION = [
  ...TASK_COLUMNS.filter((column) => column !== 'manifest').map((column) => `tasks.${column}` as const),
  // `manifest_files` has them once for all tasks of the same files.
  sql<TaskRow['manifest']>`
    case when tasks.manifest ? 'filesDigest' then tasks.manifest - 'filesDigest'
      || jsonb_build_object('files', files_of_manifest(tasks.manifest ->> 'filesDigest'))
    else tasks.manifest end`.as('manifest'),
] as const

export const taskFromRow = (row: TaskRow): Task => ({
  id: row.id,
  tenantId: row.tenant_id,
  dialect: row.dialect,
  model: row.model,
  status: row.status,
  parameters: row.parameters,
  adjustments: row.adjustments,
  metadata: row.metadata,
  inputKey: row.input_key,
  lastInputKey: row.last_input_key,
  webhookUrl: row.webhook_url,
  publicId: row.public_id,
  priority: row.priority,
  queueReason: row.status === 'queued' && row.parked ? 'concurrency_limit' : null,
  attempts: row.attempts,
  phase: row.phase,
  step: row.step,
  progress: row.progress,
  timings: row.timings,
  assets: row.assets,
  preview: row.preview,
  manifest: row.manifest,
  rerunOf: row.rerun_of,
  remixedFrom: row.remixed_from,
  extendedFrom: row.extended_from,
  traceparent: row.traceparent,
  batchId: row.batch_id,
  error: row.error,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  expiresAt: row.expires_at,
  assetsRemovedAt: row.assets_removed_at,
  cancelRequestedAt: row.cancel_requested_at,
  cancelAt: row.cancel_at,
  startBy: row.start_by,
  cachedFrom: row.cached_from,
})

/** A customer's task; undefined for another tenant's id and for a deleted task. */
export async function findTask(db: Db, tenantId: string, id: string): Promise<Task | undefined> {
  const row = await firstAsTenant(db, tenantId, (trx) => ({ compile: () => taskOfTenant(trx, id, tenantId) }))
  return row && taskFromRow(row)
}

const taskOfTenant = compiledOnce((db, id: string, tenantId: string) =>
  db
    .selectFrom('tasks')
    .select(TASK_SELECTION)
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null),
)

/** The task with this public id; undefined for a deleted task. */
export async function findTaskByPublicId(db: Db, publicId: string): Promise<Task | undefined> {
  const row = await db
    .selectFrom('tasks')
    .select(TASK_SELECTION)
    .where('public_id', '=', publicId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row && taskFromRow(row)
}

/** The task with this id, whoever owns it, deleted or not. */
export async function findTaskRow(db: Db, id: string): Promise<TaskRow | undefined> {
  return await db.selectFrom('tasks').select(TASK_SELECTION).where('id', '=', id).executeTakeFirst()
}

/** The query of `findTaskRow`, to be sent beside others. */
export const taskById: (db: Db, id: string) => CompiledQuery<TaskRow> = compiledOnce((db, id: string) =>
  db.selectFrom('tasks').select(TASK_SELECTION).where('id', '=', id),
)

/** The tasks with these ids, in no order. */
export const tasksByIds: (db: Db, ids: readonly string[]) => CompiledQuery<TaskRow> = compiledOnce(
  (db, ids: readonly string[]) =>
    db
      .selectFrom('tasks')
      .select(TASK_SELECTION)
      .where('id', '=', sql<string>`any(${ids}::uuid[])`),
)

/** As `findTaskRow`, with the row locked until the transaction ends. */
export async function lockTask(trx: Trx, id: string): Promise<TaskRow | undefined> {
  return await trx
    .selectFrom('tasks')
    .select(TASK_SELECTION)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** The unfinished task that a job stands for now. */
export async function findTaskOfJob(db: Db, jobId: string): Promise<TaskRow | undefined> {
  return await db
    .selectFrom('tasks')
    .select(TASK_SELECTION)
    .where('job_id', '=', jobId)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst()
}

/** The query of `findTaskOfJob`, with the row locked until the transaction ends. */
export const lockedTaskOfJob = (trx: Trx, jobId: string): CompiledQuery<TaskRow> =>
  trx
    .selectFrom('tasks')
    .select(TASK_SELECTION)
    .where('job_id', '=', jobId)
    .where('status', 'in', ['queued', 'running'])
    .forUpdate()
    .compile()

/** A change of state with what is written beside it. */
export type TaskMove = TaskPatch & { readonly status: TaskStatus }

/**
 * The one guarded change of state, of a row that the transaction has locked.
 *
 * @throws Error before any SQL when `TRANSITIONS` has no such arrow, and when the row changed
 *   despite the lock.
 */
export async function moveTask(
  trx: Trx,
  row: Pick<TaskRow, 'id' | 'status'>,
  move: TaskMove,
): Promise<TaskRow> {
  if (!isTransition(row.status, move.status))
    throw new Error(`no transition leads from ${row.status} to ${move.status}`)
  const moved = await trx
    .updateTable('tasks')
    .set(move)
    .where('id', '=', row.id)
    .where('status', '=', row.status)
    .returning(TASK_SELECTION)
    .executeTakeFirst()
  if (moved === undefined) throw new Error(`task ${row.id} changed while its row was locked`)
  return moved
}

/**
 * Patches a running task for the holder of its current attempt; undefined when the claim is stale.
 */
export async function moveClaimedTask(
  db: Db,
  claim: Claim,
  patch: Omit<TaskPatch, 'status'>,
): Promise<TaskRow | undefined> {
  return await db
    .updateTable('tasks')
    .set(patch)
    .where('id', '=', claim.taskId)
    .where('fencing_token', '=', claim.fencingToken)
    .where('status', '=', 'running')
    .returning(TASK_SELECTION)
    .executeTakeFirst()
}

/** Patches a task whose state stays. */
export async function patchTask(trx: Trx, id: string, patch: Omit<TaskPatch, 'status'>): Promise<void> {
  await trx.updateTable('tasks').set(patch).where('id', '=', id).execute()
}

/** Tasks whose assets are due for removal. */
export async function expiredTaskIds(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('id')
    .where('deleted_at', 'is', null)
    .where('assets_removed_at', 'is', null)
    .where('expires_at', 'is not', null)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function countTasksByStatus(db: Db): Promise<{ status: TaskStatus; count: number }[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['status', (eb) => eb.fn.countAll<string>().as('count')])
    .where('status', 'in', ['queued', 'running'])
    .groupBy('status')
    .execute()
  return rows.map((row) => ({ status: row.status, count: Number(row.count) }))
}
