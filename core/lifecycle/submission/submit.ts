import { newRowId } from '#core/ids.ts'
import { quotaOf } from '#core/limits/quota.ts'
import type { CompiledQuery } from 'kysely'
import { type ItemAdmission, admit, planAdmission } from '#core/lifecycle/admission/admission.ts'
import { countingOf, MOST_TOGETHER, NearLimit, type Rows } from '#core/lifecycle/admission/counting.ts'
import { flight } from '#core/postgres/flight.ts'
import * as batches from '#core/store/batches.ts'
import { NOT_QUEUED, readView } from '#core/store/queue-view.ts'
import type { AdmittedTask } from '#core/store/submissions.ts'
import * as tasks from '#core/store/tasks.ts'
import type { Batch, BatchedTask, NewBatch } from '#core/task/batch.ts'
import type { CachedResult, NewTask } from '#core/task/new-task.ts'
import type { QueueView } from '#core/task/queue-view.ts'
import type { Task } from '#core/task/task.ts'
import { type Claimed, type Idempotency, claimRequest, replayedWhenTaken } from './idempotency.ts'
import { insertion } from './insertion.ts'
import { unparkWhereRoom } from '#core/lifecycle/jobs.ts'
import { type Settlement, settle } from '#core/lifecycle/settle.ts'
import {
  canJoin,
  type Limits,
  type Replayed,
  type Submitted,
  type SubmitOutcome,
  NotTogether,
  submitTogether,
} from './submit-together.ts'
import { type Change, type LifecycleDeps, transition } from '#core/lifecycle/transition.ts'

/**
 * nothing → queued. Idempotency key, task, event, job and booking commit together or not at all.
 * While as many tasks of the tenant have a job as may run at once, the task waits without one. A
 * task with a cached result completes at once, without a job.
 *
 * @throws AppError idempotency_key_reused when the key stands for another request; queue_full,
 *   quota_exceeded.
 */
export async function submit(
  deps: LifecycleDeps,
  task: NewTask,
  idempotency: Idempotency | null,
): Promise<SubmitOutcome> {
  const submitted = { task, idempotency }
  const mayJoin = canJoin(submitted, quotaOf(await deps.facts.tenant(task.tenantId), deps.config))
  return mayJoin
    ? await deps.submitGroups.join(submitted, { key: task.tenantId, most: MOST_TOGETHER }, (members) =>
        submitMembers(deps, members),
      )
    : await submitAlone(deps, submitted)
}

/** Those of a group are committed together, or each by itself where that fails. */
function submitMembers(
  deps: LifecycleDeps,
  members: readonly Submitted[],
): readonly Promise<SubmitOutcome>[] {
  if (members.length === 1) return members.map((member) => submitAlone(deps, member))
  const together = submitTogether(deps, members)
  return members.map(async (member, i) => {
    try {
      return (await together)[i] as SubmitOutcome
    } catch (error) {
      if (!(error instanceof NotTogether)) throw error
      if (error.cause instanceof NearLimit) deps.submitGroups.keepApart(error.cause.tenantId)
      return await submitAlone(deps, member)
    }
  })
}

async function submitAlone(deps: LifecycleDeps, { task, idempotency }: Submitted): Promise<SubmitOutcome> {
  const outcome = await create<[Task, QueueView]>(deps, task, [task], idempotency, {
    reading({ trx, now }) {
      const levels = task.cached === undefined ? deps.turnLevels : null
      const views = readView(trx, task.id, now, deps.config, levels)
      return {
        queries: [tasks.taskById(trx, task.id), ...views.queries],
        made([[row], ...rows]: Rows) {
          const created = tasks.taskFromRow(row as tasks.TaskRow)
          return [created, views.views([created], rows).get(task.id) ?? NOT_QUEUED]
        },
        // With a cached result the task ends at once.
        ...(task.cached === undefined
          ? { queued: ([, ...rows]: Rows) => views.queued(rows, task.tenantId) }
          : {}),
      }
    },
  })
  if ('response' in outcome) return outcome
  const [created, view] = outcome.made
  // A task of the tenant that ended at the same moment has not seen this one.
  if (created.queueReason !== null) await unparkWhereRoom(deps, task.tenantId)
  return { outcome: 'created', task: created, view, limits: outcome.limits }
}

type BatchTask = NewTask & Required<Pick<NewTask, 'batch'>>

export type SubmitBatchOutcome =
  | ({
      readonly outcome: 'created'
      readonly batch: Batch
      readonly tasks: readonly BatchedTask[]
    } & Limits)
  | Replayed

/**
 * Submits the tasks of a batch: the key, the batch and every task of it commit together or not at
 * all, and limits count for them as a whole. The tasks start in the order of their ids, unless a
 * limit or a priority decides otherwise.
 *
 * @param newTasks at least one, each with its place in this batch
 * @throws AppError as `submit`.
 */
export async function submitBatch(
  deps: LifecycleDeps,
  batch: NewBatch,
  newTasks: readonly BatchTask[],
  idempotency: Idempotency<[batch: Batch, tasks: readonly BatchedTask[]]> | null,
): Promise<SubmitBatchOutcome> {
  const outcome = await create<[Batch, readonly BatchedTask[]]>(deps, batch, newTasks, idempotency, {
    async insertFirst({ trx, now }) {
      await batches.insertBatch(trx, batch, now)
    },
    reading({ trx }) {
      const queries = batches.batchById(trx, batch.id)
      return {
        queries,
        made: ([[row], items = []]: Rows) => batches.batchFrom(row as batches.BatchRow, items),
      }
    },
  })
  if ('response' in outcome) return outcome
  const [made, madeTasks] = outcome.made
  await unparkWhereRoom(deps, batch.tenantId)
  return { outcome: 'created', batch: made, tasks: madeTasks, limits: outcome.limits }
}

/** The parts of a creation that differ between a task and a batch. */
interface Parts<Made extends readonly unknown[]> {
  /** Inserts what the tasks refer to. */
  insertFirst?(change: Change): Promise<void>
  /** Reads what the answer shows. */
  reading(change: Change): {
    readonly queries: readonly CompiledQuery[]
    made(rows: Rows): Made
    /** Queued tasks of the tenant, those of the change included; absent: they are not counted. */
    readonly queued?: (rows: Rows) => number
  }
}

async function create<Made extends readonly unknown[]>(
  deps: LifecycleDeps,
  subject: { readonly id: string; readonly tenantId: string },
  newTasks: readonly NewTask[],
  idempotency: Idempotency<Made> | null,
  parts: Parts<Made>,
): Promise<({ readonly outcome: 'created'; readonly made: Made } & Limits) | Replayed> {
  const { tenantId } = subject
  // Before the transaction: within it, another connection might never become free.
  const tenant = await deps.facts.tenant(tenantId)
  const attempt = (isShared: boolean) =>
    transition(deps, async (change) => {
      const { trx, now } = change
      const claim = await claimRequest(trx, subject, idempotency, now)
      if ('replayed' in claim) return { outcome: 'replayed' as const, ...claim.replayed }
      const admission = await planAdmission(trx, deps, newTasks, tenant)
      await parts.insertFirst?.(change)
      const admitted = newTasks.map((task, i) => ({
        ...(admission.items[i] as ItemAdmission),
        task,
        jobId: newRowId(),
        priority: tenant?.priority ?? 0,
      }))
      const reading = parts.reading(change)
      // One with a cached result is not queued in the end.
      const added = newTasks.filter(({ cached }) => cached === undefined).length
      const count = { tenantId, most: admission.quota.maxQueued, added, isShared }
      const counting = countingOf(trx, count, reading)
      const rows = await insert(change, claim, admitted, counting.queries)
      const made = reading.made(counting.read(rows))
      const queued = counting.queued(rows)
      await claim.store(() => idempotency?.respond(...made))
      const uploadBytes = newTasks.reduce((sum, task) => sum + (task.uploadBytes ?? 0), 0)
      const limits = await admit(trx, { tenantId, uploadBytes }, admission, queued, now)
      return { outcome: 'created' as const, made, limits }
    })
  return await replayedWhenTaken(deps.db, tenantId, idempotency, () =>
    attempt(true).catch(async (error: unknown) => {
      deps.turnLevels.release()
      if (!(error instanceof NearLimit)) throw error
      deps.submitGroups.keepApart(tenantId)
      return await attempt(false)
    }),
  )
}

/**
 * Inserts the tasks, their events and jobs, completes those with a cached result, and runs the
 * statements of `last`: without a cached result, all in one round trip.
 *
 * @returns the rows of each statement of `last`.
 */
async function insert(
  change: Change,
  claim: Claimed,
  admitted: readonly AdmittedTask[],
  last: readonly CompiledQuery[],
): Promise<readonly (readonly unknown[])[]> {
  const { trx } = change
  const { query, assertQueued } = await insertion(change, admitted)
  const cached = admitted.filter(({ task }) => task.cached !== undefined)
  const first = [...claim.queries, query]
  const rows = await flight(trx, cached.length === 0 ? [...first, ...last] : first)
  claim.assertClaimed(rows[0])
  assertQueued(rows[first.length - 1])
  if (cached.length === 0) return rows.slice(first.length)
  for (const { task } of cached) {
    const row = await tasks.lockTask(trx, task.id)
    if (row !== undefined) await settle(change, row, completionOf(task.cached as CachedResult))
  }
  return await flight(trx, last)
}

/** The end of a task with a cached result: no run, so no timings and no measurement. */
const completionOf = ({ assets, manifest }: CachedResult): Settlement => ({
  type: 'video.completed',
  assets,
  manifest,
  timings: {},
  speed: null,
})
