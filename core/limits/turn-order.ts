/** The queued and running tasks of one tenant. */
export interface TenantQueue {
  readonly id: string
  readonly running: number
  /** 0: no limit. */
  readonly maxRunning: number
  readonly lastStartedAt: Date | null
  /** Highest priority first. */
  readonly levels: readonly {
    readonly priority: number
    readonly count: number
    readonly oldestAt: Date
  }[]
}

/** The place of a queued task within its own tenant. */
export interface OwnPlace {
  readonly tenantId: string
  readonly priority: number
  /** Tasks of the tenant that start before it. */
  readonly ahead: number
  /** Those of them that have the same priority. */
  readonly aheadInLevel: number
}

export interface TurnOrder {
  /** The position in the queue; 1 is the next to start. */
  positionOf(place: OwnPlace): number
  /**
   * Rounds of its own tenant's runs that a task waits for under the limit of running tasks; 0
   * without a limit.
   */
  ownRoundsOf(place: OwnPlace): number
}

/**
 * The order in which `nextTask` of core/store/turns.ts starts the queued tasks, if none is added
 * and all runs take equally long: higher tiers first, and tenants by turns within a tier. A tenant
 * whose limit keeps it below an even share of the engines has fewer turns, and the others have
 * more.
 */
export function turnOrder(
  tenants: readonly TenantQueue[],
  o: { readonly engines: number; readonly priorityAgingSeconds: number; readonly now: Date },
): TurnOrder {
  const shares = sharesOf(tenants, Math.max(1, o.engines))
  const standings = tenants.map((tenant) => standingOf(tenant, shares.get(tenant.id) ?? 1, o))
  const byId = new Map(standings.map((standing) => [standing.id, standing]))
  return {
    positionOf(place) {
      const own = byId.get(place.tenantId)
      let position = place.ahead + 1
      if (own === undefined) return position
      for (const other of standings) if (other !== own) position += aheadOf(place, own, other)
      return position
    },
    ownRoundsOf(place) {
      const own = byId.get(place.tenantId)
      if (own === undefined || own.maxRunning === 0) return 0
      const free = Math.max(0, own.maxRunning - own.running)
      return Math.max(0, Math.ceil((place.ahead + 1 - free) / own.maxRunning))
    },
  }
}

/** A tenant with what is compared for each place, worked out once. */
interface Standing extends TenantQueue {
  /** Its highest priority. */
  readonly head: number
  /** Tiers that its next task has gained by waiting for a start. */
  readonly gain: number
  /** Engines. */
  readonly share: number
  readonly servedAtMs: number
  readonly oldestAtMs: number
}

function standingOf(
  tenant: TenantQueue,
  share: number,
  o: { readonly priorityAgingSeconds: number; readonly now: Date },
): Standing {
  const [first] = tenant.levels
  const servedAtMs = tenant.lastStartedAt?.getTime() ?? 0
  const oldestAtMs = first?.oldestAt.getTime() ?? 0
  const waitedMs = Math.max(0, o.now.getTime() - Math.max(oldestAtMs, servedAtMs))
  const gain = Math.floor(waitedMs / 1000 / o.priorityAgingSeconds)
  return { ...tenant, head: first?.priority ?? 0, gain, share, servedAtMs, oldestAtMs }
}

/** Tasks of the other tenant that start before the one at this place of its own tenant. */
function aheadOf(place: OwnPlace, own: Standing, other: Standing): number {
  const tier = place.priority + (place.ahead === 0 ? own.gain : 0)
  const { head } = other
  let [higher, level] = [0, 0]
  for (const { priority, count } of other.levels)
    if (priority > tier) higher += count
    else if (priority === tier) level = count
  const hasRisen = head <= tier && head + other.gain > tier
  // The other's next task has reached this tier by waiting.
  const hasReached = head < tier && head + other.gain === tier
  const inTurns = level - (hasRisen && head === tier ? 1 : 0) + (hasReached ? 1 : 0)
  const rounds = place.ahead === 0 ? 0 : place.aheadInLevel
  const turns = (rounds * other.share) / own.share
  const before = Number.isInteger(turns) ? turns + (isServedBefore(other, own) ? 1 : 0) : Math.ceil(turns)
  return higher + (hasRisen ? 1 : 0) + Math.min(inTurns, before)
}

/**
 * The order of `nextTask` within a tier: the fewest running tasks, then the longest wait for a
 * start, then the oldest task.
 */
function isServedBefore(a: Standing, b: Standing): boolean {
  if (a.running !== b.running) return a.running < b.running
  if (a.servedAtMs !== b.servedAtMs) return a.servedAtMs < b.servedAtMs
  return a.oldestAtMs === b.oldestAtMs ? a.id < b.id : a.oldestAtMs < b.oldestAtMs
}

/**
 * Engines per tenant: even shares, none above the tenant's limit; what a limit leaves is shared by
 * the others.
 */
function sharesOf(tenants: readonly TenantQueue[], engines: number): Map<string, number> {
  const shares = new Map<string, number>()
  const limitOf = ({ maxRunning }: TenantQueue): number => (maxRunning === 0 ? engines : maxRunning)
  let left = engines
  const byLimit = tenants.toSorted((a, b) => limitOf(a) - limitOf(b))
  for (const [i, tenant] of byLimit.entries()) {
    const share = Math.min(limitOf(tenant), left / (byLimit.length - i))
    shares.set(tenant.id, share)
    left -= share
  }
  return shares
}
