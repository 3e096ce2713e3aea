import { AppError } from '#core/errors.ts'
import { unparkWhereRoom } from '#core/lifecycle/lifecycle.ts'
import * as store from '#core/store/tenants.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { renderTenant } from './bodies.ts'
import { parseTenantId, patchOf, viewTenant } from './tenants.ts'

type Schemas = components['schemas']

/** Changes the name, priority or limits of a tenant. @throws AppError tenant_not_found. */
export const updateTenant = endpoint({
  parse: (request: WireRequest) => ({
    id: parseTenantId(request),
    patch: patchOf(request.body as Schemas['UpdateTenant']),
  }),
  act: async ({ deps }, { id, patch }) => {
    const row = await store.updateTenant(deps.db, id, patch)
    if (row === undefined) throw new AppError('tenant_not_found')
    const view = await viewTenant(deps, row)
    // A raised limit takes effect at once instead of at the next sweep.
    await unparkWhereRoom(deps, id)
    return view
  },
  render: renderTenant,
})
