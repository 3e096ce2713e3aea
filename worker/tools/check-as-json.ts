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
    models: models.map((model) => {
      const { definition, graphs, loras, loraOffers, size, plan, fittingSizes, untiledSizes, smaller } = model
      return {
        id: definition.id,
        title: definition.title,
        graphs: Object.fromEntries(
          graphs.map(
            ({ component, graph: { inputs, outputs, nodeCount, weightBytes, deviceWeightBytes } }) => [
              component,
              { inputs, outputs, nodeCount, weightBytes, deviceWeightBytes },
            ],
          ),
        ),
        loras: loras.map(({ source, matchedKeys, unmatchedKeys }) => ({
          source,
          matchedKeys: matchedKeys.length,
          unmatchedKeys,
        })),
        offeredLoras: loraOffers.offers.map(({ name, experts, parts }) => ({
          name,
          experts,
          deviceBytes: parts.reduce((sum, part) => sum + part.deviceBytes, 0),
        })),
        unfitLoras: loraOffers.unfit,
        size,
        plan: { ...plan, resident: [...plan.resident] },
        fittingSizes,
        untiledSizes,
        smaller,
      }
    }),
  }
}
