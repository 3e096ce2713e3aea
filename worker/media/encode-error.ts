/** The frames could not be turned into a video, or the video is not what it should be. */
export class EncodeError extends Error {
  readonly code = 'encode_failed'
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'EncodeError'
  }
}
