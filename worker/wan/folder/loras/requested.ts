import type { RequestedLora } from '#core/task/parameters.ts'
import { fitLora } from '#worker/graphs/transformer/lora-fit.ts'
import { type ChangeableWeights, type WeightShapes } from '#worker/graphs/transformer/lora-inputs.ts'
import { readLoraValues, type LoraValue } from '#worker/graphs/transformer/lora-values.ts'
import { type ExpertName } from '#worker/graphs/weights/lora-keys.ts'
import { readSafetensorsIndex, WeightsError } from '#worker/graphs/weights/safetensors.ts'
import { type TransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { changeableBy, type LoraOffers, type LoraPart, versionOf } from './offers.ts'

/** A file that a request adds to one transformer, and how strongly. */
export interface RequestedPart extends LoraPart {
  /** The name of its LoRA. */
  readonly lora: string
  readonly strength: number
}

/**
 * The files of the requested LoRAs, in the order given.
 *
 * @throws Error for a name that is not offered.
 */
export function requestedParts(
  { offers }: LoraOffers,
  requested: readonly RequestedLora[] = [],
): RequestedPart[] {
  return requested.flatMap(({ name, strength, strength2 }) => {
    const offer = offers.find((each) => each.name === name)
    if (offer === undefined) throw new Error(`the LoRA ${name} is not offered for this model`)
    return offer.parts.map((part) => ({
      ...part,
      lora: name,
      strength: part.expert === 'transformer' ? strength : (strength2 ?? strength),
    }))
  })
}

/** Values of the inputs of a graph. */
export type LoraValues = Readonly<Record<string, LoraValue>>

/** Reads what runs add to the transformers of a model. */
export interface LoraReader {
  /**
   * The values for one transformer; those of the last request are kept while its files stay.
   *
   * @throws WeightsError for a file that was replaced by one that this graph does not take.
   */
  valuesFor(expert: ExpertName, requested?: readonly RequestedLora[]): Promise<LoraValues>
}

export function createLoraReader(
  offers: LoraOffers,
  transformers: Readonly<Record<ExpertName, Pick<TransformerGraph, 'shapes'> | undefined>>,
): LoraReader {
  const kept = new Map<ExpertName, { readonly key: string; readonly values: LoraValues }>()
  return {
    async valuesFor(expert, requested = []) {
      const transformer = transformers[expert]
      if (transformer === undefined || offers.offers.length === 0) return {}
      const changeable = changeableBy(offers, expert)
      const parts = await Promise.all(
        requestedParts(offers, requested)
          .filter((part) => part.expert === expert)
          .map((part) => asItLies(part, changeable, transformer.shapes)),
      )
      const key = JSON.stringify(parts.map(({ path, version, strength }) => [path, version, strength]))
      const last = kept.get(expert)
      if (last?.key === key) return last.values
      // The old values and the new ones need not be in memory at once.
      kept.delete(expert)
      const values = await readLoraValues(parts, changeable, transformer.shapes)
      kept.set(expert, { key, values })
      return values
    },
  }
}

/** A file as it lies there now: operators replace files under the names of their LoRAs. */
async function asItLies(
  part: RequestedPart,
  { layers, tensors }: ChangeableWeights,
  shapes: WeightShapes,
): Promise<RequestedPart> {
  const { path, expert } = part
  const version = await versionOf(path)
  if (version === part.version) return part
  const weights = await readSafetensorsIndex(path)
  const { changes } = fitLora({ weights, expert }, shapes)
  const isTaken =
    [...changes.layers].every((layer) => layers.has(layer)) &&
    [...changes.tensors].every((tensor) => tensors.has(tensor))
  if (!isTaken)
    throw new WeightsError(path, undefined, 'changes other weights than before: restart the worker')
  return { ...part, weights, version }
}
