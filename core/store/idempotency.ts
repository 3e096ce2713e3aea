import type { CompiledQuery } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
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
  const row = await firstAsTenant(db, tenantId, (trx) => ({ compile: () => rowOfKey(trx, tenantId, key) }))
  return (
    row && {
      fingerprint: row.fingerprint,
      madeId: row.task_id,
      response: row.response as StoredResponse,
    }
  )
}

const rowOfKey = compiledOnce((db, tenantId: string, key: string) =>
  db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'task_id', 'response'])
    .where('tenant_id', '=', tenantId)
    .where('key', '=', key),
)

/**
 * Claims the key for this transaction's task. A concurrent holder makes the insert wait until it
 * commits or rolls back, so exactly one of any number of racing requests gets a row.
 */
export const claimIdempotencyKey = (
  trx: Trx,
  row: { tenantId: string; key: string; fingerprint: string; taskId: string; now: Date },
): CompiledQuery => claiming(trx, row.tenantId, row.key, row.fingerprint, row.taskId, row.now)

const claiming = compiledOnce(
  (db, tenantId: string, key: string, fingerprint: string, taskId: string, now: Date) =>
    db
      .insertInto('idempotency_keys')
      .values({ tenant_id: tenantId, key, fingerprint, task_id: taskId, response: '{}', created_at: now })
      .onConflict((oc) => oc.columns(['tenant_id', 'key']).doNothing())
      .returning('key'),
)

/** Stores the answer under the key. The next statement of the transaction follows at once. */
export async function storeIdempotentResponse(
  trx: Trx,
  tenantId: string,
  key: string,
  response: StoredResponse,
): Promise<void> {
  await sendAhead(trx, storing(trx, JSON.stringify(response), tenantId, key))
}

const storing = compiledOnce((db, response: string, tenantId: string, key: string) =>
  db
    .updateTable('idempotency_keys')
    .set({ response })
    .where('tenant_id', '=', tenantId)
    .where('key', '=', key),
)

export async function deleteIdempotencyKeysBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('created_at', '<', before).execute()
}

/** Deletes the stored answers of a deleted task or batch, since they hold its prompts. */
export async function deleteIdempotencyKeysOfTask(trx: Trx, taskId: string): Promise<void> {
  await trx.deleteFrom('idempotency_keys').where('task_id', '=', taskId).execute()
}
