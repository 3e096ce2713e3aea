/**
 * An error that a client can see. Its code appears in HTTP errors, in `video.error.code` of a
 * failed task and in webhooks. `openapi.yaml` lists every code; a test keeps the two in step.
 */
export interface ErrorKind {
  /** HTTP status, or null when the code only ever appears inside a failed task. */
  readonly status: number | null
  /** OpenAI's coarse class of the error. */
  readonly type:
    | 'invalid_request_error'
    | 'authentication_error'
    | 'permission_error'
    | 'not_found_error'
    | 'rate_limit_error'
    | 'server_error'
  readonly title: string
  /**
   * Whether the same request may succeed later; official OpenAI clients read it as
   * `x-should-retry`.
   */
  readonly shouldRetry?: boolean
}

const kind = (
  status: number | null,
  type: ErrorKind['type'],
  title: string,
  shouldRetry?: boolean,
): ErrorKind => (shouldRetry === undefined ? { status, type, title } : { status, type, title, shouldRetry })

export const ERROR_CATALOGUE = {
  invalid_request: kind(400, 'invalid_request_error', 'The request is not valid'),
  invalid_size: kind(400, 'invalid_request_error', 'The size is not supported'),
  invalid_frame_count: kind(400, 'invalid_request_error', 'The number of frames is not supported'),
  prompt_too_long: kind(400, 'invalid_request_error', 'The prompt is too long'),
  unsupported_parameter: kind(400, 'invalid_request_error', 'The parameter is not supported by this model'),
  model_not_found: kind(400, 'invalid_request_error', 'The model does not exist'),
  input_reference_required: kind(400, 'invalid_request_error', 'The model needs an input image'),
  input_reference_invalid: kind(400, 'invalid_request_error', 'The input is not a usable image'),
  input_reference_too_large: kind(400, 'invalid_request_error', 'The input image is too large'),
  input_reference_unreachable: kind(400, 'invalid_request_error', 'The input image could not be fetched'),
  input_reference_forbidden_host: kind(
    400,
    'invalid_request_error',
    'The address of the input image is not allowed',
  ),
  webhook_unreachable: kind(400, 'invalid_request_error', 'The webhook address did not answer'),
  webhook_url_invalid: kind(400, 'invalid_request_error', 'The webhook address is not allowed'),
  idempotency_key_invalid: kind(400, 'invalid_request_error', 'The Idempotency-Key is not valid'),
  invalid_credentials: kind(401, 'authentication_error', 'Valid credentials are required'),
  signature_invalid: kind(401, 'authentication_error', 'The request has no valid signature'),
  insufficient_scope: kind(403, 'permission_error', 'The credentials lack a scope'),
  address_not_allowed: kind(403, 'permission_error', 'The key may not be used from this address'),
  link_invalid: kind(403, 'permission_error', 'The link is not valid or has expired'),
  not_found: kind(404, 'not_found_error', 'There is nothing at this address'),
  tenant_not_found: kind(404, 'not_found_error', 'The tenant does not exist'),
  api_key_not_found: kind(404, 'not_found_error', 'The API key does not exist'),
  webhook_endpoint_not_found: kind(404, 'not_found_error', 'The webhook endpoint does not exist'),
  event_not_found: kind(404, 'not_found_error', 'The event does not exist'),
  file_not_found: kind(404, 'not_found_error', 'The file does not exist or has expired'),
  video_not_found: kind(404, 'not_found_error', 'The video does not exist'),
  batch_not_found: kind(404, 'not_found_error', 'The batch does not exist'),
  characters_unsupported: kind(404, 'not_found_error', 'This service has no characters'),
  method_not_allowed: kind(405, 'invalid_request_error', 'The method is not allowed here'),
  tenant_in_use: kind(
    409,
    'invalid_request_error',
    'The tenant of the credentials in use cannot be deleted',
    false,
  ),
  tenant_exists: kind(409, 'invalid_request_error', 'The tenant already exists', false),
  webhook_endpoint_disabled: kind(409, 'invalid_request_error', 'The webhook endpoint is disabled', false),
  not_ready: kind(409, 'invalid_request_error', 'The video is not finished', true),
  not_cancellable: kind(409, 'invalid_request_error', 'The video can no longer be cancelled', false),
  video_failed: kind(409, 'invalid_request_error', 'The video has no content because it failed', false),
  video_expired: kind(410, 'invalid_request_error', 'The content has expired'),
  request_too_large: kind(413, 'invalid_request_error', 'The request is too large'),
  unsupported_media_type: kind(415, 'invalid_request_error', 'The content type is not supported'),
  range_not_satisfiable: kind(416, 'invalid_request_error', 'The range is outside the content'),
  idempotency_key_reused: kind(
    422,
    'invalid_request_error',
    'The Idempotency-Key was used for another request',
  ),
  rate_limit_exceeded: kind(429, 'rate_limit_error', 'Too many requests', true),
  queue_full: kind(429, 'rate_limit_error', 'Too many videos are queued', true),
  quota_exceeded: kind(429, 'rate_limit_error', 'The daily quota is used up', false),
  internal_error: kind(500, 'server_error', 'Something went wrong on our side'),
  video_edits_unsupported: kind(501, 'invalid_request_error', 'This service does not edit videos', false),
  service_unavailable: kind(503, 'server_error', 'The service is temporarily unavailable', true),
  wait_timeout: kind(504, 'server_error', 'The video was not finished in time', false),
  cancelled: kind(null, 'invalid_request_error', 'The video was cancelled'),
  deadline_exceeded: kind(null, 'server_error', 'The video took longer than allowed'),
  start_timeout: kind(null, 'server_error', 'The video was not started in time'),
  out_of_memory: kind(null, 'server_error', 'The device ran out of memory'),
  worker_lost: kind(null, 'server_error', 'The worker was lost while making the video'),
  engine_crashed: kind(null, 'server_error', 'The engine stopped while making the video'),
  engine_stalled: kind(null, 'server_error', 'The engine made no progress'),
  upstream_unavailable: kind(null, 'server_error', 'The server that makes the video did not answer'),
  upstream_lost: kind(null, 'server_error', 'The server that made the video has lost it'),
  upstream_failed: kind(null, 'server_error', 'The server could not make the video'),
  invalid_input: kind(null, 'invalid_request_error', 'The input cannot be turned into a video'),
  model_unavailable: kind(null, 'server_error', 'The model could not be loaded'),
  encode_failed: kind(null, 'server_error', 'The frames could not be encoded'),
  storage_failed: kind(null, 'server_error', 'The result could not be stored'),
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof ERROR_CATALOGUE

/**
 * An invalid field: a JSON pointer into the body (or `/query/limit`, `/header/…`) and what is
 * permitted.
 */
export interface FieldError {
  readonly pointer: string
  readonly message: string
}

/** A validator's finding about one field, for dialects with their own wording. */
export interface Violation {
  readonly place: 'body' | 'query' | 'path' | 'header'
  /** Empty for the body or query as a whole. */
  readonly field: string
  /** The violated keyword of JSON Schema; `json` for a body that is not JSON. */
  readonly keyword: string
  /** The schema's value of that keyword. */
  readonly limit: unknown
  /** Permitted JSON types of the field. */
  readonly types: readonly string[]
  readonly value: unknown
}

/** Details of an error for dialects, beyond its code. */
export interface ErrorFacts {
  readonly violations?: readonly Violation[]
  /** For invalid_credentials: absent, in an unsupported scheme, or not valid. */
  readonly credentials?: 'missing' | 'other_scheme' | 'wrong'
  /** For not_cancellable: the status of the task. */
  readonly taskStatus?: string
}

export interface AppErrorOptions {
  /**
   * Overrides the catalogue's status: 404 where the path names what a body names under 400; 408 and
   * 431 for what never became a request; 500 for a video that failed while its client waited.
   */
  readonly status?: 404 | 408 | 417 | 431 | 500 | undefined
  /** Name of the offending field as the client wrote it. */
  readonly param?: string | undefined
  readonly errors?: readonly FieldError[] | undefined
  readonly retryAfterSeconds?: number | undefined
  /** For 401: extra response headers such as `WWW-Authenticate`; for 405: `Allow`. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Never logged: values may be private. */
  readonly facts?: ErrorFacts | undefined
  readonly cause?: unknown
}

/**
 * An error meant for the client: a catalogue code and a sentence that names the field and the way
 * out.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly options: AppErrorOptions
  constructor(code: ErrorCode, message?: string, options: AppErrorOptions = {}) {
    super(message ?? ERROR_CATALOGUE[code].title, options.cause === undefined ? {} : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.options = options
  }
}

/**
 * An error about one field of the request: `param` names it, and one entry of `errors` points at
 * it.
 */
export function fieldError(
  code: ErrorCode,
  field: string,
  message: string,
  { place, ...options }: FieldErrorOptions = {},
): AppError {
  const pointer = place === undefined ? `/${field}` : `/${place}/${field}`
  return new AppError(code, message, { param: field, errors: [{ pointer, message }], ...options })
}

export interface FieldErrorOptions extends Omit<AppErrorOptions, 'param' | 'errors'> {
  /** Where the field is; absent for a field of the body. */
  readonly place?: 'query' | 'header' | undefined
}

export const isAppError = (error: unknown): error is AppError => error instanceof AppError

/** The message of anything thrown, for logs. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Anything thrown, in one line for an operator's terminal: its message, or its code, since a
 * refused connection to several addresses has no message.
 */
export function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as { code?: unknown }
  if (error.message !== '') return error.message
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return oneLine(error.errors[0])
  return typeof code === 'string' ? code : error.name
}
