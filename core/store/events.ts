import { sql } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'
import { sendAhead } from '#core/postgres/flight.ts'
import type { EventSubject, EventType, StoredEvent } from '#core/task/event.ts'
import { asTenant, firstAsTenant, rowsAsTenant } from './as-tenant.ts'

export interface NewEvent extends EventSubject {
  readonly id: string
  readonly tenantId: string
  readonly type: string
  /** Frozen bytes of the webhook; null for events that no webhook carries. */
  readonly body: string | null
}

/** As `insertEvents`. */
export const insertEvent = (trx: Trx, event: NewEvent, now: Date): Promise<void> =>
  insertEvents(trx, [event], now)

/** Rows of one statement, which may have 65,535 parameters. */
const ROWS_AT_ONCE = 1000

/** Inserts events; the next statement of the transaction follows at once. */
export async function insertEvents(trx: Trx, events: readonly NewEvent[], now: Date): Promise<void> {
  const rows = events.map((event) => ({
    id: event.id,
    tenant_id: event.tenantId,
    task_id: event.taskId,
    batch_id: event.batchId ?? null,
    endpoint_id: event.endpointId ?? null,
    type: event.type,
    body: event.body,
    created_at: now,
    position: null,
  }))
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE)
    await sendAhead(
      trx,
      trx
        .insertInto('events')
        .values(rows.slice(i, i + ROWS_AT_ONCE))
        .compile(),
    )
}

const COLUMNS = ['seq', 'id', 'task_id', 'batch_id', 'endpoint_id', 'type', 'body', 'created_at'] as const
interface EventColumns {
  readonly seq: string
  readonly id: string
  readonly task_id: string | null
  readonly batch_id: string | null
  readonly endpoint_id: string | null
  readonly type: string
  readonly body: string | null
  readonly created_at: Date
}

const eventFromRow = (row: EventColumns): StoredEvent & { seq: number } => ({
  seq: Number(row.seq),
  id: row.id,
  taskId: row.task_id,
  batchId: row.batch_id,
  endpointId: row.endpoint_id,
  type: row.type as EventType,
  body: row.body,
  createdAt: row.created_at,
})

/** Sequence number of an event of a task; 0 when the task has no such event. */
export async function findTaskEventSeq(
  db: Db,
  tenantId: string,
  taskId: string,
  id: string,
): Promise<number> {
  const row = await firstAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('events')
      .select('seq')
      .where('id', '=', id)
      .where('task_id', '=', taskId)
      .where('tenant_id', '=', tenantId),
  )
  return Number(row?.seq ?? 0)
}

/**
 * Events of a task in the order in which they happened: its row is locked whenever one is written.
 */
export async function taskEventsAfter(
  db: Db,
  tenantId: string,
  taskId: string,
  afterSeq: number,
): Promise<(StoredEvent & { seq: number })[]> {
  const rows = await rowsAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('events')
      .select(COLUMNS)
      .where('task_id', '=', taskId)
      .where('tenant_id', '=', tenantId)
      .where('seq', '>', String(afterSeq))
      .orderBy('seq'),
  )
  return rows.map(eventFromRow)
}

/** Events that get their position in one read at least; more follow with the next. */
const POSITIONS_AT_ONCE = 200

/**
 * A page of a tenant's feed. Events of transactions that commit out of order get their positions in
 * the order in which they are first seen here, one reader of a tenant at a time, so no cursor ever
 * skips one. A page that is full gives none: a reader who catches up costs what it reads.
 *
 * @returns undefined when `after` is not an event of the tenant.
 */
export async function feedPage(
  db: Db,
  tenantId: string,
  o: { limit: number; after: string | null },
): Promise<{ events: StoredEvent[]; hasMore: boolean } | undefined> {
  const read = () => asTenant(db, tenantId, (trx) => readPage(trx, tenantId, o))
  let page = await read()
  const isShort = page === 'not numbered' || page?.hasMore === false
  if (isShort && (await givePositions(db, tenantId, Math.max(POSITIONS_AT_ONCE, o.limit + 1))))
    page = await read()
  // The reader knows the event from a webhook or a stream; one of the next reads numbers it.
  return page === 'not numbered' ? { events: [], hasMore: true } : page
}

/** A reader who starts at the end skips what is there already. */
const POSITIONS_AT_END = 1000

/** Id of the newest event of a tenant's feed; null without any. */
export async function feedEnd(db: Db, tenantId: string): Promise<string | null> {
  await givePositions(db, tenantId, POSITIONS_AT_END)
  const newest = await firstAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('events')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('position', 'is not', null)
      .orderBy('position', 'desc')
      .limit(1),
  )
  return newest?.id ?? null
}

async function readPage(
  db: Db,
  tenantId: string,
  o: { limit: number; after: string | null },
): Promise<{ events: StoredEvent[]; hasMore: boolean } | 'not numbered' | undefined> {
  let from = '0'
  if (o.after !== null) {
    const cursor = await db
      .selectFrom('events')
      .select('position')
      .where('id', '=', o.after)
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst()
    if (cursor === undefined) return undefined
    if (cursor.position === null) return 'not numbered'
    from = cursor.position
  }
  const rows = await db
    .selectFrom('events')
    .select(COLUMNS)
    .where('tenant_id', '=', tenantId)
    .where('position', '>', from)
    .orderBy('position')
    .limit(o.limit + 1)
    .execute()
  return { events: rows.slice(0, o.limit).map(eventFromRow), hasMore: rows.length > o.limit }
}

/** @returns whether there were events without a position. */
async function givePositions(db: Db, tenantId: string, most: number): Promise<boolean> {
  const waiting = await db
    .selectFrom('events')
    .select('seq')
    .where('tenant_id', '=', tenantId)
    .where('position', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (waiting === undefined) return false
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`event_positions ${tenantId}`}, 0))`.execute(
      trx,
    )
    await sql`
      update events set position = numbered.position
      from (
        select seq, nextval('event_positions') as position from (
          select seq from events where tenant_id = ${tenantId} and position is null
          order by seq limit ${most}) oldest) numbered
      where events.seq = numbered.seq`.execute(trx)
  })
  return true
}
