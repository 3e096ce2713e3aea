import type { TenantQueue } from '#core/limits/turn-order.ts'

/**
 * The queues of all tenants as a process last read them. Reading them takes as long as there are
 * queued tasks, so where there are many, the requests of a second share one reading.
 */
export interface TurnLevels {
  /** What was read recently; null: the caller reads it, and keeps it here. */
  take(): readonly TenantQueue[] | null
  keep(tenants: readonly TenantQueue[]): void
  /** Whoever was to read it has failed. */
  release(): void
}

/** Below so many queued tasks, a reading costs less than a stale answer. */
export const FEW_TASKS = 1000
export const SHARED_MS = 1000
/** Meanwhile the last one still counts. */
const LONGEST_READING_MS = 4000

export function openTurnLevels(): TurnLevels {
  let kept: { readonly tenants: readonly TenantQueue[]; readonly readAtMs: number } | null = null
  let readingSinceMs = -Infinity
  return {
    take() {
      const nowMs = performance.now()
      const isBeingRead = nowMs - readingSinceMs < LONGEST_READING_MS
      if (kept !== null && (nowMs - kept.readAtMs < SHARED_MS || isBeingRead)) return kept.tenants
      readingSinceMs = nowMs
      return null
    },
    release() {
      readingSinceMs = -Infinity
    },
    keep(tenants) {
      readingSinceMs = -Infinity
      const tasks = tenants.reduce(
        (sum, { levels }) => sum + levels.reduce((count, level) => count + level.count, 0),
        0,
      )
      kept = tasks < FEW_TASKS ? null : { tenants, readAtMs: performance.now() }
    },
  }
}
