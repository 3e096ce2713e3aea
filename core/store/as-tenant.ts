import { sql, type Compilable, type CompiledQuery } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'
import { flight, readFlight } from '#core/postgres/flight.ts'

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
    await flight(trx, [become(trx, tenantId)])
    return await read(trx)
  })
}

/** As `asTenant`, for one query: role, query and commit take one round trip together. */
export async function rowsAsTenant<Row>(
  db: Db,
  tenantId: string,
  read: (db: Db) => Compilable<Row>,
): Promise<readonly Row[]> {
  const query = read(db).compile()
  if (db.isTransaction) return (await flight(db, [query]))[0]
  return (await readFlight(db, [become(db, tenantId), query]))[1]
}

/** The first row of `rowsAsTenant`. */
export const firstAsTenant = async <Row>(
  ...[db, tenantId, read]: Parameters<typeof rowsAsTenant<Row>>
): Promise<Row | undefined> => (await rowsAsTenant(db, tenantId, read))[0]

const become = (db: Db, tenantId: string): CompiledQuery =>
  sql`select set_config('wan.tenant', ${tenantId}, true), set_config('role', ${TENANT_ROLE}, true)`.compile(
    db,
  )
