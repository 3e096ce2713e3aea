import pg from 'pg'

/**
 * Set by `test/run.ts`: the superuser's connection string of the Postgres that lives as long as the
 * run.
 */
export const ADMIN_URL_VARIABLE = 'TEST_DATABASE_ADMIN_URL'
/**
 * Database that holds the migrated schema; nobody connects to it, which is what lets it be cloned.
 */
export const TEMPLATE_DATABASE = 'test_template'

/**
 * Makes the template, fills it by `migrate` and closes it to connections. Called once for each run.
 */
export async function createTemplateDatabase(
  adminUrl: string,
  migrate: (databaseUrl: string) => Promise<unknown>,
): Promise<void> {
  await administer(adminUrl, (quoted) => `create database ${quoted(TEMPLATE_DATABASE)}`)
  const url = new URL(adminUrl)
  url.pathname = `/${TEMPLATE_DATABASE}`
  await migrate(url.href)
  await administer(
    adminUrl,
    (quoted) => `alter database ${quoted(TEMPLATE_DATABASE)} is_template true allow_connections false`,
  )
}

/** Runs one statement about databases; names go through `quoted`. */
export async function administer(
  adminUrl: string,
  statement: (quoted: (name: string) => string) => string,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(statement((name) => client.escapeIdentifier(name)))
  } finally {
    await client.end()
  }
}
