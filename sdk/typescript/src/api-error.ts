/** The service answered, but not with success. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** Code of the catalogue in the contract (`ErrorCode`), where the answer carries one. */
  readonly code: string | null
  /** How long the service asks to be left alone; null when it does not say. */
  readonly retryAfterMs: number | null
  /** Name it when you report a problem. */
  readonly requestId: string | null
  /** The answer's body: an RFC 9457 problem, or what the spelling of the operation makes of it. */
  readonly body: unknown

  constructor(response: Response, body: unknown) {
    const { code, detail } = (typeof body === 'object' && body !== null ? body : {}) as Record<
      string,
      unknown
    >
    super(`${response.status}${typeof detail === 'string' ? ` ${detail}` : ''}`)
    this.status = response.status
    this.code = typeof code === 'string' ? code : null
    this.retryAfterMs = retryAfterMs(response.headers)
    this.requestId = response.headers.get('x-request-id')
    this.body = body
  }
}

/**
 * What a call of the client answered: `unwrap(await client.GET('/v1/models'))`.
 *
 * @throws ApiError when the status is not one of success.
 */
export function unwrap<Data>(result: { data?: Data; error?: unknown; response: Response }): Data {
  if (!result.response.ok) throw new ApiError(result.response, result.error)
  return result.data as Data
}

/** `Retry-After`, which this service gives in seconds. */
export function retryAfterMs(headers: Headers): number | null {
  const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10)
  return Number.isNaN(seconds) ? null : seconds * 1000
}
