import { sql } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'

/** A role that may only read, and only the rows of the tenant in `wan.tenant`. */
const TENANT_ROLE = 'wan_tenant'

/**
 * Runs reads on behalf of a tenant in a role that row-level security binds to the tenant's rows: a
 * second lock behind the tenant id in every query. Role and tenant are local to the transaction, so
 * they cannot leak through the pool. Inside a transaction of the service, which needs its own
 * rights afterwards, the first lock alone holds.
 */
export async function asTenant<T>(db: Db, tenantId: string, read: (trx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return await read(db)
  return await db.transaction().execute(async (trx: Trx) => {
    await sql`select set_config('wan.tenant', ${tenantId}, true), set_config('role', ${TENANT_ROLE}, true)`.execute(
      trx,
    )
    return await read(trx)
  })
}
