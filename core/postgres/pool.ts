import type { Duplex } from 'node:stream'
import pg from 'pg'
import { addressOf, type DatabaseAddress } from './address.ts'
import { Joint, JointQuery } from './joint-query.ts'
import { nameDatabase } from './name-database.ts'
import { createStatementNames } from './statement-names.ts'

export type Pool = pg.Pool

export interface PoolOptions {
  readonly url: string | DatabaseAddress
  /** Whether a pooler in transaction mode stands between, which refuses settings of a session. */
  readonly isPooled?: boolean
  readonly poolSize: number
  readonly applicationName: string
  /** Longest wait for a connection, free or new; 5 s by default. */
  readonly connectTimeoutMs?: number
  /** Longest wait for a connection while all are busy; absent: as for a new one. */
  readonly poolWaitMs?: number
  /** Time after which the server cancels a statement; 30 s by default. */
  readonly statementTimeoutMs?: number
  /** Whether statements are prepared once per connection and then run by name; true by default. */
  readonly prepares?: boolean
  /** Receives errors of idle connections, e.g. when the server stops; the pool replaces them. */
  onIdleError(error: Error): void
}

const CONNECT_TIMEOUT_MS = 5000
const STATEMENT_TIMEOUT_MS = 30_000
/** Time that the server's own answer to a cancelled statement has to arrive. */
const ANSWER_MS = 2000
const KEEP_ALIVE_AFTER_MS = 10_000

/**
 * What every connection to Postgres has: probes of the network while it is quiet, and a limit for
 * the answer to a statement, since a server that vanished without a word answers none.
 */
export const connectionSettings = (statementTimeoutMs: number = STATEMENT_TIMEOUT_MS) => ({
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  statement_timeout: statementTimeoutMs,
  query_timeout: statementTimeoutMs + ANSWER_MS,
})

/**
 * The same through a pooler, whose connections to the server are not ours: the limit of the answer
 * is kept here, and the role of the service carries that of the server (`alter role … set`).
 */
const pooledSettings = (statementTimeoutMs?: number) => {
  const { statement_timeout: _, ...settings } = connectionSettings(statementTimeoutMs)
  return settings
}

/**
 * A connection that got no answer to a statement in time may get it later, as the answer to
 * another statement's wait. So it is closed, and the pool replaces it.
 *
 * @param nameOf the name under which a statement with values is prepared; null: it is not
 */
function impatientClient(
  address: DatabaseAddress,
  nameOf: (text: string) => string | null,
): new (config?: pg.ClientConfig) => pg.Client {
  return class extends address.Client {
    override query = ((...args: Parameters<pg.Client['query']>): unknown => {
      gatherWrites(this)
      const [first] = args as readonly unknown[]
      const answer: unknown =
        first instanceof Joint ? this.#together(first) : super.query(...prepared(args, nameOf))
      if (answer instanceof Promise)
        answer.catch((error: unknown) => {
          const isLate = error instanceof Error && error.message === 'Query read timeout'
          nameDatabase(error, address.url)
          if (isReadOnly(error)) address.lost()
          else if (!isLate) return
          this.end().catch(() => undefined)
        })
      return answer
    }) as pg.Client['query']

    /** The rows of each statement. While some are not prepared, they go one by one. */
    async #together({ statements, isTransaction }: Joint): Promise<{ readonly rows: unknown }> {
      const named = statements.map(({ sql: text, parameters: values }) => ({
        ...{ text, values: values as unknown[] },
        name: values.length === 0 ? null : nameOf(text),
      }))
      const { parsedStatements } = (this as unknown as Internals).connection
      if (named.some(({ name }) => name !== null && !Object.hasOwn(parsedStatements, name))) {
        const begun = isTransaction ? [super.query('begin')] : []
        const answers = named.map(({ name, ...each }) =>
          super.query(name === null ? each : { ...each, name }),
        )
        const ended = isTransaction ? [super.query('commit')] : []
        const all = await Promise.all([...begun, ...answers, ...ended])
        return {
          rows: all.slice(begun.length, begun.length + named.length).map(({ rows }) => rows as unknown),
        }
      }
      const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult | pg.QueryResult[]>()
      const query = new JointQuery(named)
      super.query(
        Object.assign(query, {
          callback: (error: unknown, result: pg.QueryResult) =>
            error ? reject(error as Error) : resolve(result),
        }),
      )
      return { rows: [await promise].flat().map(({ rows }) => rows as unknown) }
    }
  }
}

interface Internals {
  readonly connection: {
    readonly stream: Duplex
    readonly parsedStatements: Readonly<Record<string, string>>
  }
}

/**
 * Holds back what a connection writes until everything that is ready to run has run, so that
 * statements of one flight cost one system call together: each call wakes the server, and calls
 * were a third of the API's CPU time.
 */
function gatherWrites(client: pg.Client): void {
  const { stream } = (client as unknown as Internals).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  // A tick from a microtask comes after all microtasks, which send the rest of the flight.
  queueMicrotask(() => process.nextTick(() => stream.uncork()))
}

type QueryArguments = Parameters<pg.Client['query']>

function prepared(args: QueryArguments, nameOf: (text: string) => string | null): QueryArguments {
  const [text, values] = args as unknown[]
  if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return args
  const name = nameOf(text)
  return name === null ? args : ([{ name, text, values }] as unknown as QueryArguments)
}

/** A host that could write may be a standby now. */
const isReadOnly = (error: unknown): boolean => (error as { code?: unknown }).code === '25006'

/** A pool that says soon that it has no connection left, so that its callers do not pile up. */
class ImpatientPool extends pg.Pool {
  readonly #waitMs: number | null
  readonly #address: DatabaseAddress

  constructor(waitMs: number | null, address: DatabaseAddress, config: pg.PoolConfig) {
    super(config)
    this.#waitMs = waitMs
    this.#address = address
  }

  override connect = (async (...args: unknown[]): Promise<pg.PoolClient> => {
    const connecting = super.connect(...(args as []))
    connecting.catch((error: unknown) => {
      nameDatabase(error, this.#address.url, true)
      this.#address.lost()
    })
    const isBusy = this.idleCount === 0 && this.totalCount >= this.options.max
    if (this.#waitMs === null || !isBusy) return await connecting
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      const error = new Error('timeout exceeded when trying to connect: every connection is busy')
      late.reject(nameDatabase(error, this.#address.url, true))
      connecting.then(
        (client) => client.release(),
        () => undefined,
      )
    }, this.#waitMs)
    try {
      return await Promise.race([connecting, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }) as pg.Pool['connect']
}

/**
 * A pool that connects with its first statement. The server cancels a statement after its timeout
 * and closes a connection that idles in a transaction after 60 s; a statement without any answer
 * fails 2 s after its timeout.
 */
export function openPool(options: PoolOptions): pg.Pool {
  const address = addressOf(options.url)
  const isPooled = options.isPooled === true
  const prepares = options.prepares !== false && !isPooled
  const pool = new ImpatientPool(options.poolWaitMs ?? null, address, {
    ...(isPooled
      ? pooledSettings(options.statementTimeoutMs)
      : { ...connectionSettings(options.statementTimeoutMs), idle_in_transaction_session_timeout: 60_000 }),
    Client: impatientClient(address, prepares ? createStatementNames() : () => null),
    // A statement is sent at once, also behind one whose answer is still awaited: `flight.ts`.
    pipeline: true,
    max: options.poolSize,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
  })
  pool.on('error', (error) => options.onIdleError(nameDatabase(error, address.url, true)))
  // The pool listens to idle connections only. A connection lost between two statements of a
  // transaction fails the next one, so its error must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
