import { sql, type CompiledQuery } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Db, Trx } from '#core/postgres/db.ts'
import { firstAsTenant } from './as-tenant.ts'

/** The UTC day of a booking, `YYYY-MM-DD`. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10)

/**
 * Counts the queued tasks of the tenant, those of this transaction included, up to one more than
 * `most`. The count stays true until the transaction ends, as far as the limit is concerned; see
 * `admit_queued` in the migrations. Comes after the tasks are inserted.
 *
 * @param o.isAlone whether no other admission of the tenant may be under way: where several tasks
 *   are inserted, or others of the tenant use `shareAdmission`. Without it, it is so near the limit
 */
export const countAdmitted = (
  trx: Trx,
  o: { readonly tenantId: string; readonly most: number; readonly isAlone: boolean },
): CompiledQuery<{ queued: number }> => admitQueued(trx, o.tenantId, o.most, o.isAlone ? 2 : 1)

const admitQueued = compiledOnce((db, tenantId: string, most: number, added: number) => ({
  compile: () =>
    sql<{ queued: number }>`
      select admit_queued(${tenantId}, ${most}::integer, ${added}::integer) as queued`.compile(db),
}))

/**
 * Takes the lock of `admit_queued` as submits far from the limit take it, which share it. What
 * counts the queued tasks has to come after it, and may count once.
 *
 * @returns as many transactions as may hold the lock at once.
 */
export const shareAdmission: (trx: Trx, tenantId: string) => CompiledQuery<{ most: number }> = compiledOnce(
  (db, tenantId: string) => ({
    compile: () =>
      sql<{ most: number }>`
        select current_setting('max_connections')::integer as most,
          pg_advisory_xact_lock_shared(hashtextextended('wan:admission:' || ${tenantId}::text, 0))`.compile(
        db,
      ),
  }),
)

/**
 * As `shareAdmission`, of several tenants and without waiting for those that count alone.
 *
 * @returns a row for each tenant, also whether its lock was free.
 */
export const tryShareAdmission: (
  trx: Trx,
  tenantIds: readonly string[],
) => CompiledQuery<{ most: number; tenant_id: string; is_shared: boolean }> = compiledOnce(
  (db, tenantIds: readonly string[]) => ({
    compile: () =>
      sql<{ most: number; tenant_id: string; is_shared: boolean }>`
        select current_setting('max_connections')::integer as most, tenant_id,
          pg_try_advisory_xact_lock_shared(hashtextextended('wan:admission:' || tenant_id, 0)) as is_shared
        from unnest(${tenantIds}::text[]) as each(tenant_id)`.compile(db),
  }),
)

/** Finished runs that the estimate averages over. */
const RECENT_RUNS = 20

/**
 * Mean seconds of the latest completed runs of the same model, size, frames and steps; null without
 * any.
 */
export async function typicalGpuSeconds(
  db: Db,
  kind: { model: string; width: number; height: number; frames: number; steps: number },
): Promise<number | null> {
  const { rows } = await sql<{ seconds: number | null }>`
    select avg(gpu_seconds) as seconds from (
      select gpu_seconds from tasks
      where status = 'completed' and model = ${kind.model}
        and parameters->>'width' = ${String(kind.width)} and parameters->>'height' = ${String(kind.height)}
        and parameters->>'frames' = ${String(kind.frames)} and parameters->>'steps' = ${String(kind.steps)}
      order by finished_at desc limit ${RECENT_RUNS}) r`.execute(db)
  return rows[0]?.seconds ?? null
}

export interface Usage {
  readonly gpuSeconds: number
  readonly uploadBytes: number
}

/**
 * Adds to what the tenant has used on a day, never below zero, and locks the row until the
 * transaction ends.
 *
 * @returns the sums of the day.
 */
export async function bookUsage(trx: Trx, tenantId: string, day: string, add: Usage): Promise<Usage> {
  const { rows } = await sql<{ gpu_seconds: number; upload_bytes: string }>`
    insert into tenant_usage as u (tenant_id, day, gpu_seconds, upload_bytes)
    values (${tenantId}, ${day}::date, greatest(0, ${add.gpuSeconds}::float8), ${add.uploadBytes}::bigint)
    on conflict (tenant_id, day) do update set
      gpu_seconds = greatest(0, u.gpu_seconds + ${add.gpuSeconds}::float8),
      upload_bytes = u.upload_bytes + ${add.uploadBytes}::bigint
    returning gpu_seconds, upload_bytes`.execute(trx)
  const [row] = rows as [{ gpu_seconds: number; upload_bytes: string }]
  return { gpuSeconds: row.gpu_seconds, uploadBytes: Number(row.upload_bytes) }
}

export async function findUsage(db: Db, tenantId: string, day: string): Promise<Usage> {
  const row = await firstAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('tenant_usage')
      .select(['gpu_seconds', 'upload_bytes'])
      .where('tenant_id', '=', tenantId)
      .where('day', '=', day),
  )
  return { gpuSeconds: row?.gpu_seconds ?? 0, uploadBytes: Number(row?.upload_bytes ?? 0) }
}
