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
  answerConnectionErrors(server)
  return server
}
