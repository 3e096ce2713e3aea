import { sql } from 'kysely'
import { WORKER_LIVE_MS } from './queue-view.ts'
import type { Db } from '#core/postgres/db.ts'
import type { UnavailableModel } from '#core/task/model-definition.ts'
import type { FittingSizes } from '#core/task/fitting-sizes.ts'

export interface WorkerRow {
  readonly id: string
  readonly host: string
  readonly devices: readonly string[]
  /** One per device. */
  readonly deviceClasses: readonly string[]
  readonly models: readonly string[]
  /** Sizes that its devices can hold, by model id; absent: all that the models permit. */
  readonly fittingSizes?: Readonly<Record<string, FittingSizes>>
  /** What its models directory holds and it does not serve. */
  readonly unavailable?: readonly UnavailableModel[]
  /** Engines that it was told to run and cannot. Default: none. */
  readonly brokenEngines?: number
  readonly startedAt: Date
}

/** Registers a worker, or records its heartbeat. */
export async function recordHeartbeat(db: Db, worker: WorkerRow, now: Date): Promise<void> {
  const able = {
    devices: [...worker.devices],
    device_classes: [...worker.deviceClasses],
    models: [...worker.models],
    fitting_sizes: JSON.stringify(worker.fittingSizes ?? {}),
    unavailable: JSON.stringify(worker.unavailable ?? []),
    broken_engines: worker.brokenEngines ?? 0,
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
    .where('seen_at', '>', new Date(now.getTime() - WORKER_LIVE_MS))
    .executeTakeFirstOrThrow()
  return { workers: Number(row.workers), engines: Number(row.engines), brokenEngines: Number(row.broken) }
}
