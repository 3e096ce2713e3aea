import { newWebhookSecret } from '#core/webhooks/signature.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { renderWithSecret } from './bodies.ts'
import { changeEndpoint, findTenantEndpoint, parseEndpointId } from './find-endpoint.ts'

type Schemas = components['schemas']

/** How long the previous secret signs beside the new one, when the client asks for that. */
const SECRET_OVERLAP_MS = 24 * 3_600_000

/** Gives an endpoint a new signing secret. @throws AppError webhook_endpoint_not_found. */
export const rotateEndpointSecret = endpoint({
  parse: (request: WireRequest) => ({
    id: parseEndpointId(request),
    asked: request.body as Schemas['RotateWebhookSecret'],
  }),
  act: async (call, { id, asked }) => {
    const before = await findTenantEndpoint(call, id)
    const keep = asked.keep_old_secret_active_for_24_hours === true
    const now = call.deps.clock.now()
    return await changeEndpoint(call, before, {
      secret: newWebhookSecret(),
      previous_secret: keep ? before.secret : null,
      previous_secret_until: keep ? new Date(now.getTime() + SECRET_OVERLAP_MS) : null,
      updated_at: now,
    })
  },
  render: renderWithSecret,
})
