/** Why a call to a customer's address brought no usable answer. */
export type OutboundErrorCode =
  | 'invalid_url'
  | 'forbidden_address'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'redirect'
  | 'bad_status'
  | 'bad_response'
  | 'too_large'
  | 'aborted'

const texts: Record<OutboundErrorCode, string> = {
  invalid_url:
    'the URL must be absolute, http or https, at most 2048 characters, without user name and password',
  forbidden_address: 'the host of the URL is not one that this service may call',
  unreachable: 'the host of the URL could not be reached',
  tls: 'the host of the URL did not offer a TLS connection that can be trusted',
  timeout: 'the host of the URL did not answer in time',
  redirect: 'the host of the URL answered with a redirect, which is not followed',
  bad_status: 'the host of the URL answered with an error status',
  bad_response: 'the host of the URL did not answer with a complete, uncompressed HTTP response',
  too_large: 'the answer is larger than allowed',
  aborted: 'the call was given up because the service is stopping or the request was withdrawn',
}

/**
 * A failed call to a customer's address. The message is a fixed text per code, which the customer
 * may see: it reveals neither which rule refused an address, nor what a name resolved to, nor
 * whether a port was open. `cause` may reveal all of that; it is for the log.
 */
export class OutboundError extends Error {
  readonly code: OutboundErrorCode
  /** HTTP status of a `redirect` or `bad_status`. */
  readonly status: number | undefined

  constructor(code: OutboundErrorCode, o: { status?: number; cause?: unknown } = {}) {
    super(texts[code], o.cause === undefined ? undefined : { cause: o.cause })
    this.name = 'OutboundError'
    this.code = code
    this.status = o.status
  }
}
