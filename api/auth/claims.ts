import type { Config } from '#core/config/config.ts'

/** Whom the claims of an issuer stand for. */
export interface TokenHolder {
  readonly tenantId: string
  readonly scopes: readonly string[]
  /** The owner of uploads within the tenant: the subject, when the token names one. */
  readonly owner: string
}

type Claims = Readonly<Record<string, unknown>>

/** @throws Error when the claims name no tenant. */
export function holderOf(
  claims: Claims,
  config: Pick<Config, 'jwtTenantClaim' | 'jwtAdminClaim'>,
): TokenHolder {
  const tenantId = claims[config.jwtTenantClaim]
  if (typeof tenantId !== 'string' || !/^[\w.:@|-]{1,128}$/.test(tenantId))
    throw new Error('the tenant claim is missing or not a name')
  const owner = typeof claims['sub'] === 'string' ? `jwt:${claims['sub']}` : 'jwt'
  return { tenantId, scopes: scopesOf(claims, config.jwtAdminClaim), owner }
}

/**
 * `scope` as OAuth writes it, or `scopes` as a list or text; none without them. The scope `admin`
 * rules over every tenant, and customers of one issuer often choose their own scopes, so it comes
 * from the claim that the operator named, and from no other.
 */
function scopesOf(claims: Claims, adminClaim: string | null): readonly string[] {
  const claim = claims['scope'] ?? claims['scopes']
  const listed: readonly unknown[] =
    typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : []
  const scopes = listed
    .filter((scope) => typeof scope === 'string')
    .filter((scope) => scope !== '' && scope !== 'admin')
  return adminClaim !== null && claims[adminClaim] === true ? [...scopes, 'admin'] : scopes
}
