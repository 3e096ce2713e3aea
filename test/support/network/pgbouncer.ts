import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

const PROGRAM = '/usr/sbin/pgbouncer'
/** It refuses to run as root. */
const NOBODY = 65_534

/** Whether this machine has PgBouncer, from Debian's package. */
export const hasPgBouncer = (): Promise<boolean> =>
  access(PROGRAM).then(
    () => true,
    () => false,
  )

/** A PgBouncer that a test may kill. */
export interface PgBouncer {
  /** The database through it; the same after another start. */
  readonly url: string
  /** SIGKILL: its connections to both sides break. */
  kill(): Promise<void>
  /** Starts it again when it was killed, and waits until it answers. */
  start(): Promise<void>
  close(): Promise<void>
}

/**
 * PgBouncer in transaction mode, as docs/operate.md sets it up.
 *
 * @param settings further lines of its settings file
 */
export async function openPgBouncer(
  databaseUrl: string,
  settings: readonly string[] = [],
): Promise<PgBouncer> {
  const target = new URL(databaseUrl)
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-pgbouncer-'))
  const port = await freeLoopbackPort()
  const users = path.join(folder, 'users.txt')
  const file = path.join(folder, 'pgbouncer.ini')
  await writeFile(users, `"${target.username}" "${decodeURIComponent(target.password)}"\n`)
  await writeFile(
    file,
    `[databases]
* = host=${target.hostname} port=${target.port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
${settings.join('\n')}
`,
  )
  await chmod(folder, 0o755)
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${port}`
  let child: ChildProcess | null = null

  const kill = async (): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  const bouncer: PgBouncer = {
    url: url.href,
    kill,
    async start() {
      if (child !== null && child.exitCode === null && child.signalCode === null) return
      let output = ''
      child = spawn(PROGRAM, [file], {
        stdio: ['ignore', 'ignore', 'pipe'],
        ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
      })
      child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
      await until(
        () => answers(url.href),
        30_000,
        () => `PgBouncer does not answer:\n${output}`,
      )
    },
    async close() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    await bouncer.start()
    return bouncer
  } catch (error) {
    await bouncer.close()
    throw error
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  return await client.connect().then(
    async () => {
      await client.end()
      return true
    },
    () => false,
  )
}

/** PgBouncer until the test ends. @returns the address through it */
export async function startPgBouncer(
  t: Pick<TestContext, 'after'> | { after(closer: () => Promise<unknown>): void },
  databaseUrl: string,
  settings: readonly string[] = [],
): Promise<string> {
  const bouncer = await openPgBouncer(databaseUrl, settings)
  closeAfter(t, () => bouncer.close())
  return bouncer.url
}
