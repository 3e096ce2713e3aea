import { type CheckReport } from './check-model.ts'

/**
 * The findings of `checkModel` as an object for JSON, without the bytes of the graphs. Memory is in
 * bytes, sizes are in pixels, and the names are those of the code.
 */
export function checkAsJson({ folder, dtype, weightsPresent, notes, models }: CheckReport): object {
  return {
    folder,
    dtype,
    weightsPresent,
    notes,
    models: models.map(({ definition, graphs, loras, size, plan, fittingSizes, untiledSizes, smaller }) => ({
      id: definition.id,
      title: definition.title,
      graphs: Object.fromEntries(
        graphs.map(({ component, graph: { inputs, outputs, nodeCount, weightBytes, deviceWeightBytes } }) => [
          component,
          { inputs, outputs, nodeCount, weightBytes, deviceWeightBytes },
        ]),
      ),
      loras: loras.map(({ source, matchedKeys, unmatchedKeys }) => ({
        source,
        matchedKeys: matchedKeys.length,
        unmatchedKeys,
      })),
      size,
      plan: { ...plan, resident: [...plan.resident] },
      fittingSizes,
      untiledSizes,
      smaller,
    })),
  }
}
