import { listTenants } from '#core/store/tenants.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { tenantBody } from './bodies.ts'
import { viewTenant } from './tenants.ts'

/** Every tenant. */
export const listAllTenants = endpoint({
  act: async ({ deps }) =>
    await Promise.all((await listTenants(deps.db)).map((row) => viewTenant(deps, row))),
  render: (tenants) => noStore({ object: 'list', data: tenants.map(tenantBody) }),
})
