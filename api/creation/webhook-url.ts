import type { Deps } from '#core/deps.ts'
import { fieldError } from '#core/errors.ts'
import { OutboundError } from '#core/outbound/error.ts'

const CHECK_TIMEOUT_MS = 2000

/**
 * Refuses an address that could never be called. A host that is down now may be up when it is
 * needed.
 *
 * @throws AppError webhook_url_invalid.
 */
export async function checkWebhookUrl(
  { outbound }: Pick<Deps, 'outbound'>,
  field: 'webhook_url' | 'url',
  url: string,
): Promise<void> {
  try {
    await outbound.checkUrl(url, { timeoutMs: CHECK_TIMEOUT_MS })
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    if (error.code !== 'invalid_url' && error.code !== 'forbidden_address') return
    const message = `\`${field}\` cannot be used: ${error.message}.`
    throw fieldError('webhook_url_invalid', field, message, { cause: error })
  }
}
