import type { Channel } from '#core/outbound/channel.ts'
import type { ClaimedDelivery, ClaimedDestination, DestinationHealth } from '#core/store/webhook-queue.ts'
import { attemptsAtOnce, HEALTHY } from './health.ts'

/** The deliveries of one destination that this process has claimed. */
export interface Line {
  readonly id: string
  readonly tenantId: string
  /** Connections that its attempts leave for each other. */
  readonly channel: Channel
  /** Until then no other process delivers there. */
  heldUntil: Date
  health: DestinationHealth
  /** As its row has it. */
  recordedHealth: DestinationHealth
  readonly waiting: { readonly delivery: ClaimedDelivery; readonly claimedAt: Date }[]
  /** Ids of deliveries that wait, are under way or are not recorded yet. */
  readonly busy: Set<string>
  underWay: number
  /** Whether the database may hold more that is due. */
  hasMore: boolean
}

/** The line of a destination that has none here yet. */
export function newLine(
  { id, tenantId, health }: ClaimedDestination,
  heldUntil: Date,
  channel: Channel,
): Line {
  const known = health.failures === 0 ? HEALTHY : health
  return {
    ...{ id, tenantId, channel, heldUntil, health: known, recordedHealth: known },
    ...{ waiting: [], busy: new Set(), underWay: 0, hasMore: false },
  }
}

export interface Limits {
  /** Attempts under way in this process. */
  readonly total: number
  /** Those of destinations whose last attempt failed: the rest is left to those that answer. */
  readonly failing: number
  /** Those of one tenant. */
  readonly tenant: number
}

export const LIMITS: Limits = { total: 256, failing: 128, tenant: 64 }

export type Load = ReturnType<typeof openLoad>

/** Counts attempts under way, as a whole and by what the limits name. */
export function openLoad(lines: Iterable<Line>, limits: Limits) {
  let total = 0
  let failing = 0
  const byTenant = new Map<string, number>()
  const add = (line: Line, count: number): void => {
    total += count
    if (line.health.failures > 0) failing += count
    byTenant.set(line.tenantId, (byTenant.get(line.tenantId) ?? 0) + count)
  }
  for (const line of lines) add(line, line.underWay)
  return {
    add,
    isFull: () => total >= limits.total,
    /** Whether one more attempt at the destination may begin. */
    permits: (line: Line, now: Date): boolean =>
      total < limits.total &&
      line.underWay < attemptsAtOnce(line.health, now) &&
      (line.health.failures === 0 || failing < limits.failing) &&
      (byTenant.get(line.tenantId) ?? 0) < limits.tenant,
  }
}

/** A claimed delivery that waits longer is read again: it may have been deleted meanwhile. */
const FRESH_MS = 1000

/** Drops what has waited too long, or may belong to another process by now. */
export function dropStale(line: Line, now: Date): void {
  const isLost = line.heldUntil <= now
  const isStale = ({ claimedAt }: Line['waiting'][number]): boolean =>
    isLost || now.getTime() - claimedAt.getTime() > FRESH_MS
  const stale = line.waiting.filter(isStale)
  if (stale.length === 0) return
  for (const { delivery } of stale) line.busy.delete(delivery.id)
  line.waiting.splice(0, line.waiting.length, ...line.waiting.filter((one) => !isStale(one)))
  line.hasMore = true
}

/** Drops what waits; the database still has it. */
export function dropAll(line: Line): void {
  for (const { delivery } of line.waiting.splice(0)) line.busy.delete(delivery.id)
  line.hasMore = false
}
