import type { CompiledQuery } from 'kysely'
import type { Trx } from '#core/postgres/db.ts'
import { countAdmitted, shareAdmission } from '#core/store/quotas.ts'

/** The rows of each of several queries, of which there is at least one. */
export type Rows = readonly [readonly unknown[], ...(readonly unknown[])[]]

/** What a creation reads for its answer, beside which queued tasks may have been counted. */
interface Reading {
  readonly queries: readonly CompiledQuery[]
  readonly queued?: (rows: Rows) => number
}

/** Tasks that one transaction inserts, at most. */
export const MOST_TOGETHER = 16

/**
 * Tasks of a tenant that one transaction inserts, at most, while it shares the tenant's lock: what
 * all connections insert so is a quarter of the limit or less.
 *
 * @param most the limit of queued tasks
 * @param connections as many as Postgres permits, `max_connections`
 */
export const mostShared = (most: number, connections: number): number =>
  Math.max(1, Math.min(MOST_TOGETHER, Math.floor(most / (4 * connections))))

/** Under a lower limit, the tasks that are near it are too many of all. */
const LEAST_SHARED = 4000

/** Whether the lock of a tenant with this limit of queued tasks is shared far from the limit. */
export const isShareable = (most: number): boolean => most >= LEAST_SHARED

/** So near the limit, submits of a tenant have to go one after the other: `countAdmitted`. */
export class NearLimit extends Error {
  override readonly name = 'NearLimit'
  readonly tenantId: string

  constructor(tenantId: string) {
    super('the limit of queued tasks is near')
    this.tenantId = tenantId
  }
}

/**
 * Each transaction that shares the lock may have inserted tasks that the others do not see, and
 * there are no more of them than connections.
 *
 * @param o.queued tasks that one of them has counted
 * @throws NearLimit when all of them together might pass the limit.
 */
export function assertFar(o: {
  readonly tenantId: string
  readonly most: number
  readonly queued: number
  readonly connections: number
}): void {
  if (o.queued > o.most - o.connections * mostShared(o.most, o.connections)) throw new NearLimit(o.tenantId)
}

/** The statements of a creation after its inserts, and what their rows say. */
interface Counting {
  readonly queries: readonly CompiledQuery[]
  /** The rows of the reading. */
  read(rows: readonly (readonly unknown[])[]): Rows
  /** Queued tasks of the tenant. @throws NearLimit when the lock cannot be shared. */
  queued(rows: readonly (readonly unknown[])[]): number
}

/**
 * How a creation counts the queued tasks of its tenant after its inserts. Far from the limit, where
 * submits share a lock, the count of the reading is enough; the reading comes after the lock.
 *
 * @param o.most the limit; 0: none, and nothing is counted
 * @param o.isShared whether it is tried to share the lock
 */
export function countingOf(
  trx: Trx,
  o: { readonly tenantId: string; readonly most: number; readonly added: number; readonly isShared: boolean },
  { queries, queued }: Reading,
): Counting {
  if (o.most === 0) return { queries, read: (rows) => rows as unknown as Rows, queued: () => 0 }
  if (!o.isShared || !isShareable(o.most) || queued === undefined)
    return {
      queries: [
        ...queries,
        countAdmitted(trx, { ...o, isAlone: o.added > 1 || (o.added === 1 && isShareable(o.most)) }),
      ],
      read: (rows) => rows.slice(0, -1) as unknown as Rows,
      queued: (rows) => (rows.at(-1) as [{ queued: number }])[0].queued,
    }
  const read = (rows: readonly (readonly unknown[])[]) => rows.slice(1) as unknown as Rows
  return {
    queries: [shareAdmission(trx, o.tenantId), ...queries],
    read,
    queued(rows) {
      const count = queued(read(rows))
      const [{ most: connections }] = rows[0] as [{ most: number }]
      assertFar({ ...o, queued: count, connections })
      return count
    },
  }
}
