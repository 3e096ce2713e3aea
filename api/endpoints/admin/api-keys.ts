import { AppError } from '#core/errors.ts'
import { findApiKeyRow, type ApiKeyRow } from '#core/store/api-keys.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'
import { parseTenantId } from './tenants.ts'

/** The tenant and the key that a path names. */
export interface KeyPath {
  readonly tenantId: string
  /** Null for text that no key can have as its id. */
  readonly keyId: string | null
}

/** Reads the tenant and the key in the path. */
export function parseKeyPath(request: WireRequest): KeyPath {
  const keyId = request.path['key_id'] as string
  return { tenantId: parseTenantId(request), keyId: /^[0-9a-f-]{36}$/.test(keyId) ? keyId : null }
}

/** The row of a key, revoked or not. @throws AppError api_key_not_found. */
export async function requireApiKey({ deps }: Call, { tenantId, keyId }: KeyPath): Promise<ApiKeyRow> {
  const row = keyId === null ? undefined : await findApiKeyRow(deps.db, tenantId, keyId)
  if (row === undefined) throw new AppError('api_key_not_found')
  return row
}
