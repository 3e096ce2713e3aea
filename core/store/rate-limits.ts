import { sql } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Db } from '#core/postgres/db.ts'
import { readFlight } from '#core/postgres/flight.ts'
import { decisionOf, spacingOf, type RateDecision, type RequestLimit } from '#core/limits/rate-limit.ts'

/** A request to be counted, or several of one caller. */
export interface CountedRequest {
  readonly key: string
  readonly limit: RequestLimit
  readonly now: Date
  /** Several are counted only if they leave half of the burst. */
  readonly requests: number
  /** Version of the facts by which caller and limit are known; null: they were just read. */
  readonly factsVersion: string | null
}

/**
 * Requests that arrive at once read their clocks in another order than Postgres counts them: one
 * may come so much early, at most a tenth of the time between two. None passes beyond the burst.
 */
const MOST_DISORDER_MS = 100

/** Whether a request was within its limit, and the theoretical arrival time after it. */
export interface Counted {
  readonly arrivalMs: number
  readonly allowed: boolean
}

/**
 * Counts requests and says of each whether it is within its limit; undefined, with nothing counted,
 * where the facts have changed. Each is one statement, in which Postgres locks the row, so of any
 * number of concurrent requests exactly as many pass as the limit allows.
 */
export async function countRequests(
  db: Db,
  requests: readonly CountedRequest[],
): Promise<readonly (Counted | undefined)[]> {
  // In one order, or two transactions could wait for each other's rows.
  const ordered = requests.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const rows = await readFlight(
    db,
    ordered.map((request) => countQuery(db, request)),
  )
  const counts = new Map(
    ordered.map((request, i) => {
      const row = rows[i]?.[0]
      return [request, row && { arrivalMs: row.arrival_ms, allowed: row.allowed }]
    }),
  )
  return requests.map((request) => counts.get(request))
}

/** The decision about one request whose limit was just read. */
export async function consumeToken(
  db: Db,
  key: string,
  limit: RequestLimit,
  now: Date,
): Promise<RateDecision> {
  const [counted] = await countRequests(db, [{ key, limit, now, requests: 1, factsVersion: null }])
  return decisionOf(limit, counted as Counted, now.getTime())
}

/** Takes back that so many requests of a caller were counted, which have not come. */
export async function giveBack(db: Db, key: string, limit: RequestLimit, requests: number): Promise<void> {
  const backMs = requests * spacingOf(limit).intervalMs
  await sql`update rate_limits set arrival_ms = arrival_ms - ${backMs}::float8 where key = ${key}`.execute(db)
}

function countQuery(db: Db, { key, limit, now, requests, factsVersion }: CountedRequest) {
  const { intervalMs, toleranceMs } = spacingOf(limit)
  const nowMs = now.getTime()
  const spanMs = requests * intervalMs
  const latestMs =
    requests === 1
      ? nowMs + toleranceMs + Math.min(MOST_DISORDER_MS, intervalMs / 10)
      : nowMs + toleranceMs / 2 - spanMs
  return consuming(db, key, nowMs, nowMs + spanMs, spanMs, latestMs, factsVersion)
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
