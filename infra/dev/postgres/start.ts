import { type ChildProcess, spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { choosePostgresAccount, type PostgresAccount } from './account.ts'
import { locatePostgresBinaries } from './binaries.ts'
import { checkDataOwner, prepareCluster, SUPERUSER } from './cluster.ts'
import { clearLeftovers, recordedPostmaster, WATCHDOG_NAME } from './leftovers.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { ensureWritableFolder } from '#infra/dev/writable-folder.ts'

export type EmbeddedPostgresOptions = {
  /** Postgres's data directory; made when it does not exist, its password file beside it. */
  readonly dataDir: string
  /** Gets one line for everything unusual the launcher does. */
  readonly log: (line: string) => void
  /** Gets every line Postgres writes. */
  readonly serverLog?: (line: string) => void
  /** Port on 127.0.0.1; a free one is chosen at each start when absent. */
  readonly port?: number
  /** false trades safety against power loss for speed, for databases that are thrown away. */
  readonly durable?: boolean
}

export type PostgresExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type EmbeddedPostgres = {
  /** Connection string of the superuser. It holds the password. */
  readonly url: string
  readonly port: number
  /** Process id of the server, not of its watchdog. */
  readonly pid: number
  /** Fast shutdown: open transactions are rolled back. Resolves when the server is gone, 8 s at the latest. */
  readonly stop: () => Promise<void>
  /** Resolves when the server ends, whoever ended it. Never rejects. */
  readonly exited: Promise<PostgresExit>
}

/** The API and a worker with two engines hold about 40 connections. */
const MAX_CONNECTIONS = 100
const PORT_ATTEMPTS = 5

/**
 * Parent of Postgres. It reads a pipe that only our process holds open: end of file, which the kernel also brings
 * about when we are killed, means fast shutdown; 5 s later immediate shutdown, 2 s later SIGKILL. Signals meant for
 * us do not reach it, because both live in a session of their own.
 */
const WATCHDOG = `
"$@" </dev/null 3<&- & server=$!
( read -r _ <&3; kill -INT $server; sleep 5; kill -QUIT $server; sleep 2; kill -KILL $server ) >/dev/null 2>&1 & guard=$!
trap '' INT TERM HUP
exec 3<&-
wait $server; code=$?
kill $guard 2>/dev/null
exit $code`

/**
 * Starts the Postgres that came with the npm packages, on loopback only, with password authentication.
 * A first start takes about 0.6 s, a later one 50 ms, one after a crash 0.2 s plus the replay of its log.
 *
 * Works as root (see {@link choosePostgresAccount}) and as an ordinary user, and recovers by itself from a killed
 * run (see {@link clearLeftovers}). However our process ends, Postgres ends with it.
 *
 * @throws SetupError with one line that says what is wrong and what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, durable = true, serverLog = () => {} } = options
  const binaries = await locatePostgresBinaries()
  const folder = path.dirname(path.resolve(options.dataDir))
  ensureWritableFolder(folder)
  const dataDir = path.join(realpathSync(folder), path.basename(options.dataDir))
  checkDataOwner(dataDir)
  const account = choosePostgresAccount(binaries.postgres, dataDir)
  await clearLeftovers(dataDir, log)
  const password = await prepareCluster({ dataDir, binaries, account, durable, log })

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freeLoopbackPort())
    const server = launch(account, [binaries.postgres, ...serverArguments(dataDir, port, durable)], serverLog)
    const failure = await server.ready
    if (failure === undefined) {
      const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${SUPERUSER}`
      return { url, port, pid: recordedPostmaster(dataDir) ?? 0, stop: server.stop, exited: server.exited }
    }
    const portTaken = failure.includes('Address already in use')
    if (portTaken && options.port === undefined && attempt < PORT_ATTEMPTS) continue
    if (portTaken) throw new SetupError(`port ${port} of 127.0.0.1, meant for Postgres, is in use`)
    throw new SetupError(`Postgres did not start on ${dataDir}: ${failure}`)
  }
}

function serverArguments(dataDir: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: MAX_CONNECTIONS,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

function launch(account: PostgresAccount, server: string[], serverLog: (line: string) => void) {
  const [command = '', ...args] = [
    ...account.commandPrefix,
    '/bin/sh',
    '-c',
    WATCHDOG,
    WATCHDOG_NAME,
    ...server,
  ]
  const child = spawn(command, args, {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const lifeline = child.stdio[3]
  const exited = new Promise<PostgresExit>((resolve) => {
    // 'exit', not 'close': a backend that outlives a killed server holds the pipe of its messages open.
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: null, signal: null }))
  })
  void exited.then(() => lifeline?.destroy())
  const stop = async (): Promise<void> => {
    lifeline?.destroy()
    await exited
  }
  return { ready: readiness(child, serverLog), exited, stop }
}

/** undefined once connections are accepted, else what Postgres said when it gave up. */
async function readiness(
  child: ChildProcess,
  serverLog: (line: string) => void,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const complaints: string[] = []
  let lastLine = ''
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      serverLog(line)
      lastLine = line
      if (line.includes('database system is ready to accept connections')) resolve(undefined)
      const complaint = /(?:LOG: .*(?=could not)|WARNING: |FATAL: |PANIC: |error: ) *(.*)/.exec(line)?.[1]
      if (complaint) complaints.push(complaint)
    })
  }
  child.once('close', (code, signal) =>
    resolve(complaints.join('; ') || lastLine || `it ended with ${signal ?? `exit code ${code}`}`),
  )
  child.once('error', (error) => resolve(error.message))
  return promise
}
