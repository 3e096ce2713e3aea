import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import jwt from 'jsonwebtoken'
import { displayPrefix, hashApiKey, newApiKey } from '#api/auth/api-key.ts'
import { hashSignInCode } from '#api/endpoints/access/sign-in.ts'
import { CONSOLE_PATH } from '#api/endpoints/console/console.ts'
import type { Config } from '#core/config/config.ts'
import { openDatabase } from '#core/postgres/db.ts'
import { newRowId } from '#core/ids.ts'
import { ensureApiKey } from '#core/store/api-keys.ts'
import { insertSignInCode } from '#core/store/sign-in-codes.ts'
import { ensureTenant } from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { newSigningSeed } from '#core/webhooks/signing-keys.ts'

const TENANT = { id: 'development', name: 'Development' }
const JWT_LIFETIME_SECONDS = 24 * 3600
/** A link that was printed yesterday is still of use this morning. */
const LINK_LIFETIME_MS = 24 * 3600 * 1000
const ADMIN_SCOPES = ['videos:write', 'videos:read', 'webhooks:write', 'files:write', 'admin'] as const

/**
 * Secrets that the first start generates and later ones reuse, so that keys and links outlive a
 * restart.
 */
export interface DevelopmentSecrets {
  readonly jwtSecret: string
  readonly linkSecret: string
  readonly apiKey: string
  readonly adminApiKey: string
  readonly webhookSecret: string
  readonly webhookSigningKey: string
}

/** `dev.json`: everything a client on this machine needs. */
export interface DevelopmentAccess {
  readonly base_url: string
  readonly api_key: string
  readonly admin_api_key: string
  /** Valid for 24 hours from the start. */
  readonly jwt: string
  readonly webhook_secret: string
}

export function writePrivateFile(file: string, value: unknown): void {
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(temporary, file)
}

export function loadSecrets(dataDir: string): DevelopmentSecrets {
  const file = path.join(dataDir, 'secrets.json')
  const stored = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<DevelopmentSecrets>)
    : {}
  const secrets: DevelopmentSecrets = {
    jwtSecret: randomBytes(32).toString('hex'),
    linkSecret: randomBytes(32).toString('hex'),
    apiKey: newApiKey(),
    adminApiKey: newApiKey(),
    webhookSecret: newWebhookSecret(),
    webhookSigningKey: newSigningSeed(),
    ...stored,
  }
  // The file of an earlier version may lack one.
  if (Object.keys(stored).length < Object.keys(secrets).length) writePrivateFile(file, secrets)
  return secrets
}

/**
 * Creates the tenant of this machine and its keys unless they exist. The webhook secret is that of
 * the database, in case another data folder created the tenant.
 *
 * @returns what clients need, and a link that signs one person in to the console
 */
export async function seedDevelopment(
  config: Config,
  o: { databaseUrl: string; baseUrl: string; jwtSecret: string; secrets: DevelopmentSecrets },
): Promise<{ readonly access: DevelopmentAccess; readonly consoleUrl: string }> {
  const db = openDatabase({
    url: o.databaseUrl,
    poolSize: 2,
    applicationName: 'wan-start',
    onIdleError: () => undefined,
  })
  try {
    const tenant = await ensureTenant(db, { ...TENANT, webhookSecret: o.secrets.webhookSecret })
    for (const [name, key, scopes] of [
      ['development', o.secrets.apiKey, ['videos:write', 'videos:read', 'webhooks:write', 'files:write']],
      ['development admin', o.secrets.adminApiKey, ADMIN_SCOPES],
    ] as const)
      await ensureApiKey(db, {
        id: newRowId(),
        tenantId: tenant.id,
        name,
        hash: hashApiKey(key),
        prefix: displayPrefix(key),
        scopes,
      })
    const code = randomBytes(32).toString('base64url')
    await insertSignInCode(db, {
      hash: hashSignInCode(code),
      tenantId: tenant.id,
      scopes: ADMIN_SCOPES,
      expiresAt: new Date(Date.now() + LINK_LIFETIME_MS),
    })
    const claims = {
      [config.jwtTenantClaim]: tenant.id,
      scope: 'videos:write videos:read webhooks:write files:write',
    }
    const access: DevelopmentAccess = {
      base_url: o.baseUrl,
      api_key: o.secrets.apiKey,
      admin_api_key: o.secrets.adminApiKey,
      jwt: jwt.sign(claims, o.jwtSecret, {
        algorithm: 'HS256',
        subject: 'development',
        issuer: config.jwtIssuer,
        audience: config.jwtAudience,
        expiresIn: JWT_LIFETIME_SECONDS,
      }),
      webhook_secret: tenant.webhook_secret,
    }
    return { access, consoleUrl: `${o.baseUrl}${CONSOLE_PATH}#code=${code}` }
  } finally {
    await db.destroy()
  }
}
