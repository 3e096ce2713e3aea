import { randomBytes } from 'node:crypto'
import { insertSignInCode } from '#core/store/sign-in-codes.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore, unixTime } from '#api/dialects/wire.ts'
import { hashSignInCode } from '#api/endpoints/access/sign-in.ts'
import { CONSOLE_PATH } from '#api/endpoints/console/console.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { components } from '#api/openapi.gen.ts'
import { parseTenantId, requireTenant } from './tenants.ts'

type Schemas = components['schemas']

/** Without `expires_in_seconds`. */
const LIFETIME_SECONDS = 900

/**
 * Makes a link that signs one person in to the console, once.
 *
 * @throws AppError tenant_not_found.
 */
export const createSignInLink = endpoint({
  parse: (request: WireRequest) => ({
    tenant: parseTenantId(request),
    asked: request.body as unknown as Schemas['CreateSignInLink'],
  }),
  act: async (call, { tenant, asked }) => {
    const { db, clock } = call.deps
    const { id: tenantId } = await requireTenant(call, tenant)
    const code = randomBytes(32).toString('base64url')
    const expiresAt = new Date(clock.now().getTime() + (asked.expires_in_seconds ?? LIFETIME_SECONDS) * 1000)
    const scopes = [...new Set(asked.scopes)]
    await insertSignInCode(db, { hash: hashSignInCode(code), tenantId, scopes, expiresAt })
    return { code, expiresAt }
  },
  render: ({ code, expiresAt }, { baseUrl }) =>
    noStore(
      {
        object: 'sign_in_link',
        url: `${baseUrl}${CONSOLE_PATH}#code=${code}`,
        expires_at: unixTime(expiresAt),
      } satisfies Schemas['SignInLink'],
      201,
    ),
})
