import { ERROR_CATALOGUE, isAppError, type AppError } from '#core/errors.ts'
import { newTaskId } from '#core/ids.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import type { BatchItem } from '#api/dialects/openai/batches.ts'
import { prepareTask, type PreparedTask } from '#api/creation/prepare-task.ts'
import { deleteOrphans } from '#api/creation/submit.ts'
import type { Call } from '#api/http/call.ts'

/** Items whose images are fetched and resized at the same time. */
const PREPARED_AT_ONCE = 4

/** An item as a task, or why it cannot be one. */
export type PreparedItem = PreparedTask | { readonly fault: AppError }

/**
 * The task of each item, in the order of the items.
 *
 * @throws the first error that is not about an item; the files of all items are deleted then.
 */
export async function prepareItems(
  call: Call,
  dialect: DialectName,
  items: readonly BatchItem[],
): Promise<readonly PreparedItem[]> {
  // Tasks created at the same time start in the order of their ids, so the ids are sorted like the
  // items.
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

/**
 * Whether the same item would be refused again. Any other error is about the service or the whole
 * request.
 */
function isAboutItem(error: unknown): error is AppError {
  if (!isAppError(error)) return false
  const status = ERROR_CATALOGUE[error.code].status ?? 500
  return status >= 400 && status < 500 && status !== 429
}
