import type { RequestedLora } from '#core/task/parameters.ts'
import { readLoraValues, type LoraValue } from '#worker/graphs/transformer/lora-values.ts'
import { type ExpertName } from '#worker/graphs/weights/lora-keys.ts'
import { type TransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { changeableBy, type LoraOffers, type LoraPart } from './offers.ts'

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
  /** The values for one transformer; those of the last request are kept. */
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
      const parts = requestedParts(offers, requested).filter((part) => part.expert === expert)
      const key = JSON.stringify(parts.map(({ path, strength }) => [path, strength]))
      const last = kept.get(expert)
      if (last?.key === key) return last.values
      // The old values and the new ones need not be in memory at once.
      kept.delete(expert)
      const values = await readLoraValues(parts, changeableBy(offers, expert), transformer.shapes)
      kept.set(expert, { key, values })
      return values
    },
  }
}
