import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { OutboundError } from '#core/outbound/error.ts'

const CHECK_TIMEOUT_MS = 2000
/** Headers that make up the request itself, or that we sign with. */
const RESERVED =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|webhook-.*|user-agent)$/i

/**
 * Refuses an address that could never be called; a host that is only away for now may be back when it is needed.
 *
 * @throws AppError webhook_url_invalid.
 */
export async function assertUrl(deps: Pick<Deps, 'outbound'>, url: string): Promise<void> {
  try {
    await deps.outbound.checkUrl(url, { timeoutMs: CHECK_TIMEOUT_MS })
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    if (error.code !== 'invalid_url' && error.code !== 'forbidden_address') return
    const message = `\`url\` cannot be used: ${error.message}.`
    throw new AppError('webhook_url_invalid', message, {
      param: 'url',
      errors: [{ pointer: '/url', message }],
      cause: error,
    })
  }
}

/** @throws AppError invalid_request for a header that the customer cannot choose, or two that differ in case alone. */
export function assertHeaders(headers: Readonly<Record<string, string>>): void {
  const names = Object.keys(headers)
  const fault =
    names.find((name) => RESERVED.test(name)) ??
    names.find((name, i) => names.slice(0, i).some((other) => other.toLowerCase() === name.toLowerCase()))
  if (fault === undefined) return
  const message = `The header \`${fault}\` cannot be chosen, or is there twice.`
  throw new AppError('invalid_request', message, {
    param: 'headers',
    errors: [{ pointer: '/headers', message }],
  })
}
