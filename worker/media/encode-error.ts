/** The frames could not be encoded, or the encoded video is not as expected. */
export class EncodeError extends Error {
  readonly code = 'encode_failed'
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'EncodeError'
  }
}
