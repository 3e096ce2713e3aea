import { AppError } from '#core/errors.ts'

/** What one tenant may have and use; 0: no limit. */
export interface Quota {
  readonly maxRunning: number
  readonly maxQueued: number
  readonly gpuSecondsPerDay: number
  readonly uploadBytesPerDay: number
}

/** As the table of tenants holds it: null where the setting counts. */
export interface TenantQuota {
  readonly max_running: number | null
  readonly max_queued: number | null
  readonly gpu_seconds_per_day: number | null
  /** A bigint, which the driver gives as text. */
  readonly upload_bytes_per_day: string | null
}

export interface QuotaDefaults {
  readonly maxRunningPerTenant: number
  readonly maxQueuedPerTenant: number
  readonly gpuSecondsPerDay: number
  readonly uploadBytesPerDay: number
}

export const quotaOf = (tenant: TenantQuota | undefined, defaults: QuotaDefaults): Quota => ({
  maxRunning: tenant?.max_running ?? defaults.maxRunningPerTenant,
  maxQueued: tenant?.max_queued ?? defaults.maxQueuedPerTenant,
  gpuSecondsPerDay: tenant?.gpu_seconds_per_day ?? defaults.gpuSecondsPerDay,
  uploadBytesPerDay: Number(tenant?.upload_bytes_per_day ?? defaults.uploadBytesPerDay),
})

const QUEUE_RETRY_SECONDS = 30
const DAY_SECONDS = 86_400

/** The refusal of more videos than may be queued. */
export const queueFull = (quota: Quota): AppError =>
  new AppError(
    'queue_full',
    `At most ${quota.maxQueued} videos may be queued, and this would be more. Wait until some have started, or cancel them.`,
    {
      retryAfterSeconds: QUEUE_RETRY_SECONDS,
      headers: policyHeaders('queued', quota.maxQueued, null, QUEUE_RETRY_SECONDS),
    },
  )

/** The refusal of a request that the rest of the day's quota does not cover. */
export function quotaExceeded(
  kind: 'gpu-seconds' | 'upload-bytes',
  limit: number,
  needed: number,
  usedBefore: number,
  now: Date,
): AppError {
  const secondsLeft = DAY_SECONDS - Math.floor((now.getTime() / 1000) % DAY_SECONDS)
  const unit = kind === 'gpu-seconds' ? 'engine seconds' : 'bytes of input images'
  return new AppError(
    'quota_exceeded',
    `This request needs about ${Math.ceil(needed)} ${unit}; ${Math.max(0, Math.floor(limit - usedBefore))} of ${limit} are left until midnight UTC.`,
    {
      retryAfterSeconds: secondsLeft,
      headers: policyHeaders(
        kind,
        limit,
        DAY_SECONDS,
        secondsLeft,
        Math.max(0, Math.floor(limit - usedBefore)),
      ),
    },
  )
}

function policyHeaders(
  name: string,
  limit: number,
  windowSeconds: number | null,
  resetSeconds: number,
  remaining = 0,
): Record<string, string> {
  return {
    'RateLimit-Policy': `"${name}";q=${limit}${windowSeconds === null ? '' : `;w=${windowSeconds}`}`,
    RateLimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  }
}
