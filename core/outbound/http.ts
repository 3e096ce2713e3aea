import { promises as dns } from 'node:dns'
import { Client, type Dispatcher } from 'undici'
import { createAddressPolicy } from './addresses.ts'
import { readExcerpt, readWhole, type Excerpt, type FetchedBytes } from './answer.ts'
import { openChannel, type Channel, type OpenConnection } from './channel.ts'
import { guardedConnection, resolveHost, type GuardedConnection, type HostLookup } from './connection.ts'
import { OutboundError } from './error.ts'

/** Shorter than servers keep idle connections, so that none closes one just as a call begins. */
const KEPT_MS = 1000

export interface PostAnswer extends Excerpt {
  /** Any status: 3xx, 4xx and 5xx are answers too. */
  status: number
  headers: Dispatcher.ResponseData['headers']
  durationMs: number
}

export interface OutboundHttp {
  /**
   * Resolves the host of a URL and checks that this service would call it. Sends nothing.
   *
   * @throws {OutboundError} `invalid_url`, `forbidden_address`, `unreachable`, `timeout`
   */
  checkUrl(url: string, o: { timeoutMs: number }): Promise<void>
  /**
   * GETs a whole resource. Only a 2xx answer with an uncompressed body of at most `maxBytes` is
   * returned; bytes are counted as they arrive, whatever Content-Length says.
   *
   * @throws {OutboundError} any code
   */
  fetchBytes(
    url: string,
    o: {
      maxBytes: number
      totalTimeoutMs: number
      connectTimeoutMs: number
      accept: string
      signal?: AbortSignal
    },
  ): Promise<FetchedBytes>
  /**
   * POSTs a body and reads at most `maxResponseBytes` of the answer. The status counts once the
   * header section has arrived: a body that then stalls, breaks off or never ends is cut and
   * changes nothing.
   *
   * @throws {OutboundError} every code except `redirect`, `bad_status` and `too_large`
   */
  post(
    url: string,
    o: {
      headers: Record<string, string>
      body: string | Buffer
      totalTimeoutMs: number
      connectTimeoutMs: number
      headersTimeoutMs: number
      maxResponseBytes: number
      signal?: AbortSignal
      /** Connections of earlier calls to use, and to leave this one's to. */
      channel?: Channel
    },
  ): Promise<PostAnswer>
  /**
   * A channel for calls of one customer to one host, which then reuse connections that idle for no
   * more than a second.
   */
  openChannel(): Channel
  /**
   * Ends the calls under way (`aborted`), waits until their sockets are closed, and refuses new
   * calls.
   */
  close(): Promise<void>
}

/**
 * The only client that calls addresses given by customers: images to fetch, webhooks to deliver.
 *
 * It speaks http and https over HTTP/1.1, without credentials in the URL, redirects, proxies or
 * compression. Each call has a connection of its own, except within a channel, so nothing that one
 * customer's host sends can reach a call of another.
 *
 * @param o.allowPrivate lets loopback, RFC 1918 and fc00::/7 pass (see `createAddressPolicy`)
 * @param o.allowedPrivateCidrs networks that always pass
 * @param o.lookup resolver of names; default: the system's
 * @param o.certificateAuthorities PEM certificates trusted instead of Node's default set
 * @throws {TypeError} naming an entry of `allowedPrivateCidrs` that is not CIDR notation
 */
export function createOutboundHttp(o: {
  allowPrivate: boolean
  allowedPrivateCidrs: readonly string[]
  userAgent: string
  lookup?: HostLookup
  certificateAuthorities?: readonly string[]
}): OutboundHttp {
  const permits = createAddressPolicy(o)
  const lookup = o.lookup ?? ((hostname) => dns.lookup(hostname, { all: true, order: 'verbatim' }))
  const underWay = new Map<Promise<unknown>, (err: OutboundError) => void>()
  let closed = false

  /** Runs a call until it ends, its time is up, or the caller or `close` withdraws it. */
  async function limited<T>(
    o: { timeoutMs: number; signal?: AbortSignal | undefined },
    run: () => { result: Promise<T>; giveUp: () => void },
  ): Promise<T> {
    if (closed || o.signal?.aborted) throw new OutboundError('aborted')
    let givenUp: OutboundError | undefined
    const { result, giveUp } = run()
    const end = (err: OutboundError): void => {
      givenUp ??= err
      giveUp()
    }
    const onAbort = (): void => end(new OutboundError('aborted'))
    const timer = setTimeout(() => end(new OutboundError('timeout')), o.timeoutMs)
    o.signal?.addEventListener('abort', onAbort)
    underWay.set(result, end)
    try {
      return await result
    } catch (err) {
      throw givenUp ?? err
    } finally {
      clearTimeout(timer)
      o.signal?.removeEventListener('abort', onAbort)
      underWay.delete(result)
    }
  }

  function connect(target: URL, c: Call): OpenConnection {
    const kept = c.channel?.take(target.origin)
    if (kept !== undefined) return kept
    const connection = guardedConnection({ ...o, permits, lookup, connectTimeoutMs: c.connectTimeoutMs })
    const client = new Client(target.origin, {
      connect: connection.connector,
      allowH2: false,
      maxHeaderSize: 16_384,
      headersTimeout: c.headersTimeoutMs,
      bodyTimeout: c.totalTimeoutMs,
      keepAliveTimeout: KEPT_MS,
      keepAliveMaxTimeout: KEPT_MS,
    })
    return { client, connection, calls: 0 }
  }

  async function exchange<T>(
    target: URL,
    c: Call,
    opened: OpenConnection,
    consume: (answer: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<T> {
    const { client, connection } = opened
    let isWhole = false
    try {
      opened.calls += 1
      const answer = await client.request({
        method: c.method,
        path: target.pathname + target.search,
        headers: { ...c.headers, 'user-agent': o.userAgent, 'accept-encoding': 'identity' },
        body: c.body ?? null,
        reset: c.channel === undefined,
      })
      // An abandoned body emits an error after its last reader has left.
      answer.body.on('error', () => {})
      const result = await consume(answer)
      isWhole = answer.body.readableEnded
      return result
    } catch (err) {
      throw toOutboundError(err, connection.reached())
    } finally {
      // A rest of the body would be taken for the next answer.
      if (!isWhole || c.channel?.keep(target.origin, opened) !== true) {
        connection.destroy()
        await client.destroy()
      }
    }
  }

  async function call<T>(
    url: string,
    c: Call,
    consume: (answer: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<T> {
    const target = parseTarget(url)
    return limited({ timeoutMs: c.totalTimeoutMs, signal: c.signal }, () => {
      const opened = connect(target, c)
      return { result: exchange(target, c, opened, consume), giveUp: () => opened.connection.destroy() }
    })
  }

  return {
    async checkUrl(url, { timeoutMs }) {
      const hostname = parseTarget(url).hostname.replace(/^\[|\]$/g, '')
      await limited({ timeoutMs }, () => {
        const { promise: givenUp, reject } = Promise.withResolvers<never>()
        return {
          result: Promise.race([resolveHost(hostname, permits, lookup), givenUp]),
          giveUp: () => reject(new Error('resolution given up')),
        }
      })
    },
    fetchBytes: (url, f) =>
      call(
        url,
        { ...f, method: 'GET', headers: { accept: f.accept }, headersTimeoutMs: f.totalTimeoutMs },
        (answer) => readWhole(answer, f.maxBytes),
      ),
    post: (url, p) => {
      const startedAt = performance.now()
      return call(url, { ...p, method: 'POST' }, async (answer) => ({
        status: answer.statusCode,
        headers: answer.headers,
        ...(await readExcerpt(answer, p.maxResponseBytes)),
        durationMs: Math.round(performance.now() - startedAt),
      }))
    },
    openChannel,
    async close() {
      closed = true
      for (const end of underWay.values()) end(new OutboundError('aborted'))
      await Promise.allSettled(underWay.keys())
    },
  }
}

interface Call {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string | Buffer
  totalTimeoutMs: number
  connectTimeoutMs: number
  headersTimeoutMs: number
  signal?: AbortSignal | undefined
  channel?: Channel | undefined
}

/**
 * The URL as it will be called. Every later check reads the parsed form: WHATWG parsing folds
 * decimal, octal, hexadecimal, short and full-width spellings of an IPv4 address into dotted form.
 *
 * @throws {OutboundError} `invalid_url`
 */
function parseTarget(text: string): URL {
  const url = text.length <= 2048 ? URL.parse(text) : null
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw new OutboundError('invalid_url')
  if (url.username !== '' || url.password !== '') throw new OutboundError('invalid_url')
  // `host.` is `host` to the resolver, but not to certificates and server names.
  const hostname = url.hostname.replace(/\.+$/, '')
  if (hostname === '') throw new OutboundError('invalid_url')
  url.hostname = hostname
  return url
}

const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

function toOutboundError(err: unknown, reached: ReturnType<GuardedConnection['reached']>): unknown {
  if (err instanceof OutboundError) return err
  const code = err instanceof Error && 'code' in err ? String(err.code) : ''
  // A header cannot be sent: a programming error of the caller, not a fault of the host.
  if (code === 'UND_ERR_INVALID_ARG') return err
  if (timeoutCodes.has(code)) return new OutboundError('timeout', { cause: err })
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return new OutboundError('too_large', { cause: err })
  if (reached === 'nothing') return new OutboundError('unreachable', { cause: err })
  return new OutboundError(reached === 'tcp' ? 'tls' : 'bad_response', { cause: err })
}
