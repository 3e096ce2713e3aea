import { AppError } from '#core/errors.ts'
import { deleteEndpoint } from '#core/store/webhook-endpoints.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { parseEndpointId } from './find-endpoint.ts'

/** Deletes an endpoint. Deliveries to it stop. @throws AppError webhook_endpoint_not_found. */
export const deleteWebhookEndpoint = endpoint({
  parse: parseEndpointId,
  act: async ({ deps, principal }, id) => {
    const deleted = await deps.db.transaction().execute((trx) => deleteEndpoint(trx, principal.tenantId, id))
    if (!deleted) throw new AppError('webhook_endpoint_not_found')
    return id
  },
  render: (id) => noStore({ id, object: 'webhook_endpoint.deleted', deleted: true }),
})
