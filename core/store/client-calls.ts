import { sql } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'
import type { EarlierAnswer } from './idempotency.ts'

/**
 * One attempt of a call by an official OpenAI client, which numbers its attempts and repeats lost
 * calls.
 */
export interface CallAttempt {
  readonly tenantId: string
  /** Digest of the parsed request. */
  readonly fingerprint: string
  /** 0 for the first attempt. */
  readonly retryCount: number
  /** Announced Content-Length, the same for every attempt; null without one. */
  readonly contentLength: number | null
  /** Calls that began earlier are other calls; for a first attempt, its own beginning. */
  readonly since: Date
}

/** A refusal counts for this long, unless a retry uses it up. */
const REFUSED_MS = 120_000

/** Serialises attempts with this fingerprint until the transaction ends. */
export async function lockCalls(trx: Trx, { tenantId, fingerprint }: CallAttempt): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`client call ${tenantId} ${fingerprint}`}, 0))`.execute(
    trx,
  )
}

/**
 * The answer to the oldest call with this fingerprint that has not had an attempt of this number,
 * which it now has. Two simultaneous calls with the same body are therefore repeated one by one.
 */
export async function claimRetry(trx: Trx, attempt: CallAttempt): Promise<EarlierAnswer | undefined> {
  const bit = 1 << attempt.retryCount
  const { rows } = await sql<EarlierAnswer>`
    update idempotency_keys set attempts_seen = attempts_seen | ${bit}::integer
    where (tenant_id, key) = (
      select tenant_id, key from idempotency_keys
      where tenant_id = ${attempt.tenantId} and fingerprint = ${attempt.fingerprint}
        and attempts_seen is not null and attempts_seen & ${bit}::integer = 0 and created_at >= ${attempt.since}
      order by created_at limit 1)
    returning task_id as "madeId", response`.execute(trx)
  return rows[0]
}

/** Marks a key as that of a client's call, with the attempts that it has had as bits. */
export async function markCall(trx: Trx, tenantId: string, key: string, attemptsSeen: number): Promise<void> {
  await trx
    .updateTable('idempotency_keys')
    .set({ attempts_seen: attemptsSeen })
    .where('tenant_id', '=', tenantId)
    .where('key', '=', key)
    .execute()
}

/** Records that an attempt was refused before it made anything, so that its retry makes a task. */
export async function recordRefusedAttempt(
  db: Db,
  attempt: Pick<CallAttempt, 'tenantId' | 'retryCount' | 'contentLength'>,
  now: Date,
): Promise<void> {
  await db
    .insertInto('refused_attempts')
    .values({
      tenant_id: attempt.tenantId,
      retry_count: attempt.retryCount,
      content_length: attempt.contentLength === null ? null : String(attempt.contentLength),
      created_at: now,
    })
    .execute()
}

const REFUSED = (attempt: CallAttempt, now: Date) => sql`
  select id from refused_attempts
  where tenant_id = ${attempt.tenantId} and retry_count = ${attempt.retryCount - 1}
    and content_length is not distinct from ${attempt.contentLength}::bigint
    and created_at >= ${new Date(now.getTime() - REFUSED_MS)}
  order by created_at limit 1`

/** Whether the attempt before this one may have been refused. */
export async function hasRefusedAttempt(db: Db, attempt: CallAttempt, now: Date): Promise<boolean> {
  return (await REFUSED(attempt, now).execute(db)).rows.length > 0
}

/** As `hasRefusedAttempt`, and uses the refusal up: each counts for one retry. */
export async function takeRefusedAttempt(trx: Trx, attempt: CallAttempt, now: Date): Promise<boolean> {
  const { rows } = await sql`
    delete from refused_attempts where id in (${REFUSED(attempt, now)} for update skip locked)
    returning id`.execute(trx)
  return rows.length > 0
}

export async function deleteRefusedAttemptsBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('refused_attempts').where('created_at', '<', before).execute()
}
