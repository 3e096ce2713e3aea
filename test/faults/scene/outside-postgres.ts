import path from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'

/** A Postgres that belongs to no process of the service, and that a test may kill. */
export interface OutsidePostgres {
  /** The superuser's address; the same after a restart. */
  readonly url: string
  /** Immediate shutdown, as by `pg_ctl -m immediate`: no transaction ends, nothing is flushed. */
  killHard(): Promise<void>
  /** Starts it again on the same port. */
  start(): Promise<void>
  stop(): Promise<void>
}

const MAX_CONNECTIONS = 200

/** Starts a Postgres in the folder, on a free port, and migrates it. */
export async function startOutsidePostgres(o: { readonly folder: string }): Promise<OutsidePostgres> {
  const open = (port?: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataDir: path.join(o.folder, 'postgres'),
      // A killed server must find what it has committed.
      durable: true,
      maxConnections: MAX_CONNECTIONS,
      log: () => {},
      ...(port === undefined ? {} : { port }),
    })
  let server = await open()
  const { url, port } = server
  await migrate(url)
  let isUp = true
  return {
    url,
    async killHard() {
      if (!isUp) return
      process.kill(server.pid, 'SIGQUIT')
      await server.exited
      isUp = false
    },
    async start() {
      if (isUp) return
      server = await open(port)
      isUp = true
    },
    async stop() {
      await server.stop()
    },
  }
}
