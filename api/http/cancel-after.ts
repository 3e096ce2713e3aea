import type { Request } from 'express'
import { fieldError } from '#core/errors.ts'

const LEAST_SECONDS = 5
/** The longest that a queued task waits for a worker. */
const MOST_SECONDS = 30 * 86_400
const DURATION = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s?)?$/

/**
 * The value of `Cancel-After`, the age in seconds at which a task is cancelled: `90`, `90s`,
 * `1m30s`, `2h`, as in Replicate's API; null without the header.
 *
 * @throws AppError invalid_request.
 */
export function cancelAfterSecondsOf(req: Pick<Request, 'headers'>): number | null {
  const header = [req.headers['cancel-after'] ?? []].flat().join(',').trim()
  if (header === '') return null
  const [, hours, minutes, seconds] = (DURATION.exec(header) ?? []).map((part) => Number(part ?? 0))
  const duration = (hours ?? Number.NaN) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)
  if (duration >= LEAST_SECONDS && duration <= MOST_SECONDS) return duration
  const message = `\`Cancel-After\` must be a duration such as 90, 90s, 1m30s or 2h, from ${LEAST_SECONDS}s to ${MOST_SECONDS / 3600}h.`
  throw fieldError('invalid_request', 'Cancel-After', message, { place: 'header' })
}
