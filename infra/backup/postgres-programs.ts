import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostUrls } from '#core/postgres/address.ts'
import { SetupError } from '#infra/dev/setup-error.ts'

/**
 * Runs a program of Postgres's client package with the database's address in its environment, where
 * no list of processes shows the password.
 *
 * @throws SetupError when it is not installed or fails, with its own words
 */
export async function runPostgresProgram(
  program: 'pg_dump' | 'pg_restore',
  args: readonly string[],
  o: { readonly databaseUrl?: string; readonly searchPath: string | undefined },
): Promise<string> {
  const child = spawn(program, args, {
    env: { PATH: o.searchPath ?? '', ...(o.databaseUrl === undefined ? {} : connectionOf(o.databaseUrl)) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [printed, complaint] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) throw new SetupError(`${program} failed: ${complaint.trim().slice(0, 2000)}`)
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw new SetupError(
      `${program} is not installed: install Postgres's client package of the server's major version`,
    )
  }
  return printed
}

/** The address of a database as libpq's environment variables. */
function connectionOf(databaseUrl: string): Record<string, string> {
  const urls = hostUrls(databaseUrl).map((each) => new URL(each))
  const [url] = urls as [URL, ...URL[]]
  const mode = url.searchParams.get('sslmode') ?? ''
  const settings = {
    PGHOST: urls.map(({ hostname }) => hostname.replace(/^\[|\]$/g, '')).join(','),
    PGPORT: urls.map(({ port }) => port || '5432').join(','),
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: databaseName(databaseUrl),
    // The word of node-postgres for what libpq calls `require`.
    PGSSLMODE: mode === 'no-verify' ? 'require' : mode,
    PGSSLROOTCERT: url.searchParams.get('sslrootcert') ?? '',
    PGTARGETSESSIONATTRS: url.searchParams.get('target_session_attrs') ?? '',
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
}

/** The name of the database in a connection string. */
export const databaseName = (databaseUrl: string): string =>
  decodeURIComponent(new URL(hostUrls(databaseUrl)[0] as string).pathname.slice(1))

/** The major version of a program: 18 for "pg_dump (PostgreSQL) 18.1". */
export async function majorVersionOf(
  program: 'pg_dump' | 'pg_restore',
  searchPath: string | undefined,
): Promise<number> {
  return Number(/\d+/.exec(await runPostgresProgram(program, ['--version'], { searchPath }))?.[0])
}
