import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { until } from '#test/support/processes/processes.ts'

const PROGRAM = '/usr/sbin/pgbouncer'

/** Whether this machine has PgBouncer, from Debian's package. */
export const hasPgBouncer = (): Promise<boolean> =>
  access(PROGRAM).then(
    () => true,
    () => false,
  )

/** PgBouncer in transaction mode, as docs/operate.md sets it up. @returns the address through it */
export async function startPgBouncer(
  t: Pick<TestContext, 'after'> | { after(closer: () => Promise<unknown>): void },
  databaseUrl: string,
  settings: readonly string[] = [],
): Promise<string> {
  const target = new URL(databaseUrl)
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-pgbouncer-'))
  const port = await freeLoopbackPort()
  await writeFile(
    path.join(folder, 'users.txt'),
    `"${target.username}" "${decodeURIComponent(target.password)}"\n`,
  )
  await writeFile(
    path.join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${target.hostname} port=${target.port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${path.join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
${settings.join('\n')}
`,
  )
  // It refuses to run as root.
  await chmod(folder, 0o755)
  const child = spawn(PROGRAM, [path.join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  t.after(async () => {
    if (child.exitCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  })
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${port}`
  await until(
    async () => {
      const client = new pg.Client({ connectionString: url.href })
      client.on('error', () => undefined)
      return await client.connect().then(
        async () => {
          await client.end()
          return true
        },
        () => false,
      )
    },
    30_000,
    () => `PgBouncer does not answer:\n${output}`,
  )
  return url.href
}
