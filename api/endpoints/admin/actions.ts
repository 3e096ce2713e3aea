import { randomBytes } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { displayPrefix, hashApiKey, newApiKey } from '#api/auth/api-key.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { newRowId } from '#core/ids.ts'
import {
  ensureApiKey,
  findApiKeyRow,
  listApiKeys,
  revokeApiKey,
  setKeySignature,
  type ApiKeyRow,
} from '#core/store/api-keys.ts'
import { dayOf, findUsage } from '#core/store/quotas.ts'
import {
  createTenant,
  findTenant,
  listTenants,
  rotateWebhookSecret,
  updateTenant,
  type TenantPatch,
  type TenantRow,
} from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import type { components } from '#api/openapi.gen.ts'
import { apiKeyBody, tenantBody } from './bodies.ts'

type Schemas = components['schemas']

export type AdminDeps = Pick<Deps, 'db' | 'clock' | 'config'>

/** Known to fit the contract. */
export interface AdminRequest {
  readonly path: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface AdminAnswer {
  readonly status: 200 | 201
  readonly body: object
}

export type AdminAction = (deps: AdminDeps, request: AdminRequest) => Promise<AdminAnswer>

/** For how long the secret before a rotation still signs beside the new one. */
const SECRET_OVERLAP_MS = 24 * 3_600_000

/** What an operator can do, by the operation's id; behind HTTP and the command line alike. */
export const ADMIN_ACTIONS = {
  'admin.listTenants': async (deps) => {
    const rows = await listTenants(deps.db)
    return ok({ object: 'list', data: await Promise.all(rows.map((row) => tenantOf(deps, row))) })
  },
  'admin.createTenant': async (deps, { body }) => {
    const { id, name, ...patch } = body as Schemas['CreateTenant']
    const webhookSecret = newWebhookSecret()
    const row = await createTenant(deps.db, { id, name: name ?? id, webhookSecret }, patchOf(patch))
    if (row === undefined)
      throw new AppError('tenant_exists', `There is a tenant \`${id}\` already.`, { param: 'id' })
    return { status: 201, body: { ...(await tenantOf(deps, row)), webhook_secret: webhookSecret } }
  },
  'admin.getTenant': async (deps, { path }) => ok(await tenantOf(deps, await tenantAt(deps, path))),
  'admin.updateTenant': async (deps, { path, body }) => {
    const row = await updateTenant(
      deps.db,
      path['tenant_id'] as string,
      patchOf(body as Schemas['UpdateTenant']),
    )
    if (row === undefined) throw new AppError('tenant_not_found')
    return ok(await tenantOf(deps, row))
  },
  'admin.rotateWebhookSecret': async (deps, { path }) => {
    const secret = newWebhookSecret()
    const until = new Date(deps.clock.now().getTime() + SECRET_OVERLAP_MS)
    if (!(await rotateWebhookSecret(deps.db, path['tenant_id'] as string, secret, until)))
      throw new AppError('tenant_not_found')
    return ok({ webhook_secret: secret, previous_valid_until: Math.floor(until.getTime() / 1000) })
  },
  'admin.listKeys': async (deps, { path }) => {
    const { id } = await tenantAt(deps, path)
    return ok({ object: 'list', data: (await listApiKeys(deps.db, id)).map(apiKeyBody) })
  },
  'admin.createKey': async (deps, { path, body }) => {
    const { name, scopes, allowed_cidrs: cidrs = [] } = body as Schemas['CreateApiKey']
    for (const cidr of cidrs) assertCidr(cidr)
    const { id: tenantId } = await tenantAt(deps, path)
    const key = newApiKey()
    const id = newRowId()
    await ensureApiKey(deps.db, {
      id,
      tenantId,
      name,
      hash: hashApiKey(key),
      prefix: displayPrefix(key),
      scopes: [...new Set(scopes)],
      allowedCidrs: cidrs,
    })
    const row = await findApiKeyRow(deps.db, tenantId, id)
    if (row === undefined) throw new Error('the key was not stored')
    return { status: 201, body: { ...apiKeyBody(row), key } }
  },
  'admin.revokeKey': async (deps, { path }) => {
    const { id: tenantId } = await tenantAt(deps, path)
    const id = path['key_id'] as string
    if (/^[0-9a-f-]{36}$/.test(id)) await revokeApiKey(deps.db, tenantId, id, deps.clock.now())
    const row = /^[0-9a-f-]{36}$/.test(id) ? await findApiKeyRow(deps.db, tenantId, id) : undefined
    if (row === undefined) throw new AppError('api_key_not_found')
    return ok(apiKeyBody(row))
  },
  'admin.signKey': async (deps, { path, body }) => {
    const asked = body as Schemas['SignApiKey']
    const { signature_required: required, ...key } = asked
    const material =
      key.algorithm === 'hmac-sha256' ? randomBytes(32).toString('base64') : publicKeyOf(key.public_key)
    const row = await keySignature(deps, path, { algorithm: key.algorithm, material, required })
    return ok({ ...apiKeyBody(row), signing_secret: key.algorithm === 'hmac-sha256' ? material : null })
  },
  'admin.unsignKey': async (deps, { path }) => ok(apiKeyBody(await keySignature(deps, path, null))),
} as const satisfies Record<string, AdminAction>

export type AdminActionName = keyof typeof ADMIN_ACTIONS

const ok = (body: object): AdminAnswer => ({ status: 200, body })

/** @throws AppError tenant_not_found. */
async function tenantAt(deps: AdminDeps, path: AdminRequest['path']): Promise<TenantRow> {
  const row = await findTenant(deps.db, path['tenant_id'] as string)
  if (row === undefined) throw new AppError('tenant_not_found')
  return row
}

async function tenantOf(deps: AdminDeps, row: TenantRow): Promise<Schemas['Tenant']> {
  return tenantBody(row, await findUsage(deps.db, row.id, dayOf(deps.clock.now())), deps.config)
}

/** @throws AppError tenant_not_found, api_key_not_found, also for a revoked one. */
async function keySignature(
  deps: AdminDeps,
  path: AdminRequest['path'],
  signature: Parameters<typeof setKeySignature>[3],
): Promise<ApiKeyRow> {
  const { id: tenantId } = await tenantAt(deps, path)
  const id = path['key_id'] as string
  const found = /^[0-9a-f-]{36}$/.test(id) && (await setKeySignature(deps.db, tenantId, id, signature))
  const row = found ? await findApiKeyRow(deps.db, tenantId, id) : undefined
  if (row === undefined) throw new AppError('api_key_not_found')
  return row
}

/** The 32 bytes of an Ed25519 key, as base64. @throws AppError invalid_request. */
function publicKeyOf(text: string | undefined): string {
  const bytes = Buffer.from(text ?? '', 'base64')
  if (bytes.length === 32) return bytes.toString('base64')
  const message = '`public_key` must be the 32 bytes of an Ed25519 public key in base64.'
  throw new AppError('invalid_request', message, {
    param: 'public_key',
    errors: [{ pointer: '/public_key', message }],
  })
}

const patchOf = (patch: Schemas['UpdateTenant']): TenantPatch => {
  const { upload_bytes_per_day: bytes, ...rest } = patch
  return {
    ...rest,
    ...(bytes === undefined ? {} : { upload_bytes_per_day: bytes === null ? null : String(bytes) }),
  }
}

function assertCidr(cidr: string): void {
  if (ipaddr.isValidCIDR(cidr)) return
  const message = `\`allowed_cidrs\` must hold networks such as 203.0.113.0/24, not ${cidr}.`
  throw new AppError('invalid_request', message, {
    param: 'allowed_cidrs',
    errors: [{ pointer: '/allowed_cidrs', message }],
  })
}
