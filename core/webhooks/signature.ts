import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** The three headers of Standard Webhooks 1.0; a receiver needs them and the body as received, nothing else. */
export interface WebhookHeaders {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

/**
 * Signs one try of a delivery: HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks 1.0, scheme `v1`).
 *
 * The id and the body stay the same on every try of one event; the timestamp is that of the try, because
 * receivers refuse one that is more than five minutes off. While a secret is being rotated both the new and the
 * old one are given: each adds a signature, and a receiver that knows either accepts the message.
 *
 * @param o.secrets one or more, `whsec_` + base64, in the order in which their signatures are sent
 * @param o.id of the event: visible ASCII, without the `.` that separates the signed parts
 * @param o.timestampSeconds of this try, Unix time
 * @param o.body exactly the text that goes over the wire
 * @throws {TypeError} when there is no secret, or an id or timestamp that could not be sent as a header
 */
export function signWebhook(o: {
  secrets: readonly string[]
  id: string
  timestampSeconds: number
  body: string
}): WebhookHeaders {
  if (o.secrets.length === 0) throw new TypeError('a webhook needs at least one secret')
  if (!/^[\x21-\x2d\x2f-\x7e]+$/.test(o.id))
    throw new TypeError('a webhook id is visible ASCII without a dot')
  if (!Number.isSafeInteger(o.timestampSeconds)) throw new TypeError('a webhook timestamp is whole seconds')
  const timestamp = new Date(o.timestampSeconds * 1000)
  const signatures = o.secrets.map((secret) => new Webhook(secret).sign(o.id, timestamp, o.body))
  return {
    'webhook-id': o.id,
    'webhook-timestamp': String(o.timestampSeconds),
    'webhook-signature': signatures.join(' '),
  }
}

/** A new signing secret: `whsec_` and 32 random bytes in base64, within the 24 to 64 bytes the standard asks for. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
