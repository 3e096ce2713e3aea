import type { Config } from '#core/config/config.ts'
import { messageOf } from '#core/errors.ts'
import { OutboundError } from '#core/outbound/error.ts'
import type { Channel } from '#core/outbound/channel.ts'
import type { OutboundHttp, PostAnswer } from '#core/outbound/http.ts'
import { signWebhook } from './signature.ts'
import type { SigningKeys } from './signing-keys.ts'

const CONNECT_TIMEOUT_MS = 5000
const HEADERS_TIMEOUT_MS = 10_000
const MAX_RESPONSE_BYTES = 64 * 1024

export type WebhookOutcome =
  { readonly answer: PostAnswer; readonly error: null } | { readonly answer: null; readonly error: string }

/**
 * Signs the bytes of an event and posts them once. The service's headers override those of the
 * customer. Never rejects: what cannot be signed is an attempt that failed, too.
 */
export async function postWebhook(
  deps: {
    readonly config: Pick<Config, 'webhookTimeoutSeconds'>
    readonly outbound: Pick<OutboundHttp, 'post'>
    readonly webhookKeys: SigningKeys
  },
  message: {
    readonly url: string
    readonly secrets: readonly string[]
    /** The endpoint, or the tenant for the address of a request. */
    readonly signer: string
    readonly headers: Readonly<Record<string, string>>
    readonly eventId: string
    readonly body: string
  },
  at: Date,
  o: { readonly signal?: AbortSignal; readonly channel?: Channel } = {},
): Promise<WebhookOutcome> {
  try {
    const signature = signWebhook({
      secrets: message.secrets,
      keys: deps.webhookKeys.of(message.signer),
      id: message.eventId,
      timestampSeconds: Math.floor(at.getTime() / 1000),
      body: message.body,
    })
    const answer = await deps.outbound.post(message.url, {
      headers: { ...message.headers, 'content-type': 'application/json', ...signature },
      body: message.body,
      totalTimeoutMs: deps.config.webhookTimeoutSeconds * 1000,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      headersTimeoutMs: HEADERS_TIMEOUT_MS,
      maxResponseBytes: MAX_RESPONSE_BYTES,
      ...o,
    })
    return { answer, error: null }
  } catch (error) {
    return { answer: null, error: error instanceof OutboundError ? error.code : messageOf(error) }
  }
}
