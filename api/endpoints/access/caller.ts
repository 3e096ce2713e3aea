import { AppError } from '#core/errors.ts'
import { findTenant } from '#core/store/tenants.ts'
import { SCOPES } from '#api/auth/scopes.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

/** Whom the credentials of the request stand for, and what they permit. */
export const getCaller = endpoint({
  act: async ({ deps, principal }) => {
    const tenant = await findTenant(deps.db, principal.tenantId)
    if (tenant === undefined) throw new AppError('tenant_not_found')
    return { principal, tenant }
  },
  render: ({ principal, tenant }) =>
    noStore({
      object: 'caller',
      tenant: { id: tenant.id, name: tenant.name },
      // A token may name scopes of other services.
      scopes: SCOPES.filter((scope) => principal.scopes.includes(scope)),
      credentials: principal.how,
    } satisfies Schemas['Caller']),
})
