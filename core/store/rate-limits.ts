import { sql } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Db } from '#core/postgres/db.ts'
import { readFlight } from '#core/postgres/flight.ts'
import { decisionOf, spacingOf, type RateDecision, type RequestLimit } from '#core/limits/rate-limit.ts'

/** A request to be counted. */
export interface CountedRequest {
  readonly key: string
  readonly limit: RequestLimit
  readonly now: Date
  /** Version of the facts by which caller and limit are known; null: they were just read. */
  readonly factsVersion: string | null
}

/**
 * Requests that arrive at once read their clocks in another order than Postgres counts them: one
 * may come so much early, at most a tenth of the time between two. None passes beyond the burst.
 */
const MOST_DISORDER_MS = 100

/**
 * Counts requests and says of each whether it is within its limit; undefined, with nothing counted,
 * where the facts have changed. Each is one statement, in which Postgres locks the row, so of any
 * number of concurrent requests exactly as many pass as the limit allows.
 */
export async function countRequests(
  db: Db,
  requests: readonly CountedRequest[],
): Promise<readonly (RateDecision | undefined)[]> {
  // In one order, or two transactions could wait for each other's rows.
  const ordered = requests.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const rows = await readFlight(
    db,
    ordered.map((request) => countQuery(db, request)),
  )
  const decisions = new Map(
    ordered.map((request, i) => {
      const { limit, now } = request
      const row = rows[i]?.[0]
      const state = row && { arrivalMs: row.arrival_ms, allowed: row.allowed }
      return [request, state && decisionOf(limit, state, now.getTime())]
    }),
  )
  return requests.map((request) => decisions.get(request))
}

/** As `countRequests`, of one request whose limit was just read. */
export async function consumeToken(
  db: Db,
  key: string,
  limit: RequestLimit,
  now: Date,
): Promise<RateDecision> {
  return (await countRequests(db, [{ key, limit, now, factsVersion: null }]))[0] as RateDecision
}

function countQuery(db: Db, { key, limit, now, factsVersion }: CountedRequest) {
  const { intervalMs, toleranceMs } = spacingOf(limit)
  const nowMs = now.getTime()
  const latestMs = nowMs + toleranceMs + Math.min(MOST_DISORDER_MS, intervalMs / 10)
  return consuming(db, key, nowMs, nowMs + intervalMs, intervalMs, latestMs, factsVersion)
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
  // Those that requests are counted in just now stay: several rows are locked there, in an order of
  // their own.
  await db
    .deleteFrom('rate_limits')
    .where('key', 'in', (eb) =>
      eb
        .selectFrom('rate_limits')
        .select('key')
        .where('arrival_ms', '<', now.getTime())
        .forUpdate()
        .skipLocked(),
    )
    .execute()
}
