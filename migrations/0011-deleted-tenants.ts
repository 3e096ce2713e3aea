import { sql, type Kysely } from 'kysely'

/** When a tenant was deleted. Its row stays, because the tombstones of its videos name it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`alter table tenants add column deleted_at timestamptz`.execute(db)
}
