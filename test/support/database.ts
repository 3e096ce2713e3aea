import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Set by test/run.ts: a server whose database `template_wan` holds the migrated schema. */
const ADMIN_URL = 'TEST_DATABASE_ADMIN_URL'
export const TEMPLATE = 'template_wan'

export interface TestDatabase {
  readonly url: string
  readonly name: string
  drop(): Promise<void>
}

export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

export async function runOnServer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A clone of the migrated template for one test file; about 30 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = process.env[ADMIN_URL]
  if (adminUrl === undefined)
    throw new Error(`run this test through \`npm test -- <file>\`: it sets ${ADMIN_URL} to a server made for the run`)
  const name = `test_${randomBytes(6).toString('hex')}`
  await runOnServer(adminUrl, `create database ${name} template ${TEMPLATE}`)
  return {
    url: databaseUrl(adminUrl, name),
    name,
    drop: () => runOnServer(adminUrl, `drop database ${name} with (force)`),
  }
}
