import { fieldError } from '#core/errors.ts'

/** Headers that make up the request itself or carry the signature. */
const RESERVED =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|webhook-.*|user-agent)$/i

/**
 * Refuses a header that the customer cannot choose, and two that differ in case alone.
 *
 * @throws AppError invalid_request.
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  const names = Object.keys(headers)
  const fault =
    names.find((name) => RESERVED.test(name)) ??
    names.find((name, i) => names.slice(0, i).some((other) => other.toLowerCase() === name.toLowerCase()))
  if (fault === undefined) return
  const message = `The header \`${fault}\` cannot be set, or is given twice.`
  throw fieldError('invalid_request', 'headers', message)
}
