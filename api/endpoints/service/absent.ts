import { AppError, type ErrorCode } from '#core/errors.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'

/** An operation of OpenAI's that this service lacks: its clients get the reason instead of an unknown address. */
export const absent =
  (code: ErrorCode): Handler =>
  () =>
  () => {
    throw new AppError(code)
  }
