import { type ChildProcess, spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { choosePostgresAccount, type PostgresAccount } from './account.ts'
import { locatePostgresBinaries, type PostgresBinaries } from './binaries.ts'
import { checkDataOwner, prepareCluster, SUPERUSER } from './cluster.ts'
import { clearLeftovers, recordedPostmaster, WATCHDOG_NAME } from './leftovers.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { ensureWritableFolder } from '#infra/dev/writable-folder.ts'

export type EmbeddedPostgresOptions = {
  /** Postgres's data directory, with its password file beside it; created if it does not exist. */
  readonly dataDir: string
  /** Receives a line about every unusual action. */
  readonly log: (line: string) => void
  /** Receives every line that Postgres writes. */
  readonly serverLog?: (line: string) => void
  /** Programs to run. Default: those of the npm packages. */
  readonly binaries?: PostgresBinaries
  /** Port on 127.0.0.1. Default: a free one, chosen at each start. */
  readonly port?: number
  /** false: faster, but not safe against power loss; for temporary databases. */
  readonly durable?: boolean
  /**
   * Connections at once. The default suffices for the API and a worker with two engines, which hold
   * about 40.
   */
  readonly maxConnections?: number
}

export type PostgresExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type EmbeddedPostgres = {
  /** Connection string of the superuser, with the password. */
  readonly url: string
  readonly port: number
  /** Process id of the server itself, not of its watchdog. */
  readonly pid: number
  /**
   * Fast shutdown, which rolls open transactions back. Resolves with the server's exit, within 8 s.
   */
  readonly stop: () => Promise<void>
  /** Resolves when the server exits for any reason. Never rejects. */
  readonly exited: Promise<PostgresExit>
}

const MAX_CONNECTIONS = 100
const PORT_ATTEMPTS = 5

/**
 * The parent process of Postgres. It reads a pipe that only our process holds open. End of file,
 * which the kernel also causes when we are killed, means fast shutdown; 5 s later immediate
 * shutdown, 2 s later SIGKILL. Signals meant for us do not reach it, because it has a session of
 * its own.
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
 * Starts the Postgres of the npm packages, on loopback only, with password authentication. A first
 * start takes about 0.6 s, a later one 50 ms, one after a crash 0.2 s plus the replay of its log.
 *
 * Works as root (see {@link choosePostgresAccount}) and as an ordinary user, and recovers from a
 * killed run (see {@link clearLeftovers}). However our process ends, Postgres ends with it.
 *
 * @throws SetupError with one line that says what is wrong and what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, durable = true, maxConnections = MAX_CONNECTIONS, serverLog = () => {} } = options
  const binaries = options.binaries ?? (await locatePostgresBinaries())
  const folder = path.dirname(path.resolve(options.dataDir))
  ensureWritableFolder(folder)
  const dataDir = path.join(realpathSync(folder), path.basename(options.dataDir))
  checkDataOwner(dataDir)
  const account = choosePostgresAccount(binaries.postgres, dataDir)
  await clearLeftovers(dataDir, log)
  const password = await prepareCluster({ dataDir, binaries, account, durable, log })

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freeLoopbackPort())
    const args = serverArguments(dataDir, port, durable, maxConnections)
    const server = launch(account, [binaries.postgres, ...args], serverLog)
    const failure = await server.ready
    if (failure === undefined) {
      const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${SUPERUSER}`
      return { url, port, pid: recordedPostmaster(dataDir) ?? 0, stop: server.stop, exited: server.exited }
    }
    const portTaken = failure.includes('Address already in use')
    if (portTaken && options.port === undefined && attempt < PORT_ATTEMPTS) continue
    if (portTaken)
      throw new SetupError(
        `port ${port} of 127.0.0.1, on which Postgres should start, is in use: stop what uses it`,
      )
    throw new SetupError(`Postgres did not start on ${dataDir}: ${failure}`)
  }
}

function serverArguments(dataDir: string, port: number, durable: boolean, maxConnections: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
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
    // Not 'close': a backend that outlives a killed server keeps its output pipe open.
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

/**
 * undefined once the server accepts connections; otherwise Postgres's own words about its failure.
 */
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
