import { dailyUsage } from '#core/store/operations.ts'
import { dayOf } from '#core/store/quotas.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { parseTenantId, requireTenant } from './tenants.ts'

/** What a tenant used, day by day. @throws AppError tenant_not_found. */
export const getUsage = endpoint({
  parse: (request: WireRequest) => ({
    tenant: parseTenantId(request),
    days: request.query['days'] as number,
  }),
  act: async (call, { tenant, days }) => {
    const { id } = await requireTenant(call, tenant)
    return { id, usage: await dailyUsage(call.deps.db, id, days, dayOf(call.deps.clock.now())) }
  },
  render: ({ id, usage }) =>
    noStore({
      object: 'usage',
      tenant_id: id,
      days: usage.map((each) => ({
        day: each.day,
        gpu_seconds: Number(each.gpuSeconds.toFixed(3)),
        upload_bytes: each.uploadBytes,
      })),
    } satisfies components['schemas']['Usage']),
})
