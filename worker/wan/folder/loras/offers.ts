import { basename } from 'node:path'
import type { OfferedLora, UnfitLora } from '#core/task/model-definition.ts'
import { fitLora } from '#worker/graphs/transformer/lora-fit.ts'
import { type ChangeableWeights } from '#worker/graphs/transformer/lora-inputs.ts'
import { type ExpertName } from '#worker/graphs/weights/lora-keys.ts'
import {
  readSafetensorsIndex,
  type SafetensorsIndex,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'
import { type TransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { identify } from '#worker/wan/folder/file-hashes.ts'
import { type ModelFile } from '#worker/wan/folder/files.ts'
import { type LoraFile, type NamedLora } from './find-loras.ts'

/** The transformers of a model. */
export type Transformers = Readonly<Record<ExpertName, Pick<TransformerGraph, 'shapes'> | undefined>>

/** A file of a LoRA as one transformer reads it. */
export interface LoraPart extends ModelFile {
  readonly expert: ExpertName
  readonly weights: SafetensorsIndex
  /** The file when its header was read. */
  readonly version: string
  readonly changes: ChangeableWeights
  readonly unmatchedKeys: readonly string[]
  /** Memory on the device while a run uses it. */
  readonly deviceBytes: number
}

/** A LoRA that fits a model. */
export interface LoraOffer extends OfferedLora {
  readonly parts: readonly LoraPart[]
}

/** The LoRAs that requests may add to a model, and why others cannot be. */
export interface LoraOffers {
  readonly offers: readonly LoraOffer[]
  readonly unfit: readonly UnfitLora[]
}

export const NO_OFFERS: LoraOffers = { offers: [], unfit: [] }

/** Checks each LoRA against the transformers of a model. Only headers are read. */
export async function offerLoras(
  loras: readonly NamedLora[],
  transformers: Transformers,
): Promise<LoraOffers> {
  const offers: LoraOffer[] = []
  const unfit: UnfitLora[] = []
  for (const { name, files } of loras) {
    try {
      const parts = (await Promise.all(files.map((file) => partsOf(file, transformers)))).flat()
      const experts = EXPERTS.filter((expert) => parts.some((part) => part.expert === expert))
      offers.push({ name, experts, parts })
    } catch (error) {
      unfit.push({ name, reason: error instanceof WeightsError ? reasonOf(error) : String(error) })
    }
  }
  return { offers, unfit }
}

/** The weights of one transformer that the offered LoRAs change. */
export function changeableBy({ offers }: LoraOffers, expert: ExpertName): ChangeableWeights {
  const changes = offers.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.expert === expert ? part.changes : [])),
  )
  return {
    layers: new Set(changes.flatMap(({ layers }) => [...layers])),
    tensors: new Set(changes.flatMap(({ tensors }) => [...tensors])),
  }
}

/** As many as the contract lets a request name. */
const MOST_LORAS = 4
const FLOAT32_BYTES = 4

/** The most that a request can add to the memory of one transformer. */
export const requestableBytes = ({ offers }: LoraOffers, expert: ExpertName): number =>
  offers
    .map(({ parts }) => parts.reduce((sum, part) => sum + (part.expert === expert ? part.deviceBytes : 0), 0))
    .toSorted((a, b) => b - a)
    .slice(0, MOST_LORAS)
    .reduce((sum, bytes) => sum + bytes, 0)

/** Another text for every content that a file gets; empty without a file. */
export const versionOf = async (path: string): Promise<string> =>
  JSON.stringify(await identify(path).catch(() => ''))

const EXPERTS: readonly ExpertName[] = ['transformer', 'transformer_2']

/** @throws WeightsError when the file fits none of the transformers that it is for. */
async function partsOf(
  { file, path, expert: only }: LoraFile,
  transformers: Transformers,
): Promise<LoraPart[]> {
  const version = await versionOf(path)
  const weights = await readSafetensorsIndex(path)
  const present = EXPERTS.filter((expert) => transformers[expert] !== undefined)
  if (only !== null && present.length === 1)
    throw new WeightsError(path, undefined, 'is for one of two transformers, and the model has one')
  const experts = present.filter((expert) => (only ?? expert) === expert)
  const parts: LoraPart[] = []
  let stray: unknown
  for (const expert of experts) {
    try {
      const fit = fitLora({ weights, expert }, transformers[expert]!.shapes)
      const { changes, unmatchedKeys, valueCount } = fit
      const deviceBytes = FLOAT32_BYTES * valueCount
      parts.push({
        ...{ name: `LORAS_DIR/${file}`, path, expert, weights, version },
        ...{ changes, unmatchedKeys, deviceBytes },
      })
    } catch (error) {
      // A file whose keys name one transformer has none for the other.
      if (!(error instanceof WeightsError) || error.tensor !== undefined) throw error
      stray ??= error
    }
  }
  if (parts.length === 0) throw stray
  return parts
}

/** Reasons go to customers, so they name files without their folder. */
const reasonOf = ({ message, file }: WeightsError): string => message.replace(file, basename(file))
