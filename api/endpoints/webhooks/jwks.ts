import { sendJson } from '#api/http/send.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'

/** Receivers may keep the keys this long, so a new one is listed before it signs alone. */
const CACHE_SECONDS = 3600

/**
 * The public keys that verify the `v1a` signatures of an endpoint, or of a tenant for the addresses
 * of requests. They follow from the id alone, so the answer does not tell whether it exists.
 */
export const webhookKeys: Handler =
  ({ deps }) =>
  (req, res) => {
    const keys = deps.webhookKeys.of(String(req.params['signer'])).map((key) => key.publicJwk)
    sendJson(res, {
      status: 200,
      headers: { 'Cache-Control': `public, max-age=${CACHE_SECONDS}` },
      body: { keys },
    })
  }
