import type { Response } from 'express'
import { limitHeaders } from '#core/limits/quota.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'

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
  res.end(typeof wire.body === 'string' ? wire.body : JSON.stringify(wire.body))
}
