import { STATUS_CODES, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError } from '#core/errors.ts'
import { newRequestId } from '#core/ids.ts'
import { openai } from '#api/dialects/openai/openai.ts'

/**
 * Answers bytes that Node's parser refuses like any other error, and closes the connection, since
 * nobody knows where the next request would begin. A connection that was idle for too long while an
 * answer was due gets a 503. A socket whose answer has begun, or that nobody reads, is only closed.
 */
export function answerConnectionErrors(server: Server): void {
  const underWay = new WeakMap<Duplex, ServerResponse>()
  server.prependListener('request', (req, res) => underWay.set(req.socket, res))
  server.on('clientError', (fault: NodeJS.ErrnoException, socket) => {
    const answer = underWay.get(socket)
    const hasBegun = answer !== undefined && answer.headersSent && !answer.writableEnded
    if (hasBegun || !socket.writable || fault.code === 'ECONNRESET') socket.destroy()
    else socket.end(wireText(errorOf(fault)))
  })
  server.on('timeout', (socket) => {
    const answer = underWay.get(socket)
    // A client that waits for an answer is told so; one that sends or reads nothing is not there.
    if (answer?.req.complete === true && !answer.headersSent) socket.end(wireText(tooLate()))
    else socket.destroy()
  })
}

const tooLate = (): AppError =>
  new AppError('service_unavailable', 'The answer was not ready in time. Send the request again.', {
    retryAfterSeconds: 5,
  })

function errorOf({ code, message }: NodeJS.ErrnoException): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new AppError('request_too_large', 'The headers are larger than 16384 bytes.', { status: 431 })
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new AppError('request_too_large', 'The chunk extensions of the body are too large.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('invalid_request', 'The request did not arrive in time.', { status: 408 })
    default:
      return new AppError(
        'invalid_request',
        `The request is not valid HTTP: ${message.replace(/^Parse Error:? */, '')}.`,
      )
  }
}

/** The answer as bytes of HTTP/1.1, for a socket that has no request to answer. */
function wireText(error: AppError): string {
  const requestId = newRequestId()
  const { status, headers, body } = openai.error(error, requestId)
  const text = JSON.stringify(body)
  const fields = {
    ...headers,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    'x-request-id': requestId,
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${String(value)}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`
}
