import { fieldError } from '#core/errors.ts'
import { newRowId } from '#core/ids.ts'
import { ensureApiKey, findApiKeyRow } from '#core/store/api-keys.ts'
import { displayPrefix, hashApiKey, newApiKey } from '#api/auth/api-key.ts'
import { isNetwork } from '#api/auth/networks.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { apiKeyBody } from './bodies.ts'
import { parseTenantId, requireTenant } from './tenants.ts'

type Schemas = components['schemas']

/**
 * Makes an API key for a tenant. The key is shown once.
 *
 * @throws AppError invalid_request, tenant_not_found.
 */
export const createKey = endpoint({
  parse: (request: WireRequest) => ({
    tenant: parseTenantId(request),
    asked: request.body as unknown as Schemas['CreateApiKey'],
  }),
  act: async (call, { tenant, asked }) => {
    const { name, scopes, allowed_cidrs: cidrs = [] } = asked
    for (const cidr of cidrs) assertCidr(cidr)
    const { id: tenantId } = await requireTenant(call, tenant)
    const key = newApiKey()
    const id = newRowId()
    await ensureApiKey(call.deps.db, {
      id,
      tenantId,
      name,
      hash: hashApiKey(key),
      prefix: displayPrefix(key),
      scopes: [...new Set(scopes)],
      allowedCidrs: cidrs,
    })
    const row = await findApiKeyRow(call.deps.db, tenantId, id)
    if (row === undefined) throw new Error('the key was not stored')
    return { row, key }
  },
  render: ({ row, key }) => noStore({ ...apiKeyBody(row), key }, 201),
})

function assertCidr(cidr: string): void {
  if (isNetwork(cidr)) return
  const message = `\`allowed_cidrs\` must hold networks such as 203.0.113.0/24, not ${cidr}.`
  throw fieldError('invalid_request', 'allowed_cidrs', message)
}
