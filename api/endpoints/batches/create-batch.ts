import { AppError, ERROR_CATALOGUE, isAppError } from '#core/errors.ts'
import { newBatchId, newTaskId } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Batch, BatchedTask, RejectedItem } from '#core/task/task.ts'
import type { BatchItem, DialectName } from '#api/dialects/dialect.ts'
import type { Act, Call } from '#api/endpoints/action.ts'
import { checkWebhookUrl, prepareTask, type PreparedTask } from '#api/endpoints/videos/create.ts'
import { fingerprintOfBatch } from '#api/creation/idempotency.ts'
import { earlierAnswer, deleteOrphans, submitting } from '#api/creation/submit.ts'

/** Items whose pictures are fetched and brought to size at the same time. */
const PREPARED_AT_ONCE = 4
const MOST_ERRORS = 20

/**
 * Makes a task of every item that is fit for one, all in one transaction, and tells of each of the others why it is not.
 * Nothing is made when no item is fit, or when the tasks together are more than a limit allows.
 */
export function createBatchAs(dialect: DialectName): Act<'createBatch'> {
  return async (call, input, render) => {
    const { deps, principal } = call
    assertCount(input.items.length, deps.config.maxBatchItems)
    const fingerprint = fingerprintOfBatch(dialect, input.sent)
    const earlier = await earlierAnswer(call, fingerprint)
    if (earlier !== null) return earlier
    if (input.webhook_url !== null) await checkWebhookUrl(deps, input.webhook_url)
    const batchId = newBatchId()
    const prepared = await prepareItems({ ...call, images: new Map() }, dialect, input.items)
    const storedKeys = prepared.flatMap((item) => ('task' in item ? item.storedKeys : []))
    const rejected = prepared.flatMap((item, index) =>
      'fault' in item ? [rejectedItem(index, item.fault)] : [],
    )
    const tasks = prepared.flatMap((item, index) =>
      'task' in item
        ? [{ ...item.task, cancelAfterSeconds: call.cancelAfterSeconds, batch: { id: batchId, index } }]
        : [],
    )
    if (tasks.length === 0) throw allRejected(rejected)
    const batch = {
      id: batchId,
      tenantId: principal.tenantId,
      total: input.items.length,
      rejected,
      metadata: input.metadata,
      webhookUrl: input.webhook_url,
    }
    return await submitting<[Batch, readonly BatchedTask[]]>(
      call,
      { fingerprint, storedKeys },
      async (idempotency) => {
        const outcome = await lifecycle.submitBatch(deps, batch, tasks, idempotency)
        return outcome.outcome === 'replayed'
          ? outcome
          : { outcome: 'created', made: [outcome.batch, outcome.tasks], limits: outcome.limits }
      },
      (created, batched) => render({ batch: created, tasks: batched }),
    )
  }
}

type PreparedItem = PreparedTask | { readonly fault: AppError }

/** @throws the first error that is not about an item, after the files of all of them were removed. */
async function prepareItems(
  call: Call,
  dialect: DialectName,
  items: readonly BatchItem[],
): Promise<readonly PreparedItem[]> {
  // Tasks of the same moment go by their ids, which so follow the order of the items.
  const taskIds = items.map(() => newTaskId()).toSorted()
  const prepared: PreparedItem[] = []
  let failure: { readonly error: unknown } | null = null
  let next = 0
  async function work(): Promise<void> {
    while (next < items.length && failure === null) {
      const index = next++
      const item = items[index] as BatchItem
      try {
        prepared[index] =
          'fault' in item ? item : await prepareTask(call, dialect, item.input, taskIds[index])
      } catch (error) {
        if (isAboutItem(error)) prepared[index] = { fault: error }
        else failure ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: PREPARED_AT_ONCE }, work))
  const failed = failure as { readonly error: unknown } | null
  if (failed === null) return prepared
  void deleteOrphans(
    call.deps,
    prepared.flatMap((item) => ('task' in item ? item.storedKeys : [])),
  )
  throw failed.error
}

/** The same item would be refused again; anything else is about us or the client as a whole. */
function isAboutItem(error: unknown): error is AppError {
  if (!isAppError(error)) return false
  const status = ERROR_CATALOGUE[error.code].status ?? 500
  return status >= 400 && status < 500 && status !== 429
}

const rejectedItem = (index: number, fault: AppError): RejectedItem => ({
  index,
  code: fault.code,
  message: fault.message,
  param: fault.options.param ?? null,
})

function assertCount(count: number, most: number): void {
  if (count <= most) return
  const message = `\`items\` may have at most ${most} items, not ${count}.`
  throw new AppError('invalid_request', message, { param: 'items', errors: [{ pointer: '/items', message }] })
}

function allRejected(rejected: readonly RejectedItem[]): AppError {
  const [first] = rejected
  return new AppError(
    'invalid_request',
    `No item of the batch can be made into a video. The first one: ${first?.message ?? 'there is none.'}`,
    {
      param: 'items',
      errors: rejected.slice(0, MOST_ERRORS).map(({ index, message, param }) => ({
        pointer: `/items/${index}${param === null ? '' : `/${param}`}`,
        message,
      })),
    },
  )
}
