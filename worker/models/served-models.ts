import { commonFittingSizes } from '#core/task/fitting-sizes.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'

/**
 * The models that a worker with these engines offers: each once, with the sizes that fit on every
 * engine that serves it, because any of them may take the task.
 */
export function servedModels(
  engines: readonly { readonly models: readonly ModelDefinition[] }[],
): ModelDefinition[] {
  const served = Map.groupBy(
    engines.flatMap(({ models }) => models),
    ({ id }) => id,
  )
  return [...served.values()].map((same) => {
    const model = same.at(-1) as ModelDefinition
    const tables = same.map(({ fittingSizes = [] }) => fittingSizes)
    return { ...model, fittingSizes: commonFittingSizes(tables, model.limits) }
  })
}
