import { connect } from 'node:net'
import pg from 'pg'
import { oneLine } from '#core/errors.ts'

/**
 * Where a database is: the hosts of a connection string, and the one that is used now. Libpq's
 * spelling is read: several hosts after one another (`host1:5432,host2:5432`), of which
 * `target_session_attrs=read-write` or `primary` takes the one that can write, and `sslmode`.
 */
export interface DatabaseAddress {
  /** Connection string of the host that is used now. */
  readonly url: string
  /** A client that connects to the host that is used now. */
  readonly Client: new (config?: pg.ClientConfig) => pg.Client
  /** Looks for a host that answers, and whether it speaks TLS where `sslmode` leaves that open. */
  settle(): Promise<void>
  /** The host that is used now has failed, or only reads: another one is looked for. */
  lost(): void
}

const CONNECT_TIMEOUT_MS = 5000
const SETTLE_AGAIN_MS = 1000
const OPEN_SSL_MODES = ['prefer', 'allow']

/** Parts of a connection string with several hosts, which is no URL. */
const WITH_HOSTS = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]+)(.*)$/s

/** The same connection string for each of its hosts. */
export function hostUrls(url: string): string[] {
  const [, start = '', hosts = '', rest = ''] = WITH_HOSTS.exec(url) ?? []
  return hosts === '' ? [url] : hosts.split(',').map((host) => start + host + rest)
}

/** As `pg` reads it: `sslmode` with the meaning of libpq. */
function forClient(url: string, speaksTls: boolean): string {
  // A socket of this machine may have no host that a URL could have.
  if (!URL.canParse(url)) return url
  const parsed = new URL(url)
  const mode = parsed.searchParams.get('sslmode')
  parsed.searchParams.delete('target_session_attrs')
  if (mode === null || mode === 'no-verify') return parsed.href
  if (OPEN_SSL_MODES.includes(mode)) parsed.searchParams.set('sslmode', speaksTls ? 'require' : 'disable')
  parsed.searchParams.set('uselibpqcompat', 'true')
  return parsed.href
}

/** The address of a connection string; until it is settled, its first host. */
export function databaseAddress(databaseUrl: string): DatabaseAddress {
  const urls = hostUrls(databaseUrl)
  const parameters = new URLSearchParams((urls[0] as string).split('?')[1])
  const mustWrite = ['read-write', 'primary'].includes(parameters.get('target_session_attrs') ?? 'any')
  const isTlsOpen = OPEN_SSL_MODES.includes(parameters.get('sslmode') ?? '')
  let current = forClient(urls[0] as string, true)
  let settling: Promise<void> | null = null
  let settledAt = Number.NEGATIVE_INFINITY

  async function look(): Promise<void> {
    const failures: unknown[] = []
    for (const url of urls)
      try {
        const candidate = forClient(url, isTlsOpen && (await speaksTls(url)))
        await assertUsable(candidate, mustWrite)
        current = candidate
        return
      } catch (error) {
        failures.push(error)
      }
    throw failures.length === 1 ? failures[0] : new AggregateError(failures, describe(urls, failures))
  }
  const settle = async (): Promise<void> => {
    // One host has nothing to choose: whoever connects to it learns whether it answers.
    if (urls.length === 1 && !isTlsOpen) return
    settling ??= look().finally(() => {
      settledAt = performance.now()
      settling = null
    })
    await settling
  }
  return {
    get url() {
      return current
    },
    Client: class extends pg.Client {
      constructor(config: pg.ClientConfig = {}) {
        super({ ...config, connectionString: current })
      }
    },
    settle,
    lost() {
      if (urls.length > 1 && performance.now() - settledAt > SETTLE_AGAIN_MS) settle().catch(() => undefined)
    },
  }
}

/** What is given as a connection string or as an address. */
export const addressOf = (given: string | DatabaseAddress): DatabaseAddress =>
  typeof given === 'string' ? databaseAddress(given) : given

/** An address whose host is known to answer. @throws the error of the only host, or one of all */
export async function settledAddress(databaseUrl: string): Promise<DatabaseAddress> {
  const address = databaseAddress(databaseUrl)
  await address.settle()
  return address
}

const describe = (urls: readonly string[], failures: readonly unknown[]): string =>
  `no host of the database can be used: ${failures
    .map((failure, i) => `${new URL(urls[i] as string).host}: ${oneLine(failure)}`)
    .join('; ')}`

async function assertUsable(url: string, mustWrite: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    if (!mustWrite) return
    const { rows } = await client.query<{ readOnly: string }>(
      `select current_setting('transaction_read_only') as "readOnly"`,
    )
    if (rows[0]?.readOnly !== 'off') throw new Error('it only reads')
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The message with which a client of Postgres asks for TLS. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])

/** Whether the server offers TLS. @throws the error of the network */
async function speaksTls(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 5432) })
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')))
  try {
    return await new Promise<boolean>((resolve, reject) => {
      socket.once('connect', () => socket.write(SSL_REQUEST))
      socket.once('data', (answer) => resolve(answer.toString('latin1')[0] === 'S'))
      socket.once('error', reject)
      socket.once('close', () => reject(new Error('the connection was closed')))
    })
  } finally {
    socket.destroy()
  }
}
