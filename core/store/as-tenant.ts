import { sql, type Compilable, type CompiledQuery } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Db, Trx } from '#core/postgres/db.ts'
import { flight, readFlight } from '#core/postgres/flight.ts'
import { TENANT_ROLE } from '#core/postgres/grants.ts'

/**
 * Runs reads on behalf of a tenant in a role that row-level security binds to the tenant's rows: a
 * second lock behind the tenant id in every query. Role and tenant are local to the transaction, so
 * they cannot leak through the pool; where the role has a login of its own, the connection has no
 * other role to fall back to. Inside a transaction of the service, which needs its own rights
 * afterwards, the first lock alone holds.
 */
export async function asTenant<T>(db: Db, tenantId: string, read: (trx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return await read(db)
  return await (db.tenantReads ?? db).transaction().execute(async (trx: Trx) => {
    await flight(trx, [become(db, tenantId)])
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
  return (await readFlight(db.tenantReads ?? db, [become(db, tenantId), query]))[1]
}

/** The first row of `rowsAsTenant`. */
export const firstAsTenant = async <Row>(
  ...[db, tenantId, read]: Parameters<typeof rowsAsTenant<Row>>
): Promise<Row | undefined> => (await rowsAsTenant(db, tenantId, read))[0]

const become = (db: Db, tenantId: string): CompiledQuery =>
  db.tenantReads === undefined ? becomeInRole(db, tenantId) : becomeTenant(db, tenantId)

const becomeInRole = compiledOnce((db, tenantId: string) => ({
  compile: () =>
    sql`select set_config('wan.tenant', ${tenantId}, true), set_config('role', ${TENANT_ROLE}, true)`.compile(
      db,
    ),
}))

const becomeTenant = compiledOnce((db, tenantId: string) => ({
  compile: () => sql`select set_config('wan.tenant', ${tenantId}, true)`.compile(db),
}))

/** The role that a connection has logged in as: what `reset role` leads back to. */
export async function loginRole(db: Db): Promise<string> {
  const { rows } = await sql<{ role: string }>`select session_user::text as role`.execute(db)
  return (rows[0] as { role: string }).role
}
