import { AppError } from '#core/errors.ts'
import * as store from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { tenantBody } from './bodies.ts'
import { patchOf, viewTenant } from './tenants.ts'

type Schemas = components['schemas']

/** Makes a tenant. Its webhook secret is shown once. @throws AppError tenant_exists. */
export const createTenant = endpoint({
  parse: ({ body }) => body as unknown as Schemas['CreateTenant'],
  act: async ({ deps }, { id, name, ...patch }) => {
    const webhookSecret = newWebhookSecret()
    const row = await store.createTenant(deps.db, { id, name: name ?? id, webhookSecret }, patchOf(patch))
    if (row === undefined)
      throw new AppError('tenant_exists', `The tenant \`${id}\` exists already.`, { param: 'id' })
    return { tenant: await viewTenant(deps, row), webhookSecret }
  },
  render: ({ tenant, webhookSecret }) =>
    noStore({ ...tenantBody(tenant), webhook_secret: webhookSecret }, 201),
})
