import type { ErrorRequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import { ERROR_CATALOGUE, isAppError, messageOf } from '#core/errors.ts'
import { recordRefusedAttempt } from '#core/store/client-calls.ts'
import { callAttemptOf } from '#api/http/retry-attempt.ts'
import { stateOf } from '#api/http/request-state.ts'

/**
 * Records that a create made nothing, before it is refused with an error that official OpenAI
 * clients repeat. An error outside the catalogue may follow a commit, and is not recorded.
 */
export function refusedAttempts(deps: Pick<Deps, 'db' | 'clock' | 'log'>): ErrorRequestHandler {
  return async (thrown: unknown, req, res, next) => {
    const { route } = stateOf(res)
    const attempt = route?.makesTasks === true ? callAttemptOf(deps.clock, req, res) : null
    if (attempt !== null && isAppError(thrown) && isRepeated(ERROR_CATALOGUE[thrown.code].status ?? 500))
      await recordRefusedAttempt(deps.db, attempt, deps.clock.now()).catch((error: unknown) =>
        deps.log.warn({ error: messageOf(error) }, 'a refused attempt was not recorded'),
      )
    next(thrown)
  }
}

const isRepeated = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500
