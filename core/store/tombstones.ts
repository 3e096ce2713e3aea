import type { Db, Trx } from '#core/postgres/db.ts'
import type { TaskPatch, TaskRow } from './tasks.ts'

/**
 * What takes the place of everything that a deleted task's owner said, sent or got. Left are id, tenant, model, state and
 * times, and the size of the run, which what was booked for it rests on.
 */
export function tombstone({ parameters: { width, height, frames, steps } }: TaskRow): TaskPatch {
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
    cache_key: null,
    cache_revision: null,
    cached_from: null,
    timings: null,
    assets: null,
    preview: null,
    manifest: null,
    error: null,
  }
}

/**
 * Takes away what webhooks told or were about to tell of a task. Its events stay, without bodies: they are what readers
 * of the feed go on from.
 */
export async function deleteWebhooks(trx: Trx, taskId: string): Promise<void> {
  // Held, so that no worker writes down an attempt while they go.
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

/** Deleted tasks that have ended and whose files may still lie in the bucket. */
export async function taskIdsToPurge(db: Db, limit: number): Promise<string[]> {
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
