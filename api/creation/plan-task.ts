import type { Adjustment, TaskParameters } from '#core/task/parameters.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { CreateInput } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'
import { takeImages, type TakenImages } from '#api/images/take-image.ts'
import { orExplained } from './unavailable-model.ts'
import { chooseModel } from './choose-model.ts'
import { fittingModel } from './fitting-model.ts'
import { planLoras } from './plan-loras.ts'
import { planSampling, planSize, requestedSize } from './plan.ts'
import { checkWebhookUrl } from './webhook-url.ts'

/** The video of a request, before anything of it is stored. */
export interface PlannedTask {
  /** The model, with the `oversize` of the request where it chose one. */
  readonly model: ModelDefinition
  readonly parameters: TaskParameters
  readonly adjustments: readonly Adjustment[]
  readonly images: TakenImages
}

/**
 * Everything about the video of a request, within the limits of its model:
 *
 * 1. which model
 * 2. what needs no image: frames, steps, guidance, LoRAs, whether any size fits the devices
 * 3. the address for the webhook
 * 4. the images: fetched, checked
 * 5. the size
 *
 * @throws AppError model_not_found, service_unavailable, invalid_frame_count, invalid_size,
 *   invalid_request, webhook_url_invalid, and the codes of `takeImages`.
 */
export async function planTask(call: Call, input: CreateInput): Promise<PlannedTask> {
  const { deps } = call
  const chosen = await orExplained(deps.db, input.model, async () =>
    chooseModel(await deps.facts.models(), input.model, {
      tasks: input.model_tasks,
      firstFrame: input.input_reference !== null,
      lastFrame: input.last_frame !== null,
    }),
  )
  const model: ModelDefinition = { ...chosen.model, oversize: input.oversize ?? chosen.model.oversize }
  const sampling = planSampling(model, input)
  const loras = await planLoras(deps, call.principal.tenantId, model, input.loras)
  if (input.webhook_url !== null) await checkWebhookUrl(deps, 'webhook_url', input.webhook_url)
  const requested = requestedSize(model, input.size, input.input_reference !== null)
  const fitting = fittingModel(model, sampling.parameters.frames, requested)
  const images = await takeImages(call, model, input)
  const size = planSize(fitting, input.size, images.first?.info ?? null)
  return {
    model,
    parameters: { ...sampling.parameters, ...loras.parameters, ...size.parameters },
    adjustments: [
      ...chosen.adjustments,
      ...size.adjustments,
      ...sampling.adjustments,
      ...loras.adjustments,
      ...ignored(input.unknown, 'This field is not known and was ignored.'),
    ],
    images,
  }
}

/**
 * Fields that an operation does not know, as adjustments. Long or structured values are not
 * repeated.
 */
export function ignored(unknown: CreateInput['unknown'], reason: string): Adjustment[] {
  return Object.entries(unknown)
    .slice(0, 32)
    .map(([field, value]) => ({
      field: field.slice(0, 100),
      requested: isShort(value) ? value : null,
      used: null,
      reason,
    }))
}

const isShort = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= 200)
