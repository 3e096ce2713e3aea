import type { Request, Response } from 'express'
import { limitHeaders } from '#core/limits/quota.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'
import { stateOf } from './request-state.ts'

/** As nginx's `lingering_time` and `lingering_timeout`. */
const LONGEST_LINGER_MS = 30_000
const LONGEST_SILENCE_MS = 5000
/** Twice the largest body that any operation takes, for clients that send all of it regardless. */
const MOST_UNREAD_BYTES = 100_000_000

/**
 * Sends a rendered answer. A body that is text already is sent unchanged, so a stored answer is
 * repeated to the byte. Null means no body.
 */
export function sendJson(res: Response, wire: WireResponse): void {
  res.status(wire.status)
  for (const [name, value] of Object.entries(limitHeaders(wire.limits ?? []))) res.append(name, value)
  if (wire.body === null) {
    res.set(wire.headers).end()
    return
  }
  res.set({ 'Content-Type': 'application/json; charset=utf-8', ...wire.headers })
  endAnswer(res, typeof wire.body === 'string' ? wire.body : JSON.stringify(wire.body))
}

/**
 * Ends an answer with its text. An answer to a request whose body has not arrived whole is sent at
 * once and closes the connection, since the rest of the body would be read only to be thrown away.
 * The connection is closed when the client has sent everything, or goes on for too long: closed
 * earlier, clients that send before they read would lose the answer to a reset.
 */
function endAnswer(res: Response, text: string): void {
  const { req } = res
  if (req.complete || !hasBody(req)) {
    res.end(text)
    return
  }
  res.set({ Connection: 'close', 'Content-Length': String(Buffer.byteLength(text)) })
  res.write(text)
  stateOf(res).answeredAtMs = performance.now()
  let unreadBytes = 0
  const end = (): void => {
    clearTimeout(total)
    clearTimeout(silence)
    res.end()
  }
  const total = setTimeout(end, LONGEST_LINGER_MS)
  const silence = setTimeout(end, LONGEST_SILENCE_MS)
  req.on('data', (chunk: Buffer) => {
    silence.refresh()
    unreadBytes += chunk.length
    if (unreadBytes > MOST_UNREAD_BYTES) end()
  })
  for (const event of ['end', 'close', 'error'] as const) req.once(event, end)
  req.resume()
}

/** Whether a request announces a body. */
export const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
