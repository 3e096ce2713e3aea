import type { Selectable } from 'kysely'
import type { Database, Db } from '#core/postgres/db.ts'
import type { TenantRow } from './tenants.ts'

/** The material that verifies the signatures of a key's requests. */
export interface VerificationKey {
  readonly algorithm: 'ed25519' | 'hmac-sha256'
  /** Base64: the 32 bytes of an Ed25519 public key, or the shared secret. */
  readonly material: string
}

export interface ApiKey {
  readonly id: string
  readonly tenantId: string
  readonly scopes: readonly string[]
  /** Empty: any address. */
  readonly allowedCidrs: readonly string[]
  /** Null: until it is revoked. */
  readonly expiresAt: Date | null
  readonly isMediaSession: boolean
  /** How its requests are signed; null: not at all. */
  readonly signature: (VerificationKey & { readonly required: boolean }) | null
  readonly tenant: Pick<TenantRow, 'requests_per_minute' | 'request_burst'>
}

/** The key with this SHA-256; undefined for a revoked or expired key. */
export async function findApiKey(db: Db, keyHash: Buffer, now: Date): Promise<ApiKey | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .innerJoin('tenants', 'tenants.id', 'api_keys.tenant_id')
    .select(['api_keys.id', 'tenant_id', 'scopes', 'allowed_cidrs', 'requests_per_minute', 'request_burst'])
    .select([
      'signature_algorithm',
      'signature_material',
      'signature_required',
      'expires_at',
      'is_media_session',
    ])
    .where('key_hash', '=', keyHash)
    .where('revoked_at', 'is', null)
    .where('tenants.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      tenantId: row.tenant_id,
      scopes: row.scopes,
      allowedCidrs: row.allowed_cidrs,
      expiresAt: row.expires_at,
      isMediaSession: row.is_media_session,
      signature:
        row.signature_algorithm === null || row.signature_material === null
          ? null
          : {
              algorithm: row.signature_algorithm,
              material: row.signature_material,
              required: row.signature_required,
            },
      tenant: row,
    }
  )
}

/** Creates the key unless one with the same hash exists. */
export async function ensureApiKey(
  db: Db,
  key: {
    id: string
    tenantId: string
    name: string
    hash: Buffer
    prefix: string
    scopes: readonly string[]
    allowedCidrs?: readonly string[]
    expiresAt?: Date | null
    parentId?: string | null
    isMediaSession?: boolean
  },
): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({
      id: key.id,
      tenant_id: key.tenantId,
      name: key.name,
      key_hash: key.hash,
      key_prefix: key.prefix,
      scopes: [...key.scopes],
      allowed_cidrs: [...(key.allowedCidrs ?? [])],
      last_used_at: null,
      revoked_at: null,
      expires_at: key.expiresAt ?? null,
      parent_id: key.parentId ?? null,
      is_media_session: key.isMediaSession ?? false,
    })
    .onConflict((oc) => oc.column('key_hash').doNothing())
    .execute()
}

/** Records the use of a key, at most once a minute. */
export async function touchApiKey(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', new Date(now.getTime() - 60_000))]),
    )
    .execute()
}

/** Revokes a key and what was made from it. False when it does not exist or is revoked. */
export async function revokeApiKey(db: Db, tenantId: string, id: string, now: Date): Promise<boolean> {
  await db
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('parent_id', '=', id)
    .where('tenant_id', '=', tenantId)
    .where('revoked_at', 'is', null)
    .execute()
  const row = await db
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Sets how requests with a key are signed; null: not at all. False when the key does not exist or
 * is revoked.
 */
export async function setKeySignature(
  db: Db,
  tenantId: string,
  id: string,
  signature: NonNullable<ApiKey['signature']> | null,
): Promise<boolean> {
  const row = await db
    .updateTable('api_keys')
    .set({
      signature_algorithm: signature?.algorithm ?? null,
      signature_material: signature?.material ?? null,
      signature_required: signature?.required ?? false,
    })
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const SHOWN = [
  'id',
  'tenant_id',
  'name',
  'key_prefix',
  'scopes',
  'allowed_cidrs',
  'created_at',
  'last_used_at',
  'revoked_at',
  'signature_algorithm',
  'signature_required',
  'expires_at',
] as const

/** A key without its hash and signature material. */
export type ApiKeyRow = Pick<Selectable<Database['api_keys']>, (typeof SHOWN)[number]>

/** Keys of a tenant, revoked ones included and media sessions left out, oldest first. */
export async function listApiKeys(db: Db, tenantId: string): Promise<ApiKeyRow[]> {
  return await db
    .selectFrom('api_keys')
    .select(SHOWN)
    .where('tenant_id', '=', tenantId)
    .where('is_media_session', '=', false)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function findApiKeyRow(db: Db, tenantId: string, id: string): Promise<ApiKeyRow | undefined> {
  return await db
    .selectFrom('api_keys')
    .select(SHOWN)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Deletes keys that have expired, with those made from them. */
export async function deleteExpiredKeys(db: Db, before: Date): Promise<void> {
  const expired = db.selectFrom('api_keys').select('id').where('expires_at', '<', before)
  await db.deleteFrom('api_keys').where('parent_id', 'in', expired).execute()
  await db.deleteFrom('api_keys').where('expires_at', '<', before).execute()
}
