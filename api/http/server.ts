import { once } from 'node:events'
import { Server as NetServer } from 'node:net'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { answerConnectionErrors } from './connection-errors.ts'

const HEADERS_TIMEOUT_MS = 10_000
/** Longest time for a whole request with its body: 14 MB at about 1 Mbit/s, 28 MB at 2. */
const REQUEST_TIMEOUT_MS = 120_000
/**
 * A client that reads nothing of its answer for this long is disconnected, and one whose answer has
 * not begun gets 503.
 */
const IDLE_SOCKET_MS = 60_000
/**
 * Above the 60 s after which common load balancers drop an idle connection, so that they drop it
 * first.
 */
const KEEP_ALIVE_MS = 65_000
const MAX_CONNECTIONS = 5000
const MAX_REQUESTS_PER_CONNECTION = 1000

/**
 * An HTTP server that slow clients cannot block. Time limits are enforced every second instead of
 * Node's 30 seconds.
 */
export function createServer(app: RequestListener): Server {
  const server = createHttpServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: 16_384,
      // The app answers a missing Host itself, with a body.
      requireHostHeader: false,
    },
    app,
  )
  server.maxConnections = MAX_CONNECTIONS
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION
  server.timeout = IDLE_SOCKET_MS
  // Node would let the client send its body before its credentials are checked.
  server.on('checkContinue', app)
  // Node would answer other expectations without a body.
  server.on('checkExpectation', app)
  answerConnectionErrors(server)
  return server
}

/**
 * Kept connections may already carry a request that this process has not read. It is answered for
 * so long after a stop is requested, and its connection closed with the answer.
 */
const LINGER_MS = 1000
/** How long requests in flight may take to end once a stop is requested. */
const DRAIN_MS = 7000
const SWEEP_MS = 100

/**
 * Accepts no more connections, answers what has been sent on those that are open, and closes them.
 * Settles when the last one is closed, after 7 s at most.
 */
export async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close')
  // The server's own close() would close idle connections at once, and with them requests that are
  // on their way.
  NetServer.prototype.close.call(server)
  const startedAt = performance.now()
  const sweep = setInterval(() => {
    if (performance.now() - startedAt >= LINGER_MS) server.closeIdleConnections()
  }, SWEEP_MS)
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}
