import { AppError } from '#core/errors.ts'
import * as store from '#core/store/webhook-endpoints.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'

/** The id of the endpoint in the path. */
export const parseEndpointId = ({ path }: WireRequest): string => path['endpoint_id'] as string

/** A webhook endpoint of the tenant. @throws AppError webhook_endpoint_not_found. */
export async function findTenantEndpoint({ deps, principal }: Call, id: string): Promise<store.EndpointRow> {
  const row = await store.findEndpoint(deps.db, principal.tenantId, id)
  if (row === undefined) throw new AppError('webhook_endpoint_not_found')
  return row
}

/**
 * A webhook endpoint of the tenant that is enabled.
 *
 * @throws AppError webhook_endpoint_not_found, webhook_endpoint_disabled.
 */
export async function findEnabledEndpoint(call: Call, id: string): Promise<store.EndpointRow> {
  const row = await findTenantEndpoint(call, id)
  if (row.disabled)
    throw new AppError(
      'webhook_endpoint_disabled',
      'The endpoint is disabled; enable it with `disabled: false`.',
    )
  return row
}

/**
 * Applies a patch to an endpoint.
 *
 * @returns the row afterwards
 * @throws AppError webhook_endpoint_not_found when it was deleted meanwhile.
 */
export async function changeEndpoint(
  { deps }: Call,
  before: store.EndpointRow,
  patch: store.EndpointPatch,
): Promise<store.EndpointRow> {
  const row = await store.updateEndpoint(deps.db, before.tenant_id, before.id, patch)
  if (row === undefined) throw new AppError('webhook_endpoint_not_found')
  return row
}
