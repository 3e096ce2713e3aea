import type { CreateInput, Dialect, DialectName, ViewedTask, WireResponse } from '#api/dialects/dialect.ts'
import { answering, halfOf, type Handler } from '#api/endpoints/endpoint.ts'
import { fingerprintOf } from '#api/creation/idempotency.ts'
import { prepareTask } from '#api/creation/prepare-task.ts'
import { withCacheStatus } from '#api/creation/result-cache.ts'
import { submit, type Submitted } from '#api/creation/submit.ts'
import type { Call } from '#api/http/call.ts'
import { answerAfterWait } from '#api/endpoints/videos/waiting/answer-after-wait.ts'

/**
 * Creates a task and answers at once, or under `Prefer: wait` when the task has ended.
 *
 * @throws AppError as `createTask`.
 */
export const create = (dialect: Dialect): Handler =>
  answering({
    dialect,
    parse: halfOf(dialect, 'parse', 'create'),
    render: halfOf(dialect, 'render', 'create'),
    answer: async (call, input, render, { watch }) =>
      await answerAfterWait(call, watch, await createTask(call, dialect.name, input, render), render),
  })

/**
 * Creates the task of a request; nothing is generated here.
 *
 * 1. an answered Idempotency-Key is answered again
 * 2. `planTask`: what exactly is made
 * 3. the images in that size, as the worker uses them, into the storage
 * 4. the result of an earlier task, when there is one
 * 5. task, event, job and key in one transaction
 *
 * @throws AppError as `planTask` and `submit`.
 */
export async function createTask(
  call: Call,
  dialect: DialectName,
  input: CreateInput,
  render: (result: ViewedTask) => WireResponse,
): Promise<Submitted> {
  const isRepeatable = call.idempotencyKey !== null || call.attempt !== null
  // The digest of a large image is only worth its time when something is compared with it.
  const fingerprint = isRepeatable ? fingerprintOf(dialect, input) : ''
  return await submit(
    call,
    fingerprint,
    () => prepareTask(call, dialect, input),
    (result, { cacheStatus }) => withCacheStatus(render(result), cacheStatus),
  )
}
