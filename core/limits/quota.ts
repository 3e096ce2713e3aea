import { AppError } from '#core/errors.ts'
import type { LimitState } from './limit-state.ts'

/** The limits of one tenant; 0: no limit. */
export interface Quota {
  readonly maxRunning: number
  readonly maxQueued: number
  readonly gpuSecondsPerDay: number
  readonly uploadBytesPerDay: number
}

/** The limits in the table of tenants; null where the setting applies. */
export interface TenantQuota {
  readonly max_running: number | null
  readonly max_queued: number | null
  readonly gpu_seconds_per_day: number | null
  /** A bigint, which the driver returns as text. */
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

/** The current use of a tenant, its newest task included. */
export interface QuotaUse {
  readonly running: number
  readonly queued: number
  readonly gpuSeconds: number
  readonly uploadBytes: number
}

/** Every limit of the tenant, with what is left of it. */
export function limitStates(quota: Quota, used: QuotaUse, now: Date): LimitState[] {
  const day = { seconds: DAY_SECONDS, resetSeconds: secondsLeftOfDay(now) }
  const states = [
    { name: 'running', limit: quota.maxRunning, used: used.running, window: null },
    { name: 'queued', limit: quota.maxQueued, used: used.queued, window: null },
    { name: 'gpu-seconds', limit: quota.gpuSecondsPerDay, used: used.gpuSeconds, window: day },
    { name: 'upload-bytes', limit: quota.uploadBytesPerDay, used: used.uploadBytes, window: day },
  ] as const
  return states
    .filter(({ limit }) => limit > 0)
    .map(({ name, limit, used: taken, window }) => ({
      name,
      limit,
      remaining: Math.max(0, Math.floor(limit - taken)),
      window,
    }))
}

const secondsLeftOfDay = (now: Date): number => DAY_SECONDS - Math.floor((now.getTime() / 1000) % DAY_SECONDS)

/** The error for more videos than may be queued. */
export const queueFull = (quota: Quota): AppError =>
  new AppError(
    'queue_full',
    `At most ${quota.maxQueued} videos may be queued, and this would be more. Wait until some have started, or cancel them.`,
    {
      retryAfterSeconds: QUEUE_RETRY_SECONDS,
      headers: limitHeaders([{ name: 'queued', limit: quota.maxQueued, remaining: 0, window: null }]),
    },
  )

/** The error for a request that the rest of the day's quota does not cover. */
export function quotaExceeded(
  kind: 'gpu-seconds' | 'upload-bytes',
  limit: number,
  needed: number,
  usedBefore: number,
  now: Date,
): AppError {
  const resetSeconds = secondsLeftOfDay(now)
  const remaining = Math.max(0, Math.floor(limit - usedBefore))
  const unit = kind === 'gpu-seconds' ? 'engine seconds' : 'bytes of input images'
  return new AppError(
    'quota_exceeded',
    `This request needs about ${Math.ceil(needed)} ${unit}; ${remaining} of ${limit} are left until midnight UTC.`,
    {
      retryAfterSeconds: resetSeconds,
      headers: limitHeaders([
        { name: kind, limit, remaining, window: { seconds: DAY_SECONDS, resetSeconds } },
      ]),
    },
  )
}

/**
 * `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers, one item per limit.
 */
export function limitHeaders(states: readonly LimitState[]): Record<string, string> {
  if (states.length === 0) return {}
  return {
    'RateLimit-Policy': states
      .map(
        ({ name, limit, window }) => `"${name}";q=${limit}${window === null ? '' : `;w=${window.seconds}`}`,
      )
      .join(', '),
    RateLimit: states
      .map(
        ({ name, remaining, window }) =>
          `"${name}";r=${remaining}${window === null ? '' : `;t=${window.resetSeconds}`}`,
      )
      .join(', '),
  }
}
