import { sql, type CompiledQuery, type RawBuilder } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Db, Trx } from '#core/postgres/db.ts'
import { flight, sendAhead } from '#core/postgres/flight.ts'
import { fitsOn, isAvoided, type Serving } from './serving.ts'
import type { TaskRow } from './tasks.ts'

/** Longest time that a process which stopped in the middle of a claim can block the others. */
const TURN_TIMEOUT_MS = 5000

/**
 * Serialises starts, parkings and ends of tasks, so that counts of running tasks stay true until
 * the transaction ends.
 */
export async function takeTurn(trx: Trx): Promise<void> {
  const timeout = String(TURN_TIMEOUT_MS)
  await sendAhead(
    trx,
    sql`select set_config('idle_in_transaction_session_timeout', ${timeout}, true)`.compile(trx),
  )
  await sendAhead(trx, sql`select pg_advisory_xact_lock(hashtextextended('wan:turn', 0))`.compile(trx))
}

export interface TurnRules {
  /** 0: no limit. */
  readonly maxRunningPerTenant: number
  readonly priorityAgingSeconds: number
}

/**
 * The task that a free engine works on next: the first (priority, then age) of the tenant whose
 * turn it is. That is, among tenants with room under their limit of running tasks, the one
 *  1. of the highest tier: its task's priority, plus one per aging period without a start
 *  2. with the fewest tasks running
 *  3. that was served longest ago
 *
 * The backlog of one tenant therefore counts as much as a single task. The tenants with queued
 * tasks are found by skipping through the index from one to the next, so the time depends on their
 * number and not on that of their tasks. So is the first task of each model that the worker serves.
 *
 * @param serving what the worker runs; null: everything
 */
export async function nextTask(
  trx: Trx,
  rules: TurnRules,
  now: Date,
  serving: Serving | null = null,
): Promise<string | undefined> {
  return (await flight(trx, [nextTaskQuery(trx, rules, now, serving)]))[0][0]?.id
}

/** The query of `nextTask`, to be sent beside others. */
export const nextTaskQuery = (
  trx: Trx,
  rules: TurnRules,
  now: Date,
  serving: Serving | null = null,
): CompiledQuery<{ id: string }> =>
  sql<{ id: string }>`
    with recursive waiting (tenant_id) as (
      (select q.tenant_id from tasks q where q.status = 'queued' order by q.tenant_id limit 1)
      union all
      select (select q.tenant_id from tasks q where q.status = 'queued' and q.tenant_id > w.tenant_id
        order by q.tenant_id limit 1)
      from waiting w where w.tenant_id is not null)
    select head.id from waiting w
      join tenants t on t.id = w.tenant_id
      cross join lateral (
        select count(*) as count from tasks r where r.status = 'running' and r.tenant_id = t.id) running
      cross join lateral (
        ${serving === null ? firstOf(sql`true`, now) : firstServed(serving, now)}) head
    where ${limitOf(rules)} = 0 or running.count < ${limitOf(rules)}
    order by
      head.priority + floor(greatest(0, extract(epoch from ${now}::timestamptz - greatest(head.created_at, t.last_started_at)))
        / ${rules.priorityAgingSeconds}::integer) desc,
      running.count, t.last_started_at nulls first, head.created_at, head.id
    limit 1`.compile(trx)

/** The first task of the tenant `t` that a condition admits and no delay holds back. */
const firstOf = (condition: RawBuilder<unknown>, now: Date) => sql`
        select q.id, q.created_at, q.priority from tasks q
        where q.status = 'queued' and q.tenant_id = t.id and (q.not_before is null or q.not_before <= ${now})
          and ${condition}
        order by q.priority desc, q.created_at, q.id limit 1`

/** As `firstOf`, of what a worker serves: the first of the firsts of its models. */
const firstServed = (serving: Serving, now: Date) => sql`
        select each.id, each.created_at, each.priority from unnest(${[...serving.models]}::text[]) as served(model)
          cross join lateral (${firstOf(
            sql`q.model = served.model and ${fitsOn(serving)} and not ${isAvoided(serving.worker, now)}`,
            now,
          )}) each
        order by each.priority desc, each.created_at, each.id limit 1`

const limitOf = (rules: TurnRules) => sql`coalesce(t.max_running, ${rules.maxRunningPerTenant}::integer)`

/** Running tasks of the tenant and queued ones with a job, counted up to `most`. */
export async function countTickets(db: Db, tenantId: string, most: number): Promise<number> {
  const { rows } = await db.executeQuery(ticketCount(db, tenantId, most))
  return Number(rows[0]?.count ?? 0)
}

const ticketCount = compiledOnce((db, tenantId: string, most: number) => ({
  compile: () =>
    sql<{ count: string }>`
      select count(*) from (
        (select 1 from tasks where tenant_id = ${tenantId} and status = 'running' limit ${most})
        union all
        (select 1 from tasks where tenant_id = ${tenantId} and status = 'queued' and not parked
          limit ${most})) t`.compile(db),
}))

/** The next parked tasks of a tenant, locked until the transaction ends. */
export async function lockParked(
  trx: Trx,
  tenantId: string,
  most: number,
): Promise<Pick<TaskRow, 'id' | 'priority'>[]> {
  return await trx
    .selectFrom('tasks')
    .select(['id', 'priority'])
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'queued')
    .where('parked', '=', true)
    .orderBy('priority', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute()
}

/**
 * Tenants with parked tasks and room for `free` more tasks with a job; null: no limit. Those with a
 * job are all that are queued less the parked ones, which indexes tell without the tasks.
 */
export async function tenantsWithRoom(
  db: Db,
  rules: TurnRules,
  tenantId?: string,
): Promise<{ id: string; free: number | null }[]> {
  const count = (which: RawBuilder<unknown>) =>
    sql`(select count(*) from tasks k where k.tenant_id = t.id and ${which})`
  const { rows } = await sql<{ id: string; most: number; tickets: string }>`
    select t.id, ${limitOf(rules)} as most, tickets.count as tickets from tenants t
      cross join lateral (select ${count(sql`k.status = 'running'`)} + ${count(sql`k.status = 'queued'`)}
        - ${count(sql`k.status = 'queued' and k.parked`)} as count) tickets
    where exists (select 1 from tasks p where p.tenant_id = t.id and p.status = 'queued' and p.parked)
      and (${tenantId ?? null}::text is null or t.id = ${tenantId ?? null}::text)
      and (${limitOf(rules)} = 0 or tickets.count < ${limitOf(rules)})`.execute(db)
  return rows.map((row) => ({ id: row.id, free: row.most === 0 ? null : row.most - Number(row.tickets) }))
}
