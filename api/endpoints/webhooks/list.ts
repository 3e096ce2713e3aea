import { listEndpoints } from '#core/store/webhook-endpoints.ts'
import { listBody, noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { endpointBody } from './bodies.ts'

/** One page of the tenant's webhook endpoints. */
export const listTenantEndpoints = endpoint({
  parse: ({ query }) => ({
    limit: query['limit'] as number,
    after: (query['after'] as string | undefined) ?? null,
  }),
  act: ({ deps, principal }, page) => listEndpoints(deps.db, principal.tenantId, page),
  render: ({ endpoints, hasMore }) => noStore(listBody(endpoints.map(endpointBody), hasMore)),
})
