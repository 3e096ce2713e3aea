import { createHash } from 'node:crypto'
import { inputKey } from '#core/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { newPublicId, newTaskId } from '#core/ids.ts'
import { inspectInputImage, prepareInputImage, type InputImageInfo } from '#core/input-image.ts'
import { OutboundError } from '#core/outbound-error.ts'
import { listModels } from '#core/store/models.ts'
import type { ModelDefinition, TaskParameters } from '#core/task.ts'
import type { CreateInput, DialectName } from '#api/dialects/dialect.ts'
import type { Act, Call } from './action.ts'
import { fittingModel } from './fitting-model.ts'
import { fingerprintOf } from './idempotency.ts'
import { asImageError, imageError, keepImage, readImage } from './input-image.ts'
import { chooseModel } from './choose-model.ts'
import { planSampling, planSize } from './plan.ts'
import { earlierAnswer, submit } from './submit.ts'

const WEBHOOK_CHECK_TIMEOUT_MS = 2000

/**
 * Makes a task out of a request; nothing is generated here.
 *
 * 1. an answered Idempotency-Key is answered again
 * 2. which model
 * 3. what can be decided without the image: frames, steps, guidance
 * 4. the address for the webhook
 * 5. the image: fetched, checked
 * 6. its size, then the image in it, as the worker will use it, into the storage
 * 7. task, event, job and key in one transaction
 */
export function createAs(dialect: DialectName): Act<'create'> {
  return async (call, input, render) => {
    const { deps, principal } = call
    const isRepeatable = call.idempotencyKey !== null || call.attempt !== null
    const fingerprint = isRepeatable ? fingerprintOf(dialect, input) : ''
    const earlier = await earlierAnswer(call, fingerprint)
    if (earlier !== null) return earlier
    const chosen = chooseModel(await listModels(deps.db), input.model, input.model_tasks)
    const model: ModelDefinition = { ...chosen.model, oversize: input.oversize ?? chosen.model.oversize }
    const sampling = planSampling(model, input)
    if (input.webhook_url !== null) await checkWebhookUrl(deps, input.webhook_url)
    const image = await takeImage(call, model, input)
    const fitting = fittingModel(model, sampling.parameters.frames, input.size)
    const size = planSize(fitting, input.size, image?.info ?? null)
    const parameters: TaskParameters = { ...sampling.parameters, ...size.parameters }

    const taskId = newTaskId()
    const key = image === null ? null : await storeFirstFrame(deps, taskId, image.bytes, parameters)
    const task = {
      id: taskId,
      tenantId: principal.tenantId,
      dialect,
      model: model.id,
      parameters,
      adjustments: [...chosen.adjustments, ...size.adjustments, ...sampling.adjustments, ...ignored(input)],
      metadata: input.metadata,
      inputKey: key,
      webhookUrl: input.webhook_url,
      uploadBytes: image?.bytes.length ?? 0,
      publicId: input.public_result ? newPublicId() : null,
    }
    return await submit(call, task, { fingerprint, storedKeys: key === null ? [] : [key] }, render)
  }
}

/** Refuses an address that could never be called; a host that is only away for now may be back when it is needed. */
async function checkWebhookUrl(deps: Deps, url: string): Promise<void> {
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

async function takeImage(
  call: Call,
  model: ModelDefinition,
  input: CreateInput,
): Promise<{ bytes: Buffer; info: InputImageInfo } | null> {
  if (input.input_reference === null) {
    if (model.task === 't2v' || model.task === 'ti2v') return null
    throw imageError(
      'input_reference_required',
      `The model ${model.id} makes videos from an image: send \`input_reference\`.`,
    )
  }
  if (model.task === 't2v')
    throw imageError(
      'unsupported_parameter',
      `The model ${model.id} makes videos from text alone; it takes no image.`,
    )
  const bytes = await readImage(call, input.input_reference)
  try {
    const info = await inspectInputImage(bytes)
    await keepImage(call, input.input_reference, bytes)
    return { bytes, info }
  } catch (error) {
    throw asImageError(error)
  }
}

/** The image as the first frame of the video, under the task's own key. */
async function storeFirstFrame(
  deps: Deps,
  taskId: string,
  bytes: Buffer,
  size: Pick<TaskParameters, 'width' | 'height'>,
): Promise<string> {
  let frame: Buffer
  try {
    frame = await prepareInputImage(bytes, size)
  } catch (error) {
    throw asImageError(error)
  }
  const key = inputKey(taskId, 'first-frame.png')
  await deps.storage.put(key, frame, {
    contentType: 'image/png',
    sizeBytes: frame.length,
    sha256: createHash('sha256').update(frame).digest('hex'),
  })
  return key
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
