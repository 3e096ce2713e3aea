import { quotaOf } from '#core/limits/quota.ts'
import type { ApiKeyRow } from '#core/store/api-keys.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'
import { noStore, unixTime } from '#api/dialects/wire.ts'
import type { components } from '#api/openapi.gen.ts'
import type { TenantView } from './tenants.ts'

type Schemas = components['schemas']

/** A tenant as the contract shows it. */
export function tenantBody({ row, usage, config }: TenantView): Schemas['Tenant'] {
  const quota = quotaOf(row, config)
  return {
    id: row.id,
    object: 'tenant',
    name: row.name,
    priority: row.priority,
    created_at: unixTime(row.created_at),
    requests_per_minute: row.requests_per_minute,
    request_burst: row.request_burst,
    max_running: row.max_running,
    max_queued: row.max_queued,
    gpu_seconds_per_day: row.gpu_seconds_per_day,
    upload_bytes_per_day: row.upload_bytes_per_day === null ? null : Number(row.upload_bytes_per_day),
    loras: row.loras,
    effective: {
      requests_per_minute: row.requests_per_minute ?? config.rateLimitPerMinute,
      request_burst: row.request_burst ?? config.rateLimitBurst,
      max_running: quota.maxRunning,
      max_queued: quota.maxQueued,
      gpu_seconds_per_day: quota.gpuSecondsPerDay,
      upload_bytes_per_day: quota.uploadBytesPerDay,
    },
    usage_today: { gpu_seconds: Number(usage.gpuSeconds.toFixed(3)), upload_bytes: usage.uploadBytes },
  }
}

/** An API key as the contract shows it. */
export const apiKeyBody = (row: ApiKeyRow): Schemas['ApiKey'] => ({
  id: row.id,
  object: 'api_key',
  tenant_id: row.tenant_id,
  name: row.name,
  prefix: row.key_prefix,
  scopes: row.scopes as Schemas['ApiKey']['scopes'],
  allowed_cidrs: row.allowed_cidrs,
  created_at: unixTime(row.created_at),
  last_used_at: row.last_used_at === null ? null : unixTime(row.last_used_at),
  revoked_at: row.revoked_at === null ? null : unixTime(row.revoked_at),
  expires_at: row.expires_at === null ? null : unixTime(row.expires_at),
  signature_algorithm: row.signature_algorithm,
  signature_required: row.signature_required,
})

/** 200 with the tenant, never stored. */
export const renderTenant = (view: TenantView): WireResponse => noStore(tenantBody(view))
/** 200 with the API key, never stored. */
export const renderApiKey = (row: ApiKeyRow): WireResponse => noStore(apiKeyBody(row))
