import type { Request, Response } from 'express'
import type { Clock } from '#core/clock.ts'
import type { CallAttempt } from '#core/store/client-calls.ts'
import { stateOf } from './request-state.ts'

/** The client gives up a request after 10 minutes and waits up to a minute before it repeats it. */
const REPEAT_MS = 15 * 60_000
/** The clients' default is two repeats; each number is a bit of an integer. */
const MAX_RETRY_COUNT = 20

/**
 * Whether a create only asks for an estimate, read from the query before or after the contract is
 * applied to it.
 */
export function isDryRun(req: Pick<Request, 'query'>): boolean {
  const value: unknown = req.query['dry_run']
  return value === true || value === 'true'
}

/**
 * Which attempt of a call of an official OpenAI client this is; null for other clients, with an
 * Idempotency-Key, and for a dry run.
 */
export function callAttemptOf(
  clock: Clock,
  req: Request,
  res: Response,
): Omit<CallAttempt, 'fingerprint'> | null {
  const header = req.headers['x-stainless-retry-count']
  const { principal, startedAtMs } = stateOf(res)
  if (principal === null || req.headers['idempotency-key'] !== undefined || isDryRun(req)) return null
  if (typeof header !== 'string' || !/^\d{1,2}$/.test(header) || Number(header) > MAX_RETRY_COUNT) return null
  const nowMs = clock.now().getTime()
  const retryCount = Number(header)
  const contentLength = Number(req.headers['content-length'] ?? Number.NaN)
  return {
    tenantId: principal.tenantId,
    retryCount,
    contentLength: Number.isSafeInteger(contentLength) ? contentLength : null,
    since: new Date(retryCount > 0 ? nowMs - REPEAT_MS : nowMs - (performance.now() - startedAtMs)),
  }
}
