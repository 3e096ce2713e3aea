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
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]))

  /** Tiers that the tenant's next task has gained by waiting for a start. */
  function gainOf(tenant: TenantQueue): number {
    const since = Math.max(tenant.levels[0]?.oldestAt.getTime() ?? 0, tenant.lastStartedAt?.getTime() ?? 0)
    return Math.floor(Math.max(0, o.now.getTime() - since) / 1000 / o.priorityAgingSeconds)
  }

  function aheadOf(place: OwnPlace, own: TenantQueue, other: TenantQueue): number {
    const tier = place.priority + (place.ahead === 0 ? gainOf(own) : 0)
    const head = other.levels[0]?.priority ?? 0
    const higher = sum(other.levels.filter(({ priority }) => priority > tier).map(({ count }) => count))
    const hasRisen = head <= tier && head + gainOf(other) > tier
    const level = other.levels.find(({ priority }) => priority === tier)?.count ?? 0
    // The other's next task has reached this tier by waiting.
    const hasReached = head < tier && head + gainOf(other) === tier
    const inTurns = level - (hasRisen && head === tier ? 1 : 0) + (hasReached ? 1 : 0)
    const rounds = place.ahead === 0 ? 0 : place.aheadInLevel
    const turns = (rounds * (shares.get(other.id) ?? 1)) / (shares.get(own.id) ?? 1)
    const before = Number.isInteger(turns) ? turns + (isServedBefore(other, own) ? 1 : 0) : Math.ceil(turns)
    return higher + (hasRisen ? 1 : 0) + Math.min(inTurns, before)
  }

  return {
    positionOf(place) {
      const own = byId.get(place.tenantId)
      if (own === undefined) return place.ahead + 1
      const others = tenants.filter((tenant) => tenant !== own)
      return 1 + place.ahead + sum(others.map((other) => aheadOf(place, own, other)))
    },
    ownRoundsOf(place) {
      const own = byId.get(place.tenantId)
      if (own === undefined || own.maxRunning === 0) return 0
      const free = Math.max(0, own.maxRunning - own.running)
      return Math.max(0, Math.ceil((place.ahead + 1 - free) / own.maxRunning))
    },
  }
}

/**
 * The order of `nextTask` within a tier: the fewest running tasks, then the longest wait for a
 * start, then the oldest task.
 */
function isServedBefore(a: TenantQueue, b: TenantQueue): boolean {
  if (a.running !== b.running) return a.running < b.running
  const [servedA, servedB] = [a.lastStartedAt?.getTime() ?? 0, b.lastStartedAt?.getTime() ?? 0]
  if (servedA !== servedB) return servedA < servedB
  const [oldestA, oldestB] = [a.levels[0]?.oldestAt.getTime() ?? 0, b.levels[0]?.oldestAt.getTime() ?? 0]
  return oldestA === oldestB ? a.id < b.id : oldestA < oldestB
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

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
