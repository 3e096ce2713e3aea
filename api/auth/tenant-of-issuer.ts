import type { Deps } from '#core/deps.ts'
import { ensureTenant, findTenant, type TenantRow } from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'

/** The issuer decides which tenants exist: a new one gets its row and its webhook secret here. */
export const tenantOfIssuer = async ({ db }: Pick<Deps, 'db'>, id: string): Promise<TenantRow> =>
  (await findTenant(db, id)) ?? (await ensureTenant(db, { id, name: id, webhookSecret: newWebhookSecret() }))
