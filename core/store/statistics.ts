import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'

/** Ended runs within one period. */
export interface Throughput {
  readonly at: Date
  readonly completed: number
  readonly failed: number
  readonly cancelled: number
  readonly engineSeconds: number
}

/**
 * Ended tasks of all tenants by period, oldest first, periods without any included.
 *
 * @param o.bucketSeconds length of a period
 */
export async function throughput(
  db: Db,
  o: { readonly from: Date; readonly to: Date; readonly bucketSeconds: number },
): Promise<Throughput[]> {
  const { rows } = await sql<{
    at: Date
    completed: string
    failed: string
    cancelled: string
    engine_seconds: number
  }>`
    with period as (
      select at from generate_series(
        date_bin(make_interval(secs => ${o.bucketSeconds}), ${o.from}::timestamptz, 'epoch'),
        ${o.to}::timestamptz, make_interval(secs => ${o.bucketSeconds})) as at
    ), ended as (
      select date_bin(make_interval(secs => ${o.bucketSeconds}), finished_at, 'epoch') as at,
        status, gpu_seconds from tasks
      where finished_at >= ${o.from} and finished_at <= ${o.to}
    )
    select period.at,
      count(*) filter (where ended.status = 'completed') as completed,
      count(*) filter (where ended.status = 'failed') as failed,
      count(*) filter (where ended.status = 'cancelled') as cancelled,
      coalesce(sum(ended.gpu_seconds), 0) as engine_seconds
    from period left join ended using (at) group by period.at order by period.at`.execute(db)
  return rows.map((row) => ({
    at: row.at,
    completed: Number(row.completed),
    failed: Number(row.failed),
    cancelled: Number(row.cancelled),
    engineSeconds: Number(row.engine_seconds),
  }))
}

/** How long the completed runs of a model took. */
export interface ModelRuns {
  readonly model: string
  readonly runs: number
  readonly meanSeconds: number
  readonly p95Seconds: number
  /** From the creation until the last attempt began. */
  readonly meanWaitSeconds: number
}

/** Completed runs by model, results that were reused left out. */
export async function modelRuns(db: Db, o: { readonly from: Date; readonly to: Date }): Promise<ModelRuns[]> {
  const { rows } = await sql<{ model: string; runs: string; mean: number; p95: number; wait: number }>`
    select model, count(*) as runs,
      avg(extract(epoch from finished_at - started_at))::float8 as mean,
      percentile_cont(0.95) within group (order by extract(epoch from finished_at - started_at))::float8 as p95,
      avg(extract(epoch from started_at - created_at))::float8 as wait
    from tasks
    where status = 'completed' and cached_from is null and started_at is not null
      and finished_at >= ${o.from} and finished_at <= ${o.to}
    group by model order by count(*) desc, model`.execute(db)
  return rows.map((row) => ({
    model: row.model,
    runs: Number(row.runs),
    meanSeconds: row.mean,
    p95Seconds: row.p95,
    meanWaitSeconds: row.wait,
  }))
}

/** Whether events reach their receivers. */
export interface WebhookHealth {
  readonly attempts: number
  readonly failedAttempts: number
  readonly pending: number
  readonly oldestPendingAt: Date | null
  readonly pausedDestinations: number
  readonly disabledEndpoints: number
}

export async function webhookHealth(
  db: Db,
  o: { readonly from: Date; readonly to: Date },
): Promise<WebhookHealth> {
  const { rows } = await sql<{
    attempts: string
    failed: string
    pending: string
    oldest: Date | null
    paused: string
    disabled: string
  }>`
    select
      (select count(*) from webhook_attempts where at >= ${o.from} and at <= ${o.to}) as attempts,
      (select count(*) from webhook_attempts where at >= ${o.from} and at <= ${o.to}
        and (status_code is null or status_code not between 200 and 299)) as failed,
      (select count(*) from webhook_deliveries where status = 'pending') as pending,
      (select min(created_at) from webhook_deliveries where status = 'pending') as oldest,
      (select count(*) from webhook_destinations where paused_until > ${o.to}) as paused,
      (select count(*) from webhook_endpoints where disabled) as disabled`.execute(db)
  const row = rows[0] as (typeof rows)[0]
  return {
    attempts: Number(row.attempts),
    failedAttempts: Number(row.failed),
    pending: Number(row.pending),
    oldestPendingAt: row.oldest,
    pausedDestinations: Number(row.paused),
    disabledEndpoints: Number(row.disabled),
  }
}

/** The results that are stored now. */
export interface StoredResults {
  readonly videos: number
  readonly bytes: number
  /** Videos whose files are deleted within a day. */
  readonly expiringWithinDay: number
  readonly files: number
  readonly fileBytes: number
}

export async function storedResults(db: Db, now: Date): Promise<StoredResults> {
  const { rows } = await sql<Record<'videos' | 'bytes' | 'expiring' | 'files' | 'file_bytes', string>>`
    with stored as (
      select expires_at, (
        select sum((asset.value->>'sizeBytes')::bigint) from jsonb_each(assets) asset
        where jsonb_typeof(asset.value) = 'object') as bytes
      from tasks where assets is not null and assets_removed_at is null and deleted_at is null
    )
    select count(*) as videos, coalesce(sum(bytes), 0) as bytes,
      count(*) filter (where expires_at <= ${now}::timestamptz + interval '1 day') as expiring,
      (select count(*) from files) as files,
      (select coalesce(sum(size_bytes), 0) from files) as file_bytes
    from stored`.execute(db)
  const row = rows[0] as (typeof rows)[0]
  return {
    videos: Number(row.videos),
    bytes: Number(row.bytes),
    expiringWithinDay: Number(row.expiring),
    files: Number(row.files),
    fileBytes: Number(row.file_bytes),
  }
}
