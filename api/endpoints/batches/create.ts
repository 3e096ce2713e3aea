import type { RejectedItem } from '#core/task/batch.ts'
import { AppError, fieldError } from '#core/errors.ts'
import { newBatchId } from '#core/ids.ts'
import { parseBatch, renderCreatedBatch, type CreateBatch } from '#api/dialects/openai/batches.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { fingerprintOfBatch } from '#api/creation/idempotency.ts'
import { submitBatch, type PreparedBatch } from '#api/creation/submit.ts'
import { checkWebhookUrl } from '#api/creation/webhook-url.ts'
import { answering, withoutIdleTimeout } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import { prepareItems } from './prepare-items.ts'

const MOST_ERRORS = 20

/**
 * Creates a task for every valid item, all in one transaction, and reports why each other item was
 * rejected. Nothing is created when no item is valid, or when the tasks together exceed a limit.
 *
 * @throws AppError invalid_request, webhook_url_invalid, and the codes of `submit`.
 */
export const createBatch = withoutIdleTimeout(
  answering({
    dialect: openai,
    parse: parseBatch,
    render: renderCreatedBatch,
    answer: async (call, input, render) => {
      assertCount(input.items.length, call.deps.config.maxBatchItems)
      const fingerprint = fingerprintOfBatch(openai.name, input.sent)
      return await submitBatch(call, fingerprint, () => prepareBatch(call, input), render)
    },
  }),
)

async function prepareBatch(call: Call, input: CreateBatch): Promise<PreparedBatch> {
  const { deps, principal } = call
  if (input.webhook_url !== null) await checkWebhookUrl(deps, 'webhook_url', input.webhook_url)
  const id = newBatchId()
  const prepared = await prepareItems({ ...call, images: new Map() }, openai.name, input.items)
  const rejected = prepared.flatMap((item, index) =>
    'fault' in item ? [rejectedItem(index, item.fault)] : [],
  )
  const tasks = prepared.flatMap((item, index) =>
    'task' in item ? [{ ...item.task, batch: { id, index } }] : [],
  )
  if (tasks.length === 0) throw allRejected(rejected)
  return {
    batch: {
      id,
      tenantId: principal.tenantId,
      total: input.items.length,
      rejected,
      metadata: input.metadata,
      webhookUrl: input.webhook_url,
    },
    tasks,
    storedKeys: prepared.flatMap((item) => ('task' in item ? item.storedKeys : [])),
  }
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
  throw fieldError('invalid_request', 'items', message)
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
