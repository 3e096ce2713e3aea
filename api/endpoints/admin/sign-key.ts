import { randomBytes } from 'node:crypto'
import { AppError, fieldError } from '#core/errors.ts'
import { setKeySignature, type ApiKeyRow } from '#core/store/api-keys.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import type { components } from '#api/openapi.gen.ts'
import { parseKeyPath, requireApiKey, type KeyPath } from './api-keys.ts'
import { apiKeyBody, renderApiKey } from './bodies.ts'
import { requireTenant } from './tenants.ts'

type Schemas = components['schemas']

/**
 * Permits or requires signed requests from an API key. A secret that the service chose is shown
 * once.
 *
 * @throws AppError tenant_not_found, api_key_not_found, invalid_request.
 */
export const signKey = endpoint({
  parse: (request: WireRequest) => ({
    key: parseKeyPath(request),
    asked: request.body as unknown as Schemas['SignApiKey'],
  }),
  act: async (call, { key, asked }) => {
    const { algorithm, signature_required: required } = asked
    const secret = algorithm === 'hmac-sha256' ? randomBytes(32).toString('base64') : null
    const material = secret ?? publicKeyOf('public_key' in asked ? asked.public_key : undefined)
    return { row: await setSignature(call, key, { algorithm, material, required }), secret }
  },
  render: ({ row, secret }) => noStore({ ...apiKeyBody(row), signing_secret: secret }),
})

/**
 * Removes the signature settings of an API key, whose requests then need no signature.
 *
 * @throws AppError tenant_not_found, api_key_not_found.
 */
export const unsignKey = endpoint({
  parse: parseKeyPath,
  act: (call, key) => setSignature(call, key, null),
  render: renderApiKey,
})

/**
 * Stores or removes the signature settings of a key.
 *
 * @throws AppError tenant_not_found; api_key_not_found, also for a revoked key.
 */
async function setSignature(
  call: Call,
  { tenantId, keyId }: KeyPath,
  signature: Parameters<typeof setKeySignature>[3],
): Promise<ApiKeyRow> {
  await requireTenant(call, tenantId)
  if (keyId === null || !(await setKeySignature(call.deps.db, tenantId, keyId, signature)))
    throw new AppError('api_key_not_found')
  return await requireApiKey(call, { tenantId, keyId })
}

/** The 32 bytes of an Ed25519 key, as base64. @throws AppError invalid_request. */
function publicKeyOf(text: string | undefined): string {
  const bytes = Buffer.from(text ?? '', 'base64')
  if (bytes.length === 32) return bytes.toString('base64')
  const message = '`public_key` must be the 32 bytes of an Ed25519 public key in base64.'
  throw fieldError('invalid_request', 'public_key', message)
}
