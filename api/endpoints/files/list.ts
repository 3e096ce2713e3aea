import { listFiles } from '#core/store/files.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { listBody, noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { fileBody } from './bodies.ts'

type Schemas = components['schemas']

/** One page of the tenant's files. The page after an unknown file is empty. */
export const listTenantFiles = endpoint({
  parse: ({ query }: WireRequest) => ({
    limit: query['limit'] as number,
    order: query['order'] as 'asc' | 'desc',
    after: (query['after'] as string | undefined) ?? null,
    purpose: (query['purpose'] as string | undefined) ?? null,
  }),
  act: ({ deps, principal }, page) => listFiles(deps.db, principal.tenantId, page, deps.clock.now()),
  render: ({ files, hasMore }) =>
    noStore(listBody(files.map(fileBody), hasMore) satisfies Schemas['FileList']),
})
