import type { Request } from 'express'
import type { WireResponse } from '#api/dialects/dialect.ts'

/** Below the 60 s after which common load balancers and our own server drop a silent connection. */
const MAX_WAIT_SECONDS = 55

/**
 * Seconds that the client is willing to wait, by `Prefer: wait=N` (RFC 7240): at most 55, and less
 * than the time limit that official OpenAI clients send along. Null without the preference.
 */
export function waitSecondsOf(req: Pick<Request, 'headers'>): number | null {
  const header = [req.headers['prefer'] ?? []].flat().join(',')
  const requested = /(?:^|,)\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:[,;]|$)/i.exec(header)?.[1]
  if (requested === undefined) return null
  const timeoutSeconds = Number(req.headers['x-stainless-timeout'] ?? Number.NaN)
  const limit =
    timeoutSeconds > 0 ? Math.min(MAX_WAIT_SECONDS, Math.ceil(timeoutSeconds) - 1) : MAX_WAIT_SECONDS
  return Math.min(Number(requested), limit)
}

/**
 * Whether the client asks for 202 instead of 200 when a video was accepted and has not ended, by
 * `Prefer: respond-async` (RFC 7240).
 */
export const prefersAsync = (req: Pick<Request, 'headers'>): boolean =>
  /(?:^|,)\s*respond-async\s*(?:[,;]|$)/i.test([req.headers['prefer'] ?? []].flat().join(','))

/**
 * The answer to a create. A thing that was accepted and has not ended (202) is answered 200, as in
 * OpenAI's API, whose clients may take any other status as a failure; a client that prefers
 * `respond-async` gets the 202. The stored answer of an Idempotency-Key is the one before this
 * choice, so each repeat gets what it prefers.
 */
export function asPreferred(answer: WireResponse, respondAsync: boolean): WireResponse {
  if (answer.status !== 202) return answer
  if (!respondAsync) return { ...answer, status: 200 }
  const applied = ['respond-async', answer.headers['Preference-Applied'] ?? []].flat().join(', ')
  return { ...answer, headers: { ...answer.headers, 'Preference-Applied': applied } }
}

/** The answer with the wait that the service granted (RFC 7240). */
export const preferenceApplied = (answer: WireResponse, seconds: number): WireResponse => ({
  ...answer,
  headers: { ...answer.headers, 'Preference-Applied': `wait=${seconds}` },
})
