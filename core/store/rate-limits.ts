import { sql } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Db } from '#core/postgres/db.ts'
import { decisionOf, spacingOf, type RateDecision, type RequestLimit } from '#core/limits/rate-limit.ts'

/**
 * Counts one request of `key` and says whether it is within the limit. It is one statement, in
 * which Postgres locks the row, so of any number of concurrent requests exactly as many pass as the
 * limit allows.
 */
export const consumeToken = async (
  db: Db,
  key: string,
  limit: RequestLimit,
  now: Date,
): Promise<RateDecision> => (await consume(db, key, limit, now, null)) as RateDecision

/**
 * As `consumeToken`, while the facts by which the caller and its limit are known have not changed;
 * undefined, with nothing counted, when they have.
 */
export const consumeTokenOfKnown = (
  db: Db,
  key: string,
  limit: RequestLimit,
  now: Date,
  factsVersion: string,
): Promise<RateDecision | undefined> => consume(db, key, limit, now, factsVersion)

/**
 * Requests that arrive at once read their clocks in another order than Postgres counts them: one
 * may come so much early, at most a tenth of the time between two. None passes beyond the burst.
 */
const MOST_DISORDER_MS = 100

async function consume(
  db: Db,
  key: string,
  limit: RequestLimit,
  now: Date,
  factsVersion: string | null,
): Promise<RateDecision | undefined> {
  const { intervalMs, toleranceMs } = spacingOf(limit)
  const nowMs = now.getTime()
  const latestMs = nowMs + toleranceMs + Math.min(MOST_DISORDER_MS, intervalMs / 10)
  const query = consuming(db, key, nowMs, nowMs + intervalMs, intervalMs, latestMs, factsVersion)
  const { rows } = await db.executeQuery(query)
  const [row] = rows
  return row && decisionOf(limit, { arrivalMs: row.arrival_ms, allowed: row.allowed }, nowMs)
}

const consuming = compiledOnce(
  (
    db,
    key: string,
    nowMs: number,
    nextMs: number,
    intervalMs: number,
    latestMs: number,
    factsVersion: string | null,
  ) => {
    const fits = sql<boolean>`l.arrival_ms <= ${latestMs}::float8`
    const query = sql<{ arrival_ms: number; allowed: boolean }>`
      insert into rate_limits as l (key, arrival_ms, allowed)
      select ${key}, ${nextMs}::float8, true from facts_version
        where ${factsVersion}::bigint is null or version = ${factsVersion}::bigint
      on conflict (key) do update set
        arrival_ms = case when ${fits} then greatest(l.arrival_ms, ${nowMs}::float8) + ${intervalMs}::float8
          else l.arrival_ms end,
        allowed = ${fits}
      returning arrival_ms, allowed`
    return { compile: () => query.compile(db) }
  },
)

/** Deletes full buckets, which equal missing ones. */
export async function deleteFullBuckets(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('rate_limits').where('arrival_ms', '<', now.getTime()).execute()
}
