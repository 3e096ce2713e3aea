/**
 * Starts an embedded Postgres on the data directory of its argument, prints `{url, pid}` and waits
 * to be killed.
 */
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: () => {} })
console.log(JSON.stringify({ url: postgres.url, pid: postgres.pid }))
await postgres.exited
