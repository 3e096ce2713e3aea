import { sql, type Selectable } from 'kysely'
import type { Database, Db, Trx } from '#core/postgres/db.ts'
import { isFileId } from '#core/ids.ts'
import { firstAsTenant, rowsAsTenant } from './as-tenant.ts'

/** A file that a tenant uploaded to refer to by id; the storage holds its bytes under `fileKey`. */
export type FileRow = Selectable<Database['files']>

export async function insertFile(trx: Trx, file: FileRow): Promise<void> {
  await trx.insertInto('files').values(file).execute()
}

/** A tenant's file; undefined for an expired one and for another tenant's. */
export async function findFile(
  db: Db,
  tenantId: string,
  id: string,
  now: Date,
): Promise<FileRow | undefined> {
  if (!isFileId(id)) return undefined
  return await firstAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('files')
      .selectAll()
      .where('id', '=', id)
      .where('tenant_id', '=', tenantId)
      .where('expires_at', '>', now),
  )
}

export interface FilePage {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  /** Id of the file before the page. */
  readonly after: string | null
  readonly purpose: string | null
}

export async function listFiles(
  db: Db,
  tenantId: string,
  page: FilePage,
  now: Date,
): Promise<{ files: FileRow[]; hasMore: boolean }> {
  const rows = await rowsAsTenant(db, tenantId, (trx) => pageQuery(trx, tenantId, page, now))
  return { files: rows.slice(0, page.limit), hasMore: rows.length > page.limit }
}

function pageQuery(db: Db, tenantId: string, { limit, order, after, purpose }: FilePage, now: Date) {
  let query = db
    .selectFrom('files')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('expires_at', '>', now)
    .orderBy('created_at', order)
    .orderBy('id', order)
    .limit(limit + 1)
  if (purpose !== null) query = query.where('purpose', '=', purpose)
  if (after !== null) {
    const cursor = sql`(select c.created_at, c.id from files c where c.id = ${after} and c.tenant_id = ${tenantId})`
    query = query.where(
      order === 'desc'
        ? sql<boolean>`(files.created_at, files.id) < ${cursor}`
        : sql<boolean>`(files.created_at, files.id) > ${cursor}`,
    )
  }
  return query
}

/** Deletes a tenant's file; false when it is not the tenant's. */
export async function deleteFile(db: Db, tenantId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('files')
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Expired files of all tenants, earliest expiry first. */
export async function expiredFileIds(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('files')
    .select('id')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function deleteFiles(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('files').where('id', 'in', ids).execute()
}

/** Those of the ids that have a row. */
export async function existingFileIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db.selectFrom('files').select('id').where('id', 'in', ids).execute()
  return new Set(rows.map((row) => row.id))
}
