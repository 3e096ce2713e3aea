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

/** The answer with the wait that the service granted (RFC 7240). */
export const preferenceApplied = (answer: WireResponse, seconds: number): WireResponse => ({
  ...answer,
  headers: { ...answer.headers, 'Preference-Applied': `wait=${seconds}` },
})
