import { newRowId } from '#core/ids.ts'
import { admit, planAdmission } from '#core/lifecycle/admission/admission.ts'
import { assertFar, isShareable, mostShared, NearLimit } from '#core/lifecycle/admission/counting.ts'
import type { LimitState } from '#core/limits/limit-state.ts'
import type { Quota } from '#core/limits/quota.ts'
import { isDatabaseAnswer, isDatabaseUnavailable } from '#core/postgres/database-errors.ts'
import { flight } from '#core/postgres/flight.ts'
import type { EarlierAnswer } from '#core/store/idempotency.ts'
import { NOT_QUEUED, readNewViews } from '#core/store/queue-view.ts'
import { tryShareAdmission } from '#core/store/quotas.ts'
import * as tasks from '#core/store/tasks.ts'
import { waitForLocksAtMost } from '#core/store/transactions.ts'
import type { NewTask } from '#core/task/new-task.ts'
import type { QueueView } from '#core/task/queue-view.ts'
import type { Task } from '#core/task/task.ts'
import { claimKey, type Idempotency } from './idempotency.ts'
import { insertion } from './insertion.ts'
import { type LifecycleDeps, transition } from '#core/lifecycle/transition.ts'

/** What a request submits, under its Idempotency-Key if it has one. */
export interface Submitted {
  readonly task: NewTask
  readonly idempotency: Idempotency | null
}

/** Strangers of a tenant whose lock or key is held wait no longer for it. */
const LOCK_WAIT_MS = 50

/** Limits of the tenant, with what is left of them. */
export interface Limits {
  readonly limits: readonly LimitState[]
}
export type Replayed = { readonly outcome: 'replayed' } & EarlierAnswer
type Created = { readonly outcome: 'created'; readonly task: Task; readonly view: QueueView } & Limits
export type SubmitOutcome = Created | Replayed

/**
 * Whether a submit may be committed with others: nothing but its place in the queue depends on what
 * its tenant has.
 */
export const canJoin = ({ task, idempotency }: Submitted, quota: Quota): boolean =>
  task.cached === undefined &&
  idempotency?.attempt === undefined &&
  (task.uploadBytes ?? 0) === 0 &&
  quota.maxRunning === 0 &&
  quota.gpuSecondsPerDay === 0 &&
  quota.uploadBytesPerDay === 0 &&
  (quota.maxQueued === 0 || isShareable(quota.maxQueued))

/**
 * nothing → queued, for tasks of several requests in one transaction: what Postgres does for a
 * transaction, it does once for all of them.
 *
 * @param members at least one, at most `MOST_TOGETHER`, each of which `canJoin`
 * @throws NotTogether when any of them cannot be made, and nothing is; errors of the database when
 *   it is unavailable or nobody knows whether they were made.
 */
export async function submitTogether(
  deps: LifecycleDeps,
  members: readonly Submitted[],
): Promise<readonly Created[]> {
  let isCommitting = false
  try {
    return await createAll(deps, members, () => (isCommitting = true))
  } catch (error) {
    deps.turnLevels.release()
    if (isDatabaseUnavailable(error) || (isCommitting && !isDatabaseAnswer(error))) throw error
    throw new NotTogether('the group was rolled back', { cause: error })
  }
}

/** Nothing of the group was made; each member may be submitted alone. */
export class NotTogether extends Error {
  override readonly name = 'NotTogether'
}

/** @param onCommit what follows is the COMMIT */
async function createAll(
  deps: LifecycleDeps,
  members: readonly Submitted[],
  onCommit: () => void,
): Promise<readonly Created[]> {
  const ids = new Set(members.map(({ task }) => task.tenantId))
  const tenants = new Map(
    await Promise.all([...ids].map(async (id) => [id, await deps.facts.tenant(id)] as const)),
  )
  return await transition(deps, async (change) => {
    const { trx, now } = change
    const plans = await Promise.all(
      members.map(async ({ task, idempotency }) => {
        const tenant = tenants.get(task.tenantId)
        const admission = await planAdmission(trx, deps, [task], tenant)
        const [item = { gpuSeconds: 0, parked: false }] = admission.items
        const admitted = { ...item, task, jobId: newRowId(), priority: tenant?.priority ?? 0 }
        return { admission, admitted, claim: claimKey(trx, task, idempotency, now), task, idempotency }
      }),
    )
    // In one order, or two groups could wait for each other's keys.
    const claiming = plans.toSorted((a, b) => compare(lockOrder(a), lockOrder(b)))
    const claims = claiming.flatMap(({ claim }) => claim.queries)
    const inserting = await insertion(
      change,
      plans.map(({ admitted }) => admitted),
    )
    const newTasks = members.map(({ task }) => task)
    const views = readNewViews(trx, newTasks, now, deps.config, deps.turnLevels)
    const [, ...rows] = await flight(trx, [
      waitForLocksAtMost(trx, LOCK_WAIT_MS),
      ...claims,
      inserting.query,
      tryShareAdmission(trx, [...ids]),
      tasks.tasksByIds(
        trx,
        newTasks.map(({ id }) => id),
      ),
      ...views.queries,
    ])
    const claimed = rows.slice(0, claims.length)
    for (const { claim } of claiming) if (claim.queries.length > 0) claim.assertClaimed(claimed.shift())
    const [jobs, locks, taskRows, ...viewRows] = rows.slice(claims.length)
    inserting.assertQueued(jobs)
    const shared = new Map((locks as Lock[]).map((lock) => [lock.tenant_id, lock]))
    const made = new Map((taskRows as tasks.TaskRow[]).map((row) => [row.id, tasks.taskFromRow(row)]))
    const viewed = views.views([...made.values()], viewRows)
    const outcomes: Created[] = []
    for (const { task, idempotency, admission, claim } of plans) {
      const { tenantId } = task
      const lock = shared.get(tenantId)
      const most = admission.quota.maxQueued
      // The limits may have changed since it joined.
      if (!canJoin({ task, idempotency }, admission.quota)) throw new NearLimit(tenantId)
      const queued = views.queued(viewRows, tenantId)
      if (most > 0) {
        if (lock?.is_shared !== true) throw new NearLimit(tenantId)
        const own = newTasks.filter((other) => other.tenantId === tenantId).length
        if (own > mostShared(most, lock.most)) throw new NearLimit(tenantId)
        assertFar({ tenantId, most, queued, connections: lock.most })
      }
      const created = made.get(task.id) as Task
      const view = viewed.get(task.id) ?? NOT_QUEUED
      await claim.store(() => idempotency?.respond(created, view))
      const limits = await admit(trx, { tenantId, uploadBytes: 0 }, admission, most > 0 ? queued : 0, now)
      outcomes.push({ outcome: 'created', task: created, view, limits })
    }
    onCommit()
    return outcomes
  })
}

const lockOrder = ({ task, idempotency }: Submitted): string => `${task.tenantId}\n${idempotency?.key ?? ''}`
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

interface Lock {
  readonly most: number
  readonly tenant_id: string
  readonly is_shared: boolean
}
