import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { sql } from 'kysely'
import { openPassage, type Passage } from '#test/support/network/passage.ts'
import { openPgBouncer } from '#test/support/network/pgbouncer.ts'

/** PgBouncer in transaction mode, with a passage between it and Postgres. */
export interface Pooler {
  /** The database through it. */
  readonly url: string
  /** What processes need beside the address. */
  readonly env: Readonly<Record<string, string>>
  readonly passage: Passage
  kill(): Promise<void>
  /** Undoes every fault. */
  mend(): Promise<void>
  close(): Promise<void>
}

/** Sets it and the role up as docs/operate.md says. */
export async function startPooler(databaseUrl: string): Promise<Pooler> {
  const db = openTestDatabase(databaseUrl)
  await sql`alter role current_user set statement_timeout = '30s'`.execute(db)
  await sql`alter role current_user set idle_in_transaction_session_timeout = '60s'`.execute(db)
  await db.destroy()
  const passage = await openPassage(databaseUrl)
  const bouncer = await openPgBouncer(passage.url, ['server_login_retry = 1'])
  return {
    url: bouncer.url,
    // Debian 12 has a version that does not follow prepared statements.
    env: { DATABASE_DIRECT_URL: databaseUrl, DATABASE_PREPARED_STATEMENTS: 'false' },
    passage,
    kill: () => bouncer.kill(),
    async mend() {
      await passage.mend()
      await bouncer.start()
    },
    async close() {
      await bouncer.close()
      await passage.close()
    },
  }
}
