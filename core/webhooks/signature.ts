import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { SigningKey } from './signing-keys.ts'

/**
 * The three headers of Standard Webhooks 1.0; a receiver needs only them and the body as received.
 */
export interface WebhookHeaders {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

/**
 * Signs one attempt of a delivery over `id.timestamp.body` (Standard Webhooks 1.0): HMAC-SHA256
 * with each secret (`v1`), and Ed25519 with each key (`v1a`), all in one header.
 *
 * The id and the body stay the same on every attempt of one event. The timestamp is that of the
 * attempt, because receivers refuse one that is more than five minutes off. During a rotation the
 * new and the old secret each add a signature, and a receiver that knows either of them accepts the
 * message.
 *
 * @param o.secrets one or more, `whsec_` + base64, in the order of their signatures
 * @param o.keys their signatures follow
 * @param o.id id of the event: visible ASCII, without the `.` that separates the signed parts
 * @param o.timestampSeconds Unix time of this attempt
 * @param o.body exact text that is sent
 * @throws {TypeError} when there is no secret, or an id or timestamp that could not be sent as a
 *   header
 */
export function signWebhook(o: {
  secrets: readonly string[]
  keys?: readonly SigningKey[]
  id: string
  timestampSeconds: number
  body: string
}): WebhookHeaders {
  if (o.secrets.length === 0) throw new TypeError('a webhook needs at least one secret')
  if (!/^[\x21-\x2d\x2f-\x7e]+$/.test(o.id))
    throw new TypeError('a webhook id is visible ASCII without a dot')
  if (!Number.isSafeInteger(o.timestampSeconds)) throw new TypeError('a webhook timestamp is whole seconds')
  const timestamp = new Date(o.timestampSeconds * 1000)
  const content = `${o.id}.${o.timestampSeconds}.${o.body}`
  const signatures = [
    ...o.secrets.map((secret) => new Webhook(secret).sign(o.id, timestamp, o.body)),
    ...(o.keys ?? []).map((key) => `v1a,${key.sign(content)}`),
  ]
  return {
    'webhook-id': o.id,
    'webhook-timestamp': String(o.timestampSeconds),
    'webhook-signature': signatures.join(' '),
  }
}

/** A new signing secret: `whsec_` and 32 random bytes in base64; the standard permits 24 to 64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
