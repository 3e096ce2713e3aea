import { fieldError } from '#core/errors.ts'

/** The limit of OpenAI. It also bounds what a worker reads and writes to add one second. */
export const LONGEST_SECONDS = 120

/** @throws AppError invalid_frame_count when the new part or the whole clip has no such length. */
export function assertLength(
  { frames, fps }: { readonly frames: number; readonly fps: number },
  precedingFrames: number,
): void {
  if (frames < 2)
    throw fieldError('invalid_frame_count', 'seconds', `\`seconds\` must be at least ${4 / fps}.`)
  const totalSeconds = (precedingFrames + frames - 2) / fps
  if (totalSeconds > LONGEST_SECONDS)
    throw fieldError(
      'invalid_frame_count',
      'seconds',
      `The video would last ${totalSeconds} s; extensions go up to ${LONGEST_SECONDS} s in all.`,
    )
}
