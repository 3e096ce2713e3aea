import { listApiKeys } from '#core/store/api-keys.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { apiKeyBody } from './bodies.ts'
import { parseTenantId, requireTenant } from './tenants.ts'

/** Every API key of a tenant. @throws AppError tenant_not_found. */
export const listKeys = endpoint({
  parse: parseTenantId,
  act: async (call, tenantId) => {
    const { id } = await requireTenant(call, tenantId)
    return await listApiKeys(call.deps.db, id)
  },
  render: (rows) => noStore({ object: 'list', data: rows.map(apiKeyBody) }),
})
