import { newPublicId, newTaskId } from '#core/ids.ts'
import type { CreateInput, DialectName } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'
import { storeFrames } from '#api/images/take-image.ts'
import { planTask } from './plan-task.ts'
import { lookUpCachedResult } from './result-cache.ts'
import type { Prepared } from './submit.ts'

/** A task as `submit` takes it, with what the answer says of the result cache. */
export interface PreparedTask extends Prepared {
  /** The value of `Cache-Status`; null without a result cache. */
  readonly cacheStatus: string | null
}

/**
 * Plans the task, stores its images and looks for the result of an equal one.
 *
 * @throws AppError as `planTask` and `storeFrames`.
 */
export async function prepareTask(
  call: Call,
  dialect: DialectName,
  input: CreateInput,
  taskId = newTaskId(),
): Promise<PreparedTask> {
  const { deps, principal } = call
  const { model, parameters, adjustments, images } = await planTask(call, input)
  const keys = await storeFrames(call, taskId, images, parameters)
  const task = {
    id: taskId,
    tenantId: principal.tenantId,
    dialect,
    model: model.id,
    parameters,
    adjustments,
    metadata: input.metadata,
    ...keys,
    webhookUrl: input.webhook_url,
    uploadBytes: (images.first?.uploadBytes ?? 0) + (images.last?.uploadBytes ?? 0),
    publicId: input.public_result ? newPublicId() : null,
    startTimeoutSeconds: input.start_timeout_seconds,
  }
  const cache = await lookUpCachedResult(deps, task, { cache: input.cache, seedGiven: input.seed !== null })
  if (cache.status !== null)
    deps.metrics.cacheLookups.inc({ result: /hit|bypass/.exec(cache.status)?.[0] ?? 'miss' })
  const frameKeys = Object.values(keys).filter((key) => key !== null)
  return {
    task: { ...task, ...cache.task },
    storedKeys: [...frameKeys, ...cache.storedKeys],
    cacheStatus: cache.status,
  }
}
