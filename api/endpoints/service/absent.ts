import { AppError, type ErrorCode } from '#core/errors.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'

/**
 * An operation of OpenAI's that this service lacks: its clients get the reason instead of a 404.
 *
 * @throws AppError with the given code.
 */
export const absent =
  (code: ErrorCode): Handler =>
  () =>
  () => {
    throw new AppError(code)
  }
