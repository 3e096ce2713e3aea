import type { ModelDefinition } from '#core/task.ts'

type FittingSizes = NonNullable<ModelDefinition['fittingSizes']>

/**
 * What a worker offers whose engines serve these models: each model once, with the sizes that fit on every engine that has
 * it, since any of them may be the one that takes a task.
 */
export function servedModels(
  engines: readonly { readonly models: readonly ModelDefinition[] }[],
): ModelDefinition[] {
  const served = new Map<string, ModelDefinition>()
  for (const model of engines.flatMap(({ models }) => models)) {
    const known = served.get(model.id)
    const sizes = known ? fittingBoth(known, model) : (model.fittingSizes ?? [])
    served.set(model.id, { ...model, fittingSizes: sizes })
  }
  return [...served.values()]
}

/** At each number of frames where one of the tables steps, the smaller of both. */
function fittingBoth(one: ModelDefinition, other: ModelDefinition): FittingSizes {
  const tables = [one, other].map(({ fittingSizes = [], limits }) => ({ fittingSizes, limits }))
  const steps = new Set(tables.flatMap(({ fittingSizes }) => fittingSizes.map(({ frames }) => frames)))
  const table: { frames: number; maxPixels: number }[] = []
  for (const frames of [...steps].toSorted((a, b) => a - b)) {
    const pixels = tables.map(
      ({ fittingSizes, limits }) =>
        fittingSizes.find((entry) => entry.frames >= frames)?.maxPixels ?? limits.maxPixels,
    )
    const maxPixels = Math.min(...pixels)
    if (table.at(-1)?.maxPixels === maxPixels) table.pop()
    table.push({ frames, maxPixels })
  }
  return table
}
