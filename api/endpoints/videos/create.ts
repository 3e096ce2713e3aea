import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { newPublicId, newTaskId } from '#core/ids.ts'
import { OutboundError } from '#core/outbound/error.ts'
import { listModels } from '#core/store/models.ts'
import type { Adjustment, ModelDefinition, NewTask, TaskParameters } from '#core/task/task.ts'
import type { CreateInput, DialectName } from '#api/dialects/dialect.ts'
import type { Act, Call } from '#api/endpoints/action.ts'
import { fittingModel } from '#api/creation/fitting-model.ts'
import { fingerprintOf } from '#api/creation/idempotency.ts'
import { chooseModel } from '#api/creation/choose-model.ts'
import { planSampling, planSize, requestedSize } from '#api/creation/plan.ts'
import { lookUpCachedResult, withCacheStatus } from '#api/creation/result-cache.ts'
import { earlierAnswer, submit } from '#api/creation/submit.ts'
import { storeFrames, takeImages, type TakenImages } from '#api/images/take-image.ts'

const WEBHOOK_CHECK_TIMEOUT_MS = 2000

/**
 * Makes a task out of a request; nothing is generated here.
 *
 * 1. an answered Idempotency-Key is answered again
 * 2. `planTask`: what exactly is to be made
 * 3. the images in that size, as the worker will use it, into the storage
 * 4. the result of an earlier task, when there is one
 * 5. task, event, job and key in one transaction
 */
export function createAs(dialect: DialectName): Act<'create'> {
  return async (call, input, render) => {
    const isRepeatable = call.idempotencyKey !== null || call.attempt !== null
    const fingerprint = isRepeatable ? fingerprintOf(dialect, input) : ''
    const earlier = await earlierAnswer(call, fingerprint)
    if (earlier !== null) return earlier
    const { task, storedKeys, cacheStatus } = await prepareTask(call, dialect, input)
    return await submit(call, task, { fingerprint, storedKeys }, withCacheStatus(render, cacheStatus))
  }
}

/** A task that is ready to be submitted, and the files that were stored for it. */
export interface PreparedTask {
  readonly task: NewTask
  readonly storedKeys: readonly string[]
  /** What the result cache says of it; null without one. */
  readonly cacheStatus: string | null
}

/** Plans the task, stores its pictures and looks for the result of an equal one. @throws AppError as `planTask`. */
export async function prepareTask(
  call: Call,
  dialect: DialectName,
  input: CreateInput,
  taskId = newTaskId(),
): Promise<PreparedTask> {
  const { deps, principal } = call
  const { model, parameters, adjustments, images } = await planTask(call, input)
  const keys = await storeFrames(deps, taskId, images, parameters)
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
  const frameKeys = Object.values(keys).filter((key) => key !== null)
  return {
    task: { ...task, ...cache.task },
    storedKeys: [...frameKeys, ...cache.storedKeys],
    cacheStatus: cache.status,
  }
}

/** What a request comes to before anything of it is kept. */
export interface PlannedTask {
  /** As the request has it, which may ask for another treatment of what is too large. */
  readonly model: ModelDefinition
  readonly parameters: TaskParameters
  readonly adjustments: readonly Adjustment[]
  readonly images: TakenImages
}

/**
 * Everything about the video of a request, within the limits of its model:
 *
 * 1. which model
 * 2. what can be decided without the images: frames, steps, guidance, whether any size fits the devices
 * 3. the address for the webhook
 * 4. the images: fetched, checked
 * 5. the size
 *
 * @throws AppError for everything about the request that cannot be had.
 */
export async function planTask(call: Call, input: CreateInput): Promise<PlannedTask> {
  const { deps } = call
  const chosen = chooseModel(await listModels(deps.db), input.model, {
    tasks: input.model_tasks,
    firstFrame: input.input_reference !== null,
    lastFrame: input.last_frame !== null,
  })
  const model: ModelDefinition = { ...chosen.model, oversize: input.oversize ?? chosen.model.oversize }
  const sampling = planSampling(model, input)
  if (input.webhook_url !== null) await checkWebhookUrl(deps, input.webhook_url)
  const wished = requestedSize(model, input.size, input.input_reference !== null)
  const fitting = fittingModel(model, sampling.parameters.frames, wished)
  const images = await takeImages(call, model, input)
  const size = planSize(fitting, input.size, images.first?.info ?? null)
  return {
    model,
    parameters: { ...sampling.parameters, ...size.parameters },
    adjustments: [...chosen.adjustments, ...size.adjustments, ...sampling.adjustments, ...ignored(input)],
    images,
  }
}

/** Refuses an address that could never be called; a host that is only away for now may be back when it is needed. */
export async function checkWebhookUrl(deps: Deps, url: string): Promise<void> {
  try {
    await deps.outbound.checkUrl(url, { timeoutMs: WEBHOOK_CHECK_TIMEOUT_MS })
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    if (error.code !== 'invalid_url' && error.code !== 'forbidden_address') return
    const message = `\`webhook_url\` cannot be used: ${error.message}.`
    throw new AppError('webhook_url_invalid', message, {
      param: 'webhook_url',
      errors: [{ pointer: '/webhook_url', message }],
      cause: error,
    })
  }
}

/** What the dialect did not know is told, not hidden; long or structured values are not repeated. */
function ignored(input: CreateInput) {
  return Object.entries(input.unknown)
    .slice(0, 32)
    .map(([field, value]) => ({
      field: field.slice(0, 100),
      requested: isShort(value) ? value : null,
      used: null,
      reason: 'This field is not known and was ignored.',
    }))
}

const isShort = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= 200)
