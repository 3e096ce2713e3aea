/** An answer of the service other than success. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** One of the contract's `ErrorCode`s; null if the answer has none. */
  readonly code: string | null
  /** How long to wait before a retry; null if the service does not say. */
  readonly retryAfterMs: number | null
  /** Id of the request, to quote when reporting a problem. */
  readonly requestId: string | null
  /** Body of the answer: an RFC 9457 problem, or the error form of a legacy operation. */
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
 * The answer to a call of the client: `unwrap(await client.GET('/v1/models'))`.
 *
 * @throws ApiError for any status but success
 */
export function unwrap<Data>(result: { data?: Data; error?: unknown; response: Response }): Data {
  if (!result.response.ok) throw new ApiError(result.response, result.error)
  return result.data as Data
}

/** `Retry-After`, which this service sends in seconds, in milliseconds. */
export function retryAfterMs(headers: Headers): number | null {
  const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10)
  return Number.isNaN(seconds) ? null : seconds * 1000
}
