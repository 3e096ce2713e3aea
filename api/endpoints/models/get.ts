import type { ModelDefinition } from '#core/task/model-definition.ts'
import { AppError } from '#core/errors.ts'
import { listModels } from '#core/store/models.ts'
import { listRunSpeeds } from '#core/store/run-speeds.ts'
import { parseModelId, renderModel } from '#api/dialects/openai/models.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { findModel } from '#api/creation/choose-model.ts'
import { orExplained } from '#api/creation/unavailable-model.ts'
import { permittedLoras } from '#api/creation/plan-loras.ts'
import { autoSize } from '#api/creation/video-size.ts'
import { endpoint, type Handler } from '#api/endpoints/endpoint.ts'
import { modelSchema } from './model-schema.ts'

/**
 * One model, by any name that a create takes, with everything that it can do and how fast it was.
 *
 * @throws AppError model_not_found.
 */
export const getModel: Handler = (service) => {
  const { contract } = service
  const create = contract.operations.find(({ operationId }) => operationId === 'openai.create')
  const body = create?.body?.['application/json'] ?? {}
  return endpoint({
    dialect: openai,
    parse: parseModelId,
    render: renderModel,
    act: async ({ deps, principal }, { id }) => {
      const models = await listModels(deps.db)
      const model = await orExplained(deps.db, id, async () => existing(models, id))
      const speeds = await listRunSpeeds(deps.db, model.id)
      const loras = permittedLoras(model, await deps.facts.tenant(principal.tenantId))
      const schema = modelSchema(contract, body, models, model, loras)
      return { model, speeds, loras, sizes: sizesOf(model), schema }
    },
  })(service)
}

/** @throws AppError model_not_found, with the status of a missing resource. */
function existing<M extends ModelDefinition>(models: readonly M[], name: string): M {
  const model = findModel(models, name)
  if (model !== undefined) return model
  throw new AppError('model_not_found', 'There is no model of this name.', { status: 404, param: 'model' })
}

const RATIOS = [
  { width: 16, height: 9 },
  { width: 9, height: 16 },
  { width: 4, height: 3 },
  { width: 3, height: 4 },
  { width: 1, height: 1 },
] as const

/**
 * Sizes to choose from: the default, those that workers prepare for, and the usual shapes in the
 * model's area.
 */
function sizesOf({ defaults, limits, buckets }: ModelDefinition): string[] {
  const { autoArea: area, sizeMultiple: multiple, minSide } = limits
  const named = [...(buckets ?? []), ...RATIOS.map((ratio) => autoSize(ratio, { area, multiple, minSide }))]
  return [
    ...new Set([
      ...(defaults.size === 'auto' ? [] : [defaults.size]),
      ...named.map(({ width, height }) => `${width}x${height}`),
    ]),
  ]
}
