import { AppError } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { parseTenantId } from './tenants.ts'

/**
 * Closes a tenant and deletes what it has.
 *
 * @throws AppError tenant_not_found; tenant_in_use for the tenant of the caller's own credentials.
 */
export const deleteTenant = endpoint({
  parse: parseTenantId,
  act: async ({ deps, principal }, id) => {
    if (id === principal.tenantId) throw new AppError('tenant_in_use')
    if (!(await lifecycle.deleteTenant(deps, id))) throw new AppError('tenant_not_found')
    return id
  },
  render: (id) => noStore({ id, object: 'tenant.deleted', deleted: true }),
})
