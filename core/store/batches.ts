import { sql, type Selectable } from 'kysely'
import type { Database, Db, Trx } from '#core/postgres/db.ts'
import type { Batch, BatchedTask, NewBatch } from '#core/task/batch.ts'
import { flight } from '#core/postgres/flight.ts'
import { asTenant } from './as-tenant.ts'

export type BatchRow = Selectable<Database['batches']>

const batchFromRow = (row: BatchRow): Batch => ({
  id: row.id,
  tenantId: row.tenant_id,
  total: row.total,
  rejected: row.rejected,
  metadata: row.metadata,
  webhookUrl: row.webhook_url,
  createdAt: row.created_at,
  cancelRequestedAt: row.cancel_requested_at,
  finishedAt: row.finished_at,
})

export async function insertBatch(trx: Trx, batch: NewBatch, now: Date): Promise<Batch> {
  const row = await trx
    .insertInto('batches')
    .values({
      id: batch.id,
      tenant_id: batch.tenantId,
      total: batch.total,
      rejected: JSON.stringify(batch.rejected),
      metadata: JSON.stringify(batch.metadata),
      webhook_url: batch.webhookUrl,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return batchFromRow(row)
}

/** A customer's batch and its tasks in item order; undefined for another tenant's id. */
export async function findBatch(
  db: Db,
  tenantId: string,
  id: string,
): Promise<{ batch: Batch; tasks: BatchedTask[] } | undefined> {
  return await asTenant(db, tenantId, async (trx) => {
    const [[row], tasks] = await flight(trx, batchById(trx, id))
    if (row?.tenant_id !== tenantId) return undefined
    const [batch, batched] = batchFrom(row, tasks)
    return { batch, tasks: batched }
  })
}

/** Queries of a batch and of its tasks, for `batchFrom`. */
export const batchById = (db: Db, id: string) =>
  [
    db.selectFrom('batches').selectAll().where('id', '=', id).compile(),
    db
      .selectFrom('tasks')
      .select(['id', 'batch_index', 'status', 'error', 'deleted_at'])
      .where('batch_id', '=', id)
      .orderBy('batch_index')
      .compile(),
  ] as const

type BatchedRow = Pick<
  Selectable<Database['tasks']>,
  'id' | 'batch_index' | 'status' | 'error' | 'deleted_at'
>

export const batchFrom = (row: BatchRow, tasks: readonly unknown[]): [Batch, BatchedTask[]] => [
  batchFromRow(row),
  (tasks as readonly BatchedRow[]).map((task) => ({
    index: task.batch_index as number,
    taskId: task.id,
    status: task.status,
    error: task.error,
    isDeleted: task.deleted_at !== null,
  })),
]

/** A batch, locked until the transaction ends. */
export async function lockBatch(trx: Trx, id: string): Promise<BatchRow | undefined> {
  return await trx.selectFrom('batches').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}

/** Whether a task of the batch has not ended. */
export async function hasOpenTask(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('tasks')
    .select('id')
    .where('batch_id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Locks the next tasks of the batch that a cancel has not reached, in the order of their ids.
 *
 * @returns their ids; those without a job are first, so that none of them gets the job of a task
 *   cancelled before it.
 */
export async function lockUncancelled(trx: Trx, id: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string; parked: boolean }>`
    select id, parked from tasks where id in (
      select id from tasks
      where batch_id = ${id} and status in ('queued', 'running') and cancel_requested_at is null
      order by parked desc, id limit ${most})
    order by id for update`.execute(trx)
  return rows.toSorted((a, b) => Number(b.parked) - Number(a.parked)).map((row) => row.id)
}

/** Batches whose cancel was requested before `askedBefore` but has not reached every task. */
export async function halfCancelledBatchIds(db: Db, askedBefore: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from batches b
    where b.cancel_requested_at < ${askedBefore} and b.finished_at is null and exists (
      select from tasks t
      where t.batch_id = b.id and t.status in ('queued', 'running') and t.cancel_requested_at is null)
    order by b.cancel_requested_at limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

export async function requestBatchCancel(trx: Trx, id: string, now: Date): Promise<void> {
  await trx.updateTable('batches').set({ cancel_requested_at: now }).where('id', '=', id).execute()
}

export async function finishBatch(trx: Trx, id: string, now: Date): Promise<void> {
  await trx.updateTable('batches').set({ finished_at: now }).where('id', '=', id).execute()
}
