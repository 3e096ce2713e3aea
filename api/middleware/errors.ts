import type { ErrorRequestHandler, Request, Response } from 'express'
import { isDatabaseUnavailable, isRolledBack } from '#core/postgres/database-errors.ts'
import type { Deps } from '#core/deps.ts'
import { AppError, ERROR_CATALOGUE, isAppError, messageOf, type Violation } from '#core/errors.ts'
import { StorageError } from '#core/storage/storage-error.ts'
import type { Contract, Operation } from '#api/contract/contract.ts'
import { stateOf } from '#api/http/request-state.ts'
import { sendJson } from '#api/http/send.ts'
import { findJsonFault } from '#api/middleware/wire/json-fault.ts'
import { invalidRequest, type RawFieldError } from '#api/contract/validation-errors.ts'

/**
 * The last handler of the chain: turns whatever was thrown into one answer, in the dialect of the
 * request.
 */
export function errors(
  { log, metrics }: Pick<Deps, 'log' | 'metrics'>,
  contract: Contract,
): ErrorRequestHandler {
  return (thrown: unknown, req, res, _next) => {
    const state = stateOf(res)
    const error = toAppError(thrown, req, res, contract)
    metrics.httpProblems.inc({ code: error.code })
    state.errorCode = error.code
    if (ERROR_CATALOGUE[error.code].status === 500 || error.code === 'service_unavailable')
      log.error(
        { requestId: state.requestId, error: messageOf(thrown), stack: stackOf(thrown) },
        'the request failed',
      )
    if (res.headersSent) {
      res.destroy()
      return
    }
    sendJson(res, state.dialect.error(error, state.requestId))
  }
}

const stackOf = (thrown: unknown): string | undefined => (thrown instanceof Error ? thrown.stack : undefined)

function toAppError(thrown: unknown, req: Request, res: Response, contract: Contract): AppError {
  if (isAppError(thrown)) return thrown
  // A path whose percent signs do not decode has no route.
  if (thrown instanceof URIError) return new AppError('not_found', undefined, { cause: thrown })
  if (isUnavailable(thrown))
    return new AppError('service_unavailable', undefined, { retryAfterSeconds: 2, cause: thrown })
  if (
    thrown instanceof Error &&
    'status' in thrown &&
    typeof thrown.status === 'number' &&
    thrown.status < 500
  )
    return fromHttpError(thrown as HttpError, req, res, contract)
  return new AppError('internal_error', undefined, { cause: thrown })
}

/** Whether the database or the storage is unavailable or too busy for now. */
function isUnavailable(thrown: unknown): boolean {
  if (thrown instanceof StorageError)
    return ['full', 'unavailable', 'forbidden', 'bucket_missing'].includes(thrown.code)
  return isDatabaseUnavailable(thrown) || isRolledBack(thrown)
}

/** An error of body-parser, the router or the validator. */
type HttpError = Error & {
  readonly status: number
  readonly type?: string
  /** Of body-parser: the text that it could not parse. */
  readonly body?: unknown
  readonly errors?: readonly RawFieldError[]
  readonly headers?: Readonly<Record<string, string>>
}

const NOT_JSON: Violation = {
  place: 'body',
  field: '',
  keyword: 'json',
  limit: undefined,
  types: ['object'],
  value: {},
}

function fromHttpError(error: HttpError, req: Request, res: Response, contract: Contract): AppError {
  const cause = { cause: error }
  switch (error.status) {
    case 404:
      return new AppError('not_found', undefined, cause)
    case 405:
      return new AppError('method_not_allowed', methodMessage(req, error.headers), {
        ...cause,
        headers: { ...error.headers },
      })
    case 413:
      return new AppError('request_too_large', undefined, cause)
  }
  const operationId = stateOf(res).route?.operationId
  const operation = contract.operations.find((each) => each.operationId === operationId)
  if (error.status === 415) return unsupported(error, operation)
  if (error.type === 'entity.parse.failed')
    return new AppError('invalid_request', jsonMessage(error), {
      ...cause,
      facts: { violations: [NOT_JSON] },
    })
  if (operation !== undefined && error.errors !== undefined && error.errors.length > 0)
    return invalidRequest(contract, operation, req, error.errors, stateOf(res).sentBody)
  return new AppError('invalid_request', undefined, cause)
}

const methodMessage = ({ method }: Request, headers: HttpError['headers']): string | undefined =>
  headers?.['Allow'] === undefined ? undefined : `${method} is not allowed here; ${headers['Allow']} is.`

/** Where the body stops being JSON. Nothing of it is repeated, since it may be private. */
function jsonMessage({ body }: HttpError): string {
  if (typeof body !== 'string') return 'The body is not valid JSON.'
  // The parser takes nothing but objects and lists.
  if (!/^\s*[[{]/.test(body)) return 'The body must be a JSON object: it must begin with `{`.'
  const fault = findJsonFault(body)
  if (fault === null) return 'The body is not valid JSON.'
  const { line, column, expected } = fault
  return `The body is not valid JSON: at line ${line}, column ${column}, there must be ${expected}.`
}

/** Says which content types, or that no content coding, would be accepted (RFC 9110, 15.5.16). */
function unsupported(error: HttpError, operation: Operation | undefined): AppError {
  const cause = { cause: error }
  if (error.type === 'encoding.unsupported')
    return new AppError('unsupported_media_type', 'Send the body without `Content-Encoding`.', {
      ...cause,
      headers: { 'Accept-Encoding': 'identity' },
    })
  const accepted = Object.keys(operation?.body ?? {})
  if (accepted.length === 0) return new AppError('unsupported_media_type', undefined, cause)
  return new AppError(
    'unsupported_media_type',
    `Send the body as ${accepted.map((type) => `\`${type}\``).join(', ')}, and name the type in \`Content-Type\`.`,
    { ...cause, headers: { Accept: accepted.join(', ') } },
  )
}
