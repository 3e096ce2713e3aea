import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import type { EngineState } from '#core/task/run.ts'
import type { UnavailableModel } from '#core/task/model-definition.ts'
import type { FittingSizes } from '#core/task/fitting-sizes.ts'

export interface WorkerRow {
  readonly id: string
  readonly host: string
  readonly devices: readonly string[]
  /** One per device. */
  readonly deviceClasses: readonly string[]
  readonly models: readonly string[]
  /** All of its engines, also those that take no tasks now. */
  readonly engineStates?: readonly EngineState[]
  /** Sizes that its devices can hold, by model id; absent: all that the models permit. */
  readonly fittingSizes?: Readonly<Record<string, FittingSizes>>
  /** What its models directory holds and it does not serve. */
  readonly unavailable?: readonly UnavailableModel[]
  /** Engines that it was told to run and cannot. Default: none. */
  readonly brokenEngines?: number
  readonly startedAt: Date
  /** Why it takes no tasks now, as `<fault>: <reason>`; absent or null: it takes them. */
  readonly pausedReason?: string | null
  /** Seconds that the clock of its machine is ahead of the database's. */
  readonly clockSkewSeconds?: number
}

/** A worker without a heartbeat for this long counts as dead. */
export const WORKER_LIVE_MS = 20_000

/** A worker that was seen after this time is alive. */
export const liveSince = (now: Date): Date => new Date(now.getTime() - WORKER_LIVE_MS)

/** Registers a worker, or records its heartbeat. */
export async function recordHeartbeat(db: Db, worker: WorkerRow, now: Date): Promise<void> {
  const able = {
    devices: [...worker.devices],
    device_classes: [...worker.deviceClasses],
    models: [...worker.models],
    fitting_sizes: JSON.stringify(worker.fittingSizes ?? {}),
    unavailable: JSON.stringify(worker.unavailable ?? []),
    broken_engines: worker.brokenEngines ?? 0,
    paused_reason: worker.pausedReason ?? null,
    clock_skew_seconds: worker.clockSkewSeconds ?? 0,
    engine_states: JSON.stringify(worker.engineStates ?? []),
  }
  await db
    .insertInto('workers')
    .values({
      id: worker.id,
      host: worker.host,
      ...able,
      started_at: worker.startedAt,
      seen_at: now,
    })
    .onConflict((oc) => oc.column('id').doUpdateSet({ seen_at: now, ...able }))
    .execute()
}

export async function deleteWorker(db: Db, id: string): Promise<void> {
  await db.deleteFrom('workers').where('id', '=', id).execute()
}

export async function deleteWorkersBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('workers').where('seen_at', '<', before).execute()
}

/** What the live workers have, all together. */
export interface LiveWorkers {
  readonly workers: number
  readonly engines: number
  /** Engines that they were told to run and cannot. */
  readonly brokenEngines: number
}

export async function countLiveWorkers(db: Db, now: Date): Promise<LiveWorkers> {
  const row = await db
    .selectFrom('workers')
    .select((eb) => [
      eb.fn.countAll<string>().as('workers'),
      sql<string>`coalesce(sum(cardinality(devices)), 0)`.as('engines'),
      eb.fn.coalesce(eb.fn.sum<string>('broken_engines'), sql<string>`0`).as('broken'),
    ])
    .where('seen_at', '>', liveSince(now))
    .executeTakeFirstOrThrow()
  return { workers: Number(row.workers), engines: Number(row.engines), brokenEngines: Number(row.broken) }
}

/** A live worker, as operators see it. */
export interface LiveWorker {
  readonly host: string
  /** Engines that can work. */
  readonly engines: number
  readonly pausedReason: string | null
  readonly clockSkewSeconds: number
}

export async function listLiveWorkers(db: Db, now: Date): Promise<LiveWorker[]> {
  const rows = await db
    .selectFrom('workers')
    .select(['host', 'devices', 'paused_reason', 'clock_skew_seconds'])
    .where('seen_at', '>', liveSince(now))
    .orderBy(sql`host, started_at`)
    .execute()
  return rows.map((row) => ({
    host: row.host,
    engines: row.devices.length,
    pausedReason: row.paused_reason,
    clockSkewSeconds: row.clock_skew_seconds,
  }))
}
