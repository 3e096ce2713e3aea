import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import { bodyOfType, type EventSubject } from '#core/task/event.ts'

/** How a destination has answered lately. */
export interface DestinationHealth {
  /** Attempts that failed since the last success. */
  readonly failures: number
  /** When the first of these failed; null without one. */
  readonly failingSince: Date | null
  /** No attempt before then, and afterwards one at a time until one succeeds; null: no pause. */
  readonly pausedUntil: Date | null
}

/** A delivery that is due, with everything that its attempt needs as it is at this moment. */
export interface ClaimedDelivery extends EventSubject {
  readonly id: string
  readonly eventId: string
  readonly tenantId: string
  /** Attempts already made. */
  readonly attempts: number
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Secrets of the endpoint, or of the tenant for the address of a request. */
  readonly secret: string
  readonly previous_secret: string | null
  readonly previous_secret_until: Date | null
  /** Null for the address of a request. */
  readonly endpointId: string | null
  readonly endpointDisabled: boolean
  /** What the creation of its video belongs to. */
  readonly traceparent: string | null
}

export interface ClaimedDestination {
  readonly id: string
  readonly tenantId: string
  readonly health: DestinationHealth
  /** The longest due first. */
  readonly deliveries: readonly ClaimedDelivery[]
}

/** As far as the clocks of two processes may differ. */
const CLOCKS_MS = 5000

/**
 * Whether the delivery `d` is due. The first attempt is due once its event is committed, even if
 * the clock of the process that wrote it was ahead.
 */
const isDue = (now: Date): RawBuilder<boolean> =>
  sql`(d.next_attempt_at <= ${new Date(now.getTime() + CLOCKS_MS)}
    and (d.attempts = 0 or d.next_attempt_at <= ${now}))`

/**
 * Destinations with a delivery that is due, which are neither paused nor held by another process,
 * the longest due first, and whether any delivery is pending at all. Reads one row of the index for
 * each destination with pending deliveries, however many wait there.
 */
export async function dueDestinations(
  db: Db,
  o: { readonly holder: string; readonly now: Date; readonly limit: number },
): Promise<{ readonly due: readonly string[]; readonly hasPending: boolean }> {
  const { rows } = await sql<{ due: string[]; has_pending: boolean }>`
    with recursive found (id) as (
      (select destination from webhook_deliveries where status = 'pending' order by destination limit 1)
      union all
      select (select d.destination from webhook_deliveries d
        where d.status = 'pending' and d.destination > found.id order by d.destination limit 1)
      from found where found.id is not null)
    select exists (select from found where found.id is not null) as has_pending,
      array(select found.id from found
      cross join lateral (select d.next_attempt_at from webhook_deliveries d
        where d.status = 'pending' and d.destination = found.id and ${isDue(o.now)}
        order by d.next_attempt_at limit 1) first
      left join webhook_destinations w on w.id = found.id
    where (w.paused_until is null or w.paused_until <= ${o.now})
      and (w.holder is null or w.holder = ${o.holder} or w.held_until <= ${o.now})
    order by first.next_attempt_at limit ${o.limit}) as due`.execute(db)
  const [row] = rows
  return { due: row?.due ?? [], hasPending: row?.has_pending ?? false }
}

interface ClaimRow {
  readonly destination: string
  readonly destination_tenant: string
  readonly failures: number
  readonly failing_since: Date | null
  readonly paused_until: Date | null
  /** The rest is null for a destination without a delivery that may be tried now. */
  readonly id: string | null
  readonly event_id: string
  readonly task_id: string | null
  readonly batch_id: string | null
  readonly attempts: number
  /** Null for the event's own type. */
  readonly type: string | null
  readonly body: string
  readonly delivery_url: string
  readonly tenant_secret: string
  readonly tenant_previous_secret: string | null
  readonly tenant_previous_secret_until: Date | null
  readonly endpoint_id: string | null
  readonly endpoint_url: string
  readonly headers: Readonly<Record<string, string>>
  readonly secret: string
  readonly previous_secret: string | null
  readonly previous_secret_until: Date | null
  readonly disabled: boolean
  readonly traceparent: string | null
}

/**
 * Takes or renews the lease of destinations, and reads their deliveries that are due: up to `most`
 * of each, one where a pause is over, none while it lasts. A destination that another process holds
 * is left out. One statement.
 *
 * @param o.busy ids of deliveries that the holder has already
 */
export async function claimDeliveries(
  db: Db,
  o: {
    readonly destinations: readonly string[]
    readonly holder: string
    readonly now: Date
    readonly until: Date
    readonly most: number
    readonly busy: readonly string[]
  },
): Promise<ClaimedDestination[]> {
  const { rows } = await sql<ClaimRow>`
    with wanted as materialized (
      select w.id, first.tenant_id from unnest(${[...o.destinations]}::text[]) as w (id)
        cross join lateral (select d.tenant_id from webhook_deliveries d
          where d.destination = w.id and d.status = 'pending' and ${isDue(o.now)}
          order by d.next_attempt_at limit 1) first
      -- In one order, so that two processes cannot wait for each other.
      order by w.id),
    held as (
      insert into webhook_destinations as t (id, tenant_id, holder, held_until)
      select id, tenant_id, ${o.holder}::uuid, ${o.until}::timestamptz from wanted
      on conflict (id) do update set holder = excluded.holder, held_until = excluded.held_until
        where t.holder is null or t.holder = excluded.holder or t.held_until <= ${o.now}
      returning t.id, t.tenant_id, t.failures, t.failing_since, t.paused_until)
    select held.id as destination, held.tenant_id as destination_tenant, held.failures,
      held.failing_since, held.paused_until,
      d.id, d.event_id, d.task_id, d.batch_id, d.attempts, d.type, d.url as delivery_url, e.body,
      t.webhook_secret as tenant_secret, t.previous_webhook_secret as tenant_previous_secret,
      t.previous_webhook_secret_until as tenant_previous_secret_until,
      p.id as endpoint_id, p.url as endpoint_url, p.headers, p.secret, p.previous_secret,
      p.previous_secret_until, p.disabled,
      (select k.traceparent from tasks k where k.id = d.task_id) as traceparent
    from held
      left join lateral (select * from webhook_deliveries d
        where d.destination = held.id and d.status = 'pending' and ${isDue(o.now)}
          and d.id <> all(${[...o.busy]}::uuid[])
        order by d.next_attempt_at
        limit case when held.paused_until is null then ${o.most}::int
          when held.paused_until <= ${o.now} then 1 else 0 end) d on true
      left join events e on e.id = d.event_id
      left join tenants t on t.id = d.tenant_id
      left join webhook_endpoints p on p.id = d.endpoint_id
    order by held.id, d.next_attempt_at`.execute(db)
  return [...Map.groupBy(rows, (row) => row.destination).values()].map(destinationOf)
}

function destinationOf(rows: readonly ClaimRow[]): ClaimedDestination {
  const first = rows[0] as ClaimRow
  return {
    id: first.destination,
    tenantId: first.destination_tenant,
    health: { failures: first.failures, failingSince: first.failing_since, pausedUntil: first.paused_until },
    deliveries: rows.flatMap((row) => (row.id === null ? [] : [deliveryOf({ ...row, id: row.id })])),
  }
}

function deliveryOf(row: ClaimRow & { readonly id: string }): ClaimedDelivery {
  const hasEndpoint = row.endpoint_id !== null
  return {
    id: row.id,
    eventId: row.event_id,
    tenantId: row.destination_tenant,
    taskId: row.task_id,
    batchId: row.batch_id,
    attempts: row.attempts,
    body: row.type === null ? row.body : bodyOfType(row.body, row.type),
    url: hasEndpoint ? row.endpoint_url : row.delivery_url,
    headers: hasEndpoint ? row.headers : {},
    secret: hasEndpoint ? row.secret : row.tenant_secret,
    previous_secret: hasEndpoint ? row.previous_secret : row.tenant_previous_secret,
    previous_secret_until: hasEndpoint ? row.previous_secret_until : row.tenant_previous_secret_until,
    endpointId: row.endpoint_id,
    endpointDisabled: hasEndpoint && row.disabled,
    traceparent: row.traceparent,
  }
}

/** One attempt that was made, and what follows from it. */
export interface AttemptResult {
  readonly deliveryId: string
  /** 1 for the first. */
  readonly attempt: number
  readonly at: Date
  readonly durationMs: number
  readonly statusCode: number | null
  readonly error: string | null
  readonly responseExcerpt: string | null
  readonly status: 'delivered' | 'failed' | 'pending'
  /** Of a pending delivery. */
  readonly nextAttemptAt: Date | null
}

/**
 * Records attempts, what follows from them for their deliveries, and the health of the
 * destinations that the holder still holds. An attempt that another process recorded first, or
 * whose delivery was deleted, changes nothing; so a repeat after a lost answer is harmless. One
 * statement.
 */
export async function recordAttempts(
  db: Db,
  o: {
    readonly holder: string
    readonly attempts: readonly AttemptResult[]
    readonly health: ReadonlyMap<string, DestinationHealth>
  },
): Promise<void> {
  const attempts = o.attempts.map((one) => ({
    ...one,
    error: storable(one.error),
    responseExcerpt: storable(one.responseExcerpt),
  }))
  const health = [...o.health].map(([id, one]) => ({ id, ...one }))
  await sql`
    with result as (
      select * from jsonb_to_recordset(${JSON.stringify(attempts)}::jsonb) as r (
        "deliveryId" uuid, attempt int, at timestamptz, "durationMs" int, "statusCode" int, error text,
        "responseExcerpt" text, status text, "nextAttemptAt" timestamptz)),
    locked as materialized (
      select d.id from webhook_deliveries d where d.id in (select "deliveryId" from result)
      -- In the order in which a deletion locks them.
      order by d.id for update),
    moved as (
      update webhook_deliveries d set status = r.status, attempts = r.attempt,
        next_attempt_at = coalesce(r."nextAttemptAt", d.next_attempt_at),
        finished_at = case when r.status = 'pending' then null else r.at end
      from result r, locked
      where d.id = locked.id and r."deliveryId" = d.id
        and d.status = 'pending' and d.attempts = r.attempt - 1
      returning d.id, d.attempts),
    logged as (
      insert into webhook_attempts
        (delivery_id, attempt, at, duration_ms, status_code, error, response_excerpt)
      select moved.id, r.attempt, r.at, r."durationMs", r."statusCode", r.error, r."responseExcerpt"
      from result r join moved on moved.id = r."deliveryId" and moved.attempts = r.attempt)
    update webhook_destinations t
    set failures = h.failures, failing_since = h."failingSince", paused_until = h."pausedUntil"
    from jsonb_to_recordset(${JSON.stringify(health)}::jsonb) as h (
      id text, failures int, "failingSince" timestamptz, "pausedUntil" timestamptz)
    where t.id = h.id and t.holder = ${o.holder}::uuid`.execute(db)
}

/** Text as Postgres can hold it: a cut may leave half a character, and a NUL is refused. */
const storable = (text: string | null): string | null =>
  text === null ? null : text.replaceAll('\0', '\uFFFD').toWellFormed()

/** Renews the leases of destinations. @returns those that the holder still holds. */
export async function renewDestinations(
  db: Db,
  o: { readonly holder: string; readonly destinations: readonly string[]; readonly until: Date },
): Promise<string[]> {
  const rows = await db
    .updateTable('webhook_destinations')
    .set({ held_until: o.until })
    .where('holder', '=', o.holder)
    .where('id', 'in', o.destinations)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Gives every destination of a holder back, so that others need not wait for the lease's end. */
export async function releaseDestinations(db: Db, holder: string): Promise<void> {
  await db.updateTable('webhook_destinations').set({ holder: null }).where('holder', '=', holder).execute()
}

/** Ends the pause of a destination: the next delivery to it is tried at once. */
export async function endPause(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('webhook_destinations')
    .set({ paused_until: now })
    .where('id', '=', id)
    .where('paused_until', '>', now)
    .execute()
}

/** Ends the pending deliveries to a destination that were made before a time. */
export async function giveUpOldDeliveries(
  db: Db,
  destination: string,
  madeBefore: Date,
  now: Date,
): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ status: 'failed', finished_at: now })
    .where('destination', '=', destination)
    .where('status', '=', 'pending')
    .where('created_at', '<', madeBefore)
    .execute()
}

/** Ends the pending deliveries of a disabled endpoint without another attempt. */
export async function giveUpDeliveries(db: Db, endpointId: string, now: Date): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ status: 'failed', finished_at: now })
    .where('destination', '=', endpointId)
    .where('status', '=', 'pending')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('webhook_endpoints')
          .select('id')
          .where('id', '=', endpointId)
          .where('disabled', '=', true),
      ),
    )
    .execute()
}

/** Deletes what is known of destinations that nobody holds and nothing waits for. */
export async function deleteIdleDestinations(db: Db, heldBefore: Date): Promise<void> {
  await db
    .deleteFrom('webhook_destinations')
    .where('held_until', '<', heldBefore)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('webhook_deliveries')
            .select('webhook_deliveries.id')
            .whereRef('webhook_deliveries.destination', '=', 'webhook_destinations.id')
            .where('webhook_deliveries.status', '=', 'pending'),
        ),
      ),
    )
    .execute()
}

/**
 * Destinations whose circuit is open or half-open: so many attempts or more have failed in a row,
 * and since then they get none, or one at a time.
 */
export async function countOpenCircuits(db: Db, failures: number): Promise<number> {
  const row = await db
    .selectFrom('webhook_destinations')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('paused_until', 'is not', null)
    .where('failures', '>=', failures)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
