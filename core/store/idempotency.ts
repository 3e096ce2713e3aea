import type { CompiledQuery } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'
import { sendAhead } from '#core/postgres/flight.ts'
import { firstAsTenant } from './as-tenant.ts'

/** The answer to a first request, kept so that a repeat gets the same bytes. */
export interface StoredResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** What an earlier request made, and its answer. */
export interface EarlierAnswer {
  /** Id of the task or of the batch. */
  readonly madeId: string
  readonly response: StoredResponse
}

export interface IdempotencyRow extends EarlierAnswer {
  readonly fingerprint: string
}

export async function findIdempotencyKey(
  db: Db,
  tenantId: string,
  key: string,
): Promise<IdempotencyRow | undefined> {
  const row = await firstAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('idempotency_keys')
      .select(['fingerprint', 'task_id', 'response'])
      .where('tenant_id', '=', tenantId)
      .where('key', '=', key),
  )
  return (
    row && {
      fingerprint: row.fingerprint,
      madeId: row.task_id,
      response: row.response as StoredResponse,
    }
  )
}

/**
 * Claims the key for this transaction's task. A concurrent holder makes the insert wait until it
 * commits or rolls back, so exactly one of any number of racing requests gets a row.
 */
export const claimIdempotencyKey = (
  trx: Trx,
  row: { tenantId: string; key: string; fingerprint: string; taskId: string; now: Date },
): CompiledQuery =>
  trx
    .insertInto('idempotency_keys')
    .values({
      tenant_id: row.tenantId,
      key: row.key,
      fingerprint: row.fingerprint,
      task_id: row.taskId,
      response: '{}',
      created_at: row.now,
    })
    .onConflict((oc) => oc.columns(['tenant_id', 'key']).doNothing())
    .returning('key')
    .compile()

/** Stores the answer under the key. The next statement of the transaction follows at once. */
export async function storeIdempotentResponse(
  trx: Trx,
  tenantId: string,
  key: string,
  response: StoredResponse,
): Promise<void> {
  await sendAhead(
    trx,
    trx
      .updateTable('idempotency_keys')
      .set({ response: JSON.stringify(response) })
      .where('tenant_id', '=', tenantId)
      .where('key', '=', key)
      .compile(),
  )
}

export async function deleteIdempotencyKeysBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('created_at', '<', before).execute()
}

/** Deletes the stored answers of a deleted task or batch, since they hold its prompts. */
export async function deleteIdempotencyKeysOfTask(trx: Trx, taskId: string): Promise<void> {
  await trx.deleteFrom('idempotency_keys').where('task_id', '=', taskId).execute()
}
