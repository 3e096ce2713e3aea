import { AppError } from '#core/errors.ts'
import { newEndpointId } from '#core/ids.ts'
import { countEndpoints, insertEndpoint } from '#core/store/webhook-endpoints.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { checkWebhookUrl } from '#api/creation/webhook-url.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { renderWithSecret } from './bodies.ts'
import { checkHeaders } from './check-headers.ts'

type Schemas = components['schemas']

const MAX_ENDPOINTS = 50

/**
 * Registers an address for events of the tenant.
 *
 * @throws AppError webhook_url_invalid, invalid_request.
 */
export const createEndpoint = endpoint({
  parse: ({ body }) => body as unknown as Schemas['CreateWebhookEndpoint'],
  act: async ({ deps, principal: { tenantId } }, asked) => {
    await checkWebhookUrl(deps, 'url', asked.url)
    checkHeaders(asked.headers ?? {})
    if ((await countEndpoints(deps.db, tenantId)) >= MAX_ENDPOINTS)
      throw new AppError('invalid_request', `A tenant can have at most ${MAX_ENDPOINTS} webhook endpoints.`)
    return await insertEndpoint(
      deps.db,
      {
        id: newEndpointId(),
        tenant_id: tenantId,
        name: asked.name,
        url: asked.url,
        event_types: [...new Set(asked.event_types)],
        headers: asked.headers ?? {},
        secret: newWebhookSecret(),
        disabled: asked.disabled ?? false,
      },
      deps.clock.now(),
    )
  },
  render: renderWithSecret,
})
