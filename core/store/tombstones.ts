import type { Db, Trx } from '#core/postgres/db.ts'
import type { TaskPatch, TaskRow } from './tasks.ts'

/**
 * Columns that a tombstone keeps: identity, state, times, and what queue and bookings depend on.
 */
const KEPT_COLUMNS = [
  'id',
  'tenant_id',
  'dialect',
  'model',
  'status',
  'priority',
  'job_id',
  'job_retry_count',
  'fencing_token',
  'attempts',
  'parked',
  'gpu_seconds',
  'phase',
  'step',
  'progress',
  'eta_at',
  'created_at',
  'started_at',
  'finished_at',
  'expires_at',
  'assets_removed_at',
  'cancel_requested_at',
  'deleted_at',
  'updated_at',
  'batch_id',
  'batch_index',
  'last_worker',
  'avoid_until',
  'worker_faults',
] as const satisfies readonly (keyof TaskRow)[]

/**
 * A value for every other column: a new column of tasks does not compile until it is kept or
 * blanked.
 */
type Tombstone = { readonly [C in Exclude<keyof TaskRow, (typeof KEPT_COLUMNS)[number]>]: TaskPatch[C] }

/**
 * The values that replace everything that a deleted task's owner sent or received. Of the
 * parameters, the size of the run remains, since its booking depends on it.
 */
export function tombstone({ parameters: { width, height, frames, steps } }: TaskRow): Tombstone {
  return {
    parameters: JSON.stringify({ width, height, frames, steps }),
    adjustments: '[]',
    metadata: '{}',
    input_key: null,
    last_input_key: null,
    webhook_url: null,
    public_id: null,
    rerun_of: null,
    remixed_from: null,
    extended_from: null,
    cache_key: null,
    cache_revision: null,
    cached_from: null,
    timings: null,
    assets: null,
    preview: null,
    manifest: null,
    error: null,
    not_before: null,
    cancel_at: null,
    start_by: null,
    traceparent: null,
  }
}

/**
 * Deletes the deliveries of a task, sent or pending. Its events stay without bodies, since readers
 * of the feed resume from them.
 */
export async function deleteWebhooks(trx: Trx, taskId: string): Promise<void> {
  // Locked, so that no worker records an attempt meanwhile.
  await trx
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('task_id', '=', taskId)
    .orderBy('id')
    .forUpdate()
    .execute()
  const deliveries = trx.selectFrom('webhook_deliveries').select('id').where('task_id', '=', taskId)
  await trx.deleteFrom('webhook_attempts').where('delivery_id', 'in', deliveries).execute()
  await trx.deleteFrom('webhook_deliveries').where('task_id', '=', taskId).execute()
  await trx.updateTable('events').set({ body: null }).where('task_id', '=', taskId).execute()
}

/** Deleted tasks that have ended and whose files may not be deleted yet. */
export async function deletedTaskIdsWithFiles(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('id')
    .where('deleted_at', 'is not', null)
    .where('assets_removed_at', 'is', null)
    .where('status', 'in', ['completed', 'failed', 'cancelled'])
    .orderBy('deleted_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
