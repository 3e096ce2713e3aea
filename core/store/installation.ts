import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'

/** The id of this installation; null for a database that has not been migrated so far. */
export async function findInstallationId(db: Db): Promise<string | null> {
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass('installation') is not null as found`.execute(db)
  if (rows[0]?.found !== true) return null
  const row = await db.selectFrom('installation').select('id').executeTakeFirst()
  return row?.id ?? null
}

/** What the last sweep of a kind found. */
export interface SweepReport {
  /** Which objects: `tasks` or `files`. */
  readonly name: string
  readonly listed: number
  /** Objects older than a day that the database does not know. */
  readonly unknown: number
  /** Objects that were deleted, those included that the database knows to be of no use. */
  readonly deleted: number
  /** Whether the unknown ones were kept: too many, or the setting says so. */
  readonly held: boolean
}

export async function recordSweep(db: Db, report: SweepReport, now: Date): Promise<void> {
  const row = { ...report, swept_at: now }
  await db
    .insertInto('sweeps')
    .values(row)
    .onConflict((oc) => oc.column('name').doUpdateSet(row))
    .execute()
}

export async function listSweeps(db: Db): Promise<(SweepReport & { readonly sweptAt: Date })[]> {
  return await db
    .selectFrom('sweeps')
    .select(['name', 'swept_at as sweptAt', 'listed', 'unknown', 'deleted', 'held'])
    .orderBy('name')
    .execute()
}
