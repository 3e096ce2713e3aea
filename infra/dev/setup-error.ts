/**
 * A fault of the environment that the reader can repair: a port in use, a missing permission, a
 * data directory of another version. The message is one line that names the fault and the way out,
 * shown without a stack.
 */
export class SetupError extends Error {
  override readonly name = 'SetupError'
}

/** The `code` of a failed system call (`EACCES`, `ENOENT`, …); undefined for other errors. */
export function systemErrorCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}

/**
 * Printable text of any thrown value: the line of a {@link SetupError}, the stack of any other
 * error.
 */
export function describeError(error: unknown): string {
  if (error instanceof SetupError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
