import type { LimitState } from '#core/limits/limit-state.ts'
import type { Batch, BatchedTask, NewBatch } from '#core/task/batch.ts'
import type { NewTask } from '#core/task/new-task.ts'
import type { QueueView } from '#core/task/queue-view.ts'
import type { Deps } from '#core/deps.ts'
import { isAppError, messageOf } from '#core/errors.ts'
import { newRowId, videoIdOf } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findIdempotencyKey, type EarlierAnswer } from '#core/store/idempotency.ts'
import type { Task } from '#core/task/task.ts'
import type { BatchView, ViewedTask, WireResponse } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'
import { asStored, replayed } from './idempotency.ts'

/** A task that is ready to be submitted. */
export interface Prepared {
  readonly task: NewTask
  /** Keys of the files that were stored for it. */
  readonly storedKeys: readonly string[]
}

/**
 * The task of a request, made by it or by an earlier one of the same call, and the answer that
 * shows it.
 */
export interface Submitted {
  readonly taskId: string
  readonly answer: WireResponse
}

/**
 * Creates the task of a request, with its event, job and Idempotency-Key in one transaction. When
 * an earlier request of the same call was answered, repeats that answer and prepares nothing.
 *
 * @param fingerprint digest of the request; another one under the same key is refused
 * @param render the answer, which is stored under the key with the task
 * @throws AppError idempotency_key_reused, queue_full, quota_exceeded, and whatever `prepare`
 *   throws.
 */
export async function submit<P extends Prepared>(
  call: Call,
  fingerprint: string,
  prepare: () => Promise<P>,
  render: (result: ViewedTask, prepared: P) => WireResponse,
): Promise<Submitted> {
  const earlier = await earlierAnswer(call, fingerprint)
  if (earlier !== null) return submitted(earlier)
  const prepared = await prepare()
  const made = await commit<[Task, QueueView]>(call, fingerprint, prepared.storedKeys, {
    async store(idempotency) {
      const { deps, cancelAfterSeconds } = call
      const { traceparent, end } = beginVideo(call, prepared.task)
      const task = { ...prepared.task, cancelAfterSeconds, traceparent }
      const outcome = await lifecycle.submit(deps, task, idempotency).finally(end)
      if (outcome.outcome !== 'replayed') call.noteVideo(outcome.task.id)
      return outcome.outcome === 'replayed'
        ? outcome
        : { ...outcome, madeId: outcome.task.id, made: [outcome.task, outcome.view] }
    },
    render: (task, view) => render({ task, view }, prepared),
  })
  return submitted(made)
}

/** The tasks of a batch that are ready to be submitted. */
export interface PreparedBatch {
  readonly batch: NewBatch
  readonly tasks: readonly (NewTask & Required<Pick<NewTask, 'batch'>>)[]
  readonly storedKeys: readonly string[]
}

/**
 * Creates a batch and all of its tasks, in the way of `submit`.
 *
 * @throws AppError as `submit`.
 */
export async function submitBatch(
  call: Call,
  fingerprint: string,
  prepare: () => Promise<PreparedBatch>,
  render: (result: BatchView) => WireResponse,
): Promise<WireResponse> {
  const earlier = await earlierAnswer(call, fingerprint)
  if (earlier !== null) return earlier.answer
  const { batch, tasks, storedKeys } = await prepare()
  const { answer } = await commit<[Batch, readonly BatchedTask[]]>(call, fingerprint, storedKeys, {
    async store(idempotency) {
      const { deps, cancelAfterSeconds } = call
      const timed = tasks.map((task) => ({ ...task, cancelAfterSeconds, traceparent: call.traceparent }))
      const outcome = await lifecycle.submitBatch(deps, batch, timed, idempotency)
      return outcome.outcome === 'replayed'
        ? outcome
        : { ...outcome, madeId: batch.id, made: [outcome.batch, outcome.tasks] }
    },
    render: (created, batched) => render({ batch: created, tasks: batched }),
  })
  return answer
}

/** The span of a video's creation, to which everything that is done for it belongs. */
function beginVideo(
  { deps, traceparent }: Call,
  { id, model }: NewTask,
): { traceparent: string | null; end: () => void } {
  const span = deps.tracing.start('create video', {
    parent: traceparent,
    attributes: { 'wan.video.id': videoIdOf(id), 'wan.model': model },
  })
  return { traceparent: span.traceparent, end: () => span.end() }
}

interface Answered {
  readonly madeId: string
  readonly answer: WireResponse
}

const submitted = ({ madeId, answer }: Answered): Submitted => ({ taskId: madeId, answer })

const repeated = ({ madeId, response }: EarlierAnswer): Answered => ({ madeId, answer: replayed(response) })

/**
 * The stored answer to an earlier request under the same Idempotency-Key, or to an earlier attempt
 * of the same call; null when there is none.
 *
 * @throws AppError idempotency_key_reused.
 */
async function earlierAnswer(call: Call, fingerprint: string): Promise<Answered | null> {
  const { deps, principal, idempotencyKey: key, attempt } = call
  if (key === null && attempt !== null) {
    const earlier = await lifecycle.earlierAttempt(deps, { ...attempt, fingerprint })
    return earlier === null ? null : repeated(earlier)
  }
  const row = key === null ? undefined : await findIdempotencyKey(deps.db, principal.tenantId, key)
  return row === undefined ? null : repeated(lifecycle.answerOf(row, fingerprint))
}

/** How something is made in one transaction with its key, and what the answer shows of it. */
interface Commit<Made extends readonly unknown[]> {
  /** Makes it under the given key, or finds the answer to an earlier request. */
  store(idempotency: lifecycle.Idempotency<Made> | null): Promise<
    | ({ readonly outcome: 'replayed' } & EarlierAnswer)
    | {
        readonly outcome: 'created'
        readonly madeId: string
        readonly made: Made
        readonly limits: readonly LimitState[]
      }
  >
  render(...made: Made): WireResponse
}

/** Commits. When nothing was made, deletes the files that were stored for it. */
async function commit<Made extends readonly unknown[]>(
  call: Call,
  fingerprint: string,
  storedKeys: readonly string[],
  { store, render }: Commit<Made>,
): Promise<Answered> {
  const { deps } = call
  try {
    const idempotency = idempotencyOf(call, fingerprint, render)
    const outcome = await store(idempotency)
    if (outcome.outcome === 'replayed') {
      void deleteOrphans(deps, storedKeys)
      return repeated(outcome)
    }
    const response = render(...outcome.made)
    const answer = idempotency === null ? response : asStored(response)
    return { madeId: outcome.madeId, answer: { ...answer, limits: outcome.limits } }
  } catch (error) {
    // After any other error the commit may still have happened, and a task must never lose its
    // input. Files without a task are swept later.
    if (isAppError(error)) void deleteOrphans(deps, storedKeys)
    throw error
  }
}

/** A client that sends no key but numbers its attempts gets a key of ours for each call. */
function idempotencyOf<Made extends readonly unknown[]>(
  { idempotencyKey, attempt }: Call,
  fingerprint: string,
  render: (...made: Made) => WireResponse,
): lifecycle.Idempotency<Made> | null {
  if (idempotencyKey === null && attempt === null) return null
  return {
    key: idempotencyKey ?? `call/${newRowId()}`,
    fingerprint,
    ...(attempt === null ? {} : { attempt: { ...attempt, fingerprint } }),
    respond: (...made) => asStored(render(...made)),
  }
}

/** Deletes the files of tasks that were never made. A failure leaves them to the sweep. */
export async function deleteOrphans(
  deps: Pick<Deps, 'storage' | 'log'>,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  try {
    await deps.storage.remove(keys)
  } catch (error) {
    deps.log.warn({ keys, error: messageOf(error) }, 'unused input images could not be removed')
  }
}
