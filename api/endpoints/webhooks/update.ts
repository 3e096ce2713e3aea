import type { EndpointPatch } from '#core/store/webhook-endpoints.ts'
import { endPause } from '#core/store/webhook-queue.ts'
import { checkWebhookUrl } from '#api/creation/webhook-url.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { renderEndpoint } from './bodies.ts'
import { checkHeaders } from './check-headers.ts'
import { changeEndpoint, findTenantEndpoint, parseEndpointId } from './find-endpoint.ts'

type Schemas = components['schemas']

/**
 * Changes the members of an endpoint that the body names. Enabling an endpoint also clears the
 * reason why it was disabled; that, and a new address, end its pause after failures.
 *
 * @throws AppError webhook_endpoint_not_found, webhook_url_invalid, invalid_request.
 */
export const updateWebhookEndpoint = endpoint({
  parse: (request: WireRequest) => ({
    id: parseEndpointId(request),
    asked: request.body as Schemas['UpdateWebhookEndpoint'],
  }),
  act: async (call, { id, asked }) => {
    const before = await findTenantEndpoint(call, id)
    if (asked.url !== undefined && asked.url !== before.url)
      await checkWebhookUrl(call.deps, 'url', asked.url)
    checkHeaders(asked.headers ?? {})
    const patch: EndpointPatch = {
      ...(asked.name === undefined ? {} : { name: asked.name }),
      ...(asked.url === undefined ? {} : { url: asked.url }),
      ...(asked.event_types === undefined ? {} : { event_types: [...new Set(asked.event_types)] }),
      ...(asked.headers === undefined ? {} : { headers: JSON.stringify(asked.headers) }),
      ...(asked.disabled === undefined ? {} : { disabled: asked.disabled, disabled_reason: null }),
    }
    if (Object.keys(patch).length === 0) return before
    const now = call.deps.clock.now()
    const changed = await changeEndpoint(call, before, { ...patch, updated_at: now })
    if (asked.url !== undefined || asked.disabled === false) await endPause(call.deps.db, id, now)
    return changed
  },
  render: renderEndpoint,
})
