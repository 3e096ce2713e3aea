import { AppError } from '#core/errors.ts'
import * as store from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { noStore, unixTime } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { parseTenantId } from './tenants.ts'

/** How long the previous secret signs beside the new one. */
const SECRET_OVERLAP_MS = 24 * 3_600_000

/**
 * Gives a tenant a new secret for the webhooks that its requests name.
 *
 * @throws AppError tenant_not_found.
 */
export const rotateWebhookSecret = endpoint({
  parse: parseTenantId,
  act: async ({ deps }, id) => {
    const secret = newWebhookSecret()
    const until = new Date(deps.clock.now().getTime() + SECRET_OVERLAP_MS)
    if (!(await store.rotateWebhookSecret(deps.db, id, secret, until))) throw new AppError('tenant_not_found')
    return { secret, until }
  },
  render: ({ secret, until }) => noStore({ webhook_secret: secret, previous_valid_until: unixTime(until) }),
})
