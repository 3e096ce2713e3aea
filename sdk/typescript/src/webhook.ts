import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import type { webhooks } from './schema.gen.ts'

export { WebhookVerificationError }

/** An event that the service sends: one of `webhooks` in the contract. */
export type WebhookEvent = webhooks[keyof webhooks]['post']['requestBody']['content']['application/json']

/**
 * Verifies the signature of a webhook delivery (Standard Webhooks) and returns its event.
 *
 * @param body the raw body, byte for byte as received
 * @param headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, as Headers or as the
 *   headers of node:http
 * @param secret `whsec_…` of the tenant or endpoint
 * @throws WebhookVerificationError when the signature is wrong or older than five minutes; the
 *   receiver should then answer 400
 */
export function verifyWebhook(
  body: string | Buffer,
  headers: Headers | Readonly<Record<string, string | string[] | undefined>>,
  secret: string,
): WebhookEvent {
  const entries: [string, unknown][] = headers instanceof Headers ? [...headers] : Object.entries(headers)
  return new Webhook(secret).verify(
    body,
    Object.fromEntries(entries) as Record<string, string>,
  ) as WebhookEvent
}
