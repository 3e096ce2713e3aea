import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import type { webhooks } from './schema.gen.ts'

export { WebhookVerificationError }

/** What the service sends: one of the events under `webhooks` in the contract. */
export type WebhookEvent = webhooks[keyof webhooks]['post']['requestBody']['content']['application/json']

/**
 * The event in a webhook delivery, once its signature is checked (Standard Webhooks).
 *
 * @param body the raw body, byte for byte as it came
 * @param headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, as Headers or as node:http gives them
 * @param secret `whsec_…` of the tenant or endpoint
 * @throws WebhookVerificationError when the signature is another's or older than five minutes: answer 400.
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
