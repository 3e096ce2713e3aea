import { promises as dns } from 'node:dns'
import { isIP } from 'node:net'
import { Client, type Dispatcher } from 'undici'
import { createAddressPolicy } from './outbound-addresses.ts'
import { readExcerpt, readWhole, type Excerpt, type FetchedBytes } from './outbound-answer.ts'
import {
  guardedConnector,
  resolveHost,
  type ConnectionProgress,
  type HostLookup,
} from './outbound-connection.ts'
import { OutboundError } from './outbound-error.ts'

export interface PostAnswer extends Excerpt {
  /** any status: 3xx, 4xx and 5xx are answers too */
  status: number
  headers: Dispatcher.ResponseData['headers']
  durationMs: number
}

export interface OutboundHttp {
  /**
   * Says before anything is sent whether a URL is one that this service would call, resolving its host.
   * @throws {OutboundError} `invalid_url`, `forbidden_address`, `unreachable`, `timeout`
   */
  checkUrl(url: string, o: { timeoutMs: number }): Promise<void>
  /**
   * GETs a resource whole. Only a 2xx with an uncompressed body of at most `maxBytes` comes back; bytes are counted
   * as they arrive, whatever Content-Length says.
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
   * POSTs a body and reads at most `maxResponseBytes` of the answer. The status counts once the header section is in:
   * a body that then stalls, breaks off or never ends is cut and changes nothing.
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
    },
  ): Promise<PostAnswer>
  /** Gives up what is under way (`aborted`) and waits until its sockets are closed. */
  close(): Promise<void>
}

/**
 * The only client that calls addresses given by customers: images to fetch, webhooks to deliver.
 *
 * http and https only, no credentials in the URL, no redirects, no proxy, no compression, HTTP/1.1, and one connection
 * per call, closed after it: nothing one customer's host says on a kept connection can reach another call.
 *
 * @param o.allowPrivate let loopback, RFC 1918 and fc00::/7 through (see `createAddressPolicy`)
 * @param o.allowedPrivateCidrs networks that are let through in any case
 * @param o.lookup how names are resolved; the system's resolver unless given
 * @param o.certificateAuthorities PEM certificates trusted instead of Node's default set
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
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()

  interface Call {
    method: 'GET' | 'POST'
    headers: Record<string, string>
    body?: string | Buffer
    totalTimeoutMs: number
    connectTimeoutMs: number
    headersTimeoutMs: number
    signal?: AbortSignal | undefined
  }

  async function call<T>(
    url: string,
    c: Call,
    consume: (answer: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<T> {
    const target = parseTarget(url)
    const progress: ConnectionProgress = { reached: 'nothing' }
    const deadline = AbortSignal.timeout(c.totalTimeoutMs)
    const stops = [closing.signal, ...(c.signal ? [c.signal] : [])]
    const { connector, destroySocket } = guardedConnector({
      permits,
      lookup,
      connectTimeoutMs: c.connectTimeoutMs,
      certificateAuthorities: o.certificateAuthorities,
      progress,
    })
    const client = new Client(target.origin, { connect: connector, allowH2: false, maxHeaderSize: 16_384 })
    try {
      const answer = await client.request({
        method: c.method,
        path: target.pathname + target.search,
        headers: { ...c.headers, 'user-agent': o.userAgent, 'accept-encoding': 'identity' },
        body: c.body ?? null,
        headersTimeout: c.headersTimeoutMs,
        bodyTimeout: c.totalTimeoutMs,
        signal: AbortSignal.any([deadline, ...stops]),
        reset: true,
      })
      // a body that is given up emits an error after its last reader has gone
      answer.body.on('error', () => {})
      return await consume(answer)
    } catch (err) {
      throw toOutboundError(err, progress, deadline, stops)
    } finally {
      destroySocket()
      await client.destroy()
    }
  }

  function tracked<T>(promise: Promise<T>): Promise<T> {
    const settled = promise.then(
      () => {},
      () => {},
    )
    underWay.add(settled)
    void settled.then(() => underWay.delete(settled))
    return promise
  }

  return {
    checkUrl: (url, { timeoutMs }) => tracked(checkUrl(url, timeoutMs)),
    fetchBytes: (url, f) =>
      tracked(
        call(
          url,
          { ...f, method: 'GET', headers: { accept: f.accept }, headersTimeoutMs: f.totalTimeoutMs },
          (answer) => readWhole(answer, f.maxBytes),
        ),
      ),
    post: (url, p) => {
      const startedAt = performance.now()
      return tracked(
        call(url, { ...p, method: 'POST' }, async (answer) => ({
          status: answer.statusCode,
          headers: answer.headers,
          ...(await readExcerpt(answer, p.maxResponseBytes)),
          durationMs: Math.round(performance.now() - startedAt),
        })),
      )
    },
    async close() {
      closing.abort()
      await Promise.all(underWay)
    },
  }

  async function checkUrl(url: string, timeoutMs: number): Promise<void> {
    const hostname = parseTarget(url).hostname.replace(/^\[|\]$/g, '')
    const deadline = AbortSignal.timeout(timeoutMs)
    const stopped = AbortSignal.any([deadline, closing.signal])
    const outOfTime = new Promise<never>((_resolve, reject) => {
      stopped.addEventListener('abort', () =>
        reject(new OutboundError(deadline.aborted ? 'timeout' : 'aborted')),
      )
    })
    await Promise.race([resolveHost(hostname, permits, lookup), outOfTime])
  }
}

/**
 * The URL as it will be called. Everything that is judged later is read from the parsed form: WHATWG parsing folds
 * decimal, octal, hexadecimal, short and full-width spellings of an IPv4 address into dotted form.
 */
function parseTarget(text: string): URL {
  const url = text.length <= 2048 ? URL.parse(text) : null
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw new OutboundError('invalid_url')
  if (url.username !== '' || url.password !== '') throw new OutboundError('invalid_url')
  // `host.` is `host` to the resolver, but not to certificates and server names
  if (url.hostname.endsWith('.') && isIP(url.hostname) === 0) url.hostname = url.hostname.replace(/\.+$/, '')
  return url
}

const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

function toOutboundError(
  err: unknown,
  progress: ConnectionProgress,
  deadline: AbortSignal,
  stops: readonly AbortSignal[],
): unknown {
  if (err instanceof OutboundError) return err
  const code = err instanceof Error && 'code' in err ? String(err.code) : ''
  // a header we were given cannot be sent: the caller's mistake, not the host's
  if (code === 'UND_ERR_INVALID_ARG') return err
  if (deadline.aborted || timeoutCodes.has(code)) return new OutboundError('timeout', { cause: err })
  if (stops.some((signal) => signal.aborted)) return new OutboundError('aborted')
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return new OutboundError('too_large', { cause: err })
  if (progress.reached === 'nothing') return new OutboundError('unreachable', { cause: err })
  return new OutboundError(progress.reached === 'tcp' ? 'tls' : 'bad_response', { cause: err })
}
