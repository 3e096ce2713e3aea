import { endpoint } from '#api/endpoints/endpoint.ts'
import { renderTenant } from './bodies.ts'
import { parseTenantId, requireTenant, viewTenant } from './tenants.ts'

/** One tenant. @throws AppError tenant_not_found. */
export const getTenant = endpoint({
  parse: parseTenantId,
  act: async (call, id) => await viewTenant(call.deps, await requireTenant(call, id)),
  render: renderTenant,
})
