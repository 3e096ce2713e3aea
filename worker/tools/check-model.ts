import type { FittingSizes } from '#core/task/fitting-sizes.ts'
import { readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type LoraReport, mergeReports } from '#worker/graphs/weights/lora.ts'
import { type SafetensorsDtype } from '#worker/graphs/weights/safetensors.ts'
import { type ModelConfigs } from '#worker/wan/folder/config/architecture.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { deriveDefinition } from '#worker/wan/folder/config/derived-definition.ts'
import { naming } from '#worker/wan/folder/config/folder-files.ts'
import {
  fittingSizes,
  planMemory,
  smallerSize,
  untiledSizes,
  type MemoryBudget,
  type ComponentMemory,
  type MemoryPlan,
} from '#worker/wan/memory/plan.ts'
import type { RunSize } from '#core/task/parameters.ts'
import { type FolderConfigs } from '#worker/wan/folder/config/model-configs.ts'
import { readFolder } from '#worker/wan/folder/read-folder.ts'
import { explainUnreadable, explainUnserved } from '#worker/wan/folder/unserved.ts'
import { findDamage } from '#worker/wan/folder/damaged-folders.ts'
import { createFileHashes } from '#worker/wan/folder/file-hashes.ts'
import { isModelFolder } from '#worker/wan/folder/model-folders.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { buildModelGraphs, COMPONENTS, type Component, type ModelGraphs } from '#worker/wan/folder/graphs.ts'
import { findLoras } from '#worker/wan/folder/loras/find-loras.ts'
import { type LoraOffers, NO_OFFERS } from '#worker/wan/folder/loras/offers.ts'
import { modelMemory } from '#worker/wan/memory/components.ts'
import { precisionOf, type Precision } from '#worker/wan/folder/precision.ts'
import { servedModels } from '#worker/wan/folder/config/service-file.ts'
import {
  COMPONENTS as COMPONENT_FOLDERS,
  type ComponentName,
} from '#worker/tools/published/published-tensors.ts'
import { syntheticWeights, type StoredFloat } from '#worker/tools/published/synthetic-weights.ts'

export interface CheckOptions {
  readonly dtype: FloatType
  /** Checks a folder without weights as if its transformers were quantised. */
  readonly int8: boolean
  /** In pixels; null stands for the model's default size. */
  readonly size: { readonly width: number; readonly height: number } | null
  /** Null stands for the model's default number of frames. */
  readonly frames: number | null
  readonly budget: MemoryBudget
  /** The name under which the folder would be served. Absent: its own. */
  readonly name?: string
  /** A folder of LoRAs to hold against the model. Absent: none. */
  readonly loras?: string | null
}

/** One served model of a folder. */
export interface CheckedModel {
  readonly definition: ModelDefinition
  readonly graphs: readonly { readonly component: Component; readonly graph: Graph }[]
  readonly loras: readonly LoraReport[]
  /** The LoRAs of the given folder that requests may name, and why they may not name others. */
  readonly loraOffers: LoraOffers
  readonly size: RunSize
  readonly plan: MemoryPlan
  /** What a plan for any other size and card is made of. */
  readonly memory: readonly ComponentMemory[]
  /** Empty when the budget suffices for everything within the model's limits. */
  readonly fittingSizes: FittingSizes
  /** The sizes that need no tiles; empty when no size that fits needs them. */
  readonly untiledSizes: FittingSizes
  /** A size to use instead of one that does not fit; null when `size` fits or when no size does. */
  readonly smaller: RunSize | null
}

export interface CheckReport {
  readonly folder: string
  readonly dtype: FloatType
  /**
   * False when the folder holds configurations only; its graphs are then built on synthetic weights
   * of the published shapes.
   */
  readonly weightsPresent: boolean
  /** Sentences about what the folder holds and nothing here reads. */
  readonly notes: readonly string[]
  readonly models: readonly CheckedModel[]
}

/**
 * Builds every graph of a model folder and computes its memory on a device. A folder without any
 * weights is treated as a published one whose weights will follow. A folder with weights must be
 * complete, as for the engine.
 *
 * @throws ModelFolderError that names the file and the reason; Error with the reason for weights in
 *   another form.
 */
export async function checkModel(path: string, options: CheckOptions): Promise<CheckReport> {
  const folder = resolve(path)
  return check(folder, options).catch(async (error: unknown) => {
    const explain = (await isModelFolder(folder)) ? explainUnreadable : explainUnserved
    const reason = await explain(folder)
    throw reason === null ? error : new Error(`${folder}: ${reason}`, { cause: error })
  })
}

async function check(folder: string, options: CheckOptions): Promise<CheckReport> {
  const { service, contents } = await readFolder(folder)
  const { configs, architecture, notes } = contents
  const weightsPresent = contents.componentFiles !== undefined || (await hasWeights(folder))
  const precision = precisionOf(options.dtype)
  const served = weightsPresent
    ? await readServed(folder, precision, options.loras ?? null)
    : await buildServed(folder, service, contents, precision, options)
  const models = served.map(({ definition, graphs, loraOffers = NO_OFFERS }): CheckedModel => {
    const memory = modelMemory(configs, architecture, graphs, precision, loraOffers)
    const size = sizeOf(definition, options)
    const plan = planMemory(memory, { pixels: size.width * size.height, frames: size.frames }, options.budget)
    return {
      definition,
      graphs: COMPONENTS.flatMap((component) => {
        const graph = graphs[component]
        return graph ? [{ component, graph }] : []
      }),
      loras: mergeReports([...graphs.transformer.loras, ...(graphs.transformer2?.loras ?? [])]),
      loraOffers,
      size,
      plan,
      memory,
      fittingSizes: fittingSizes(memory, definition.limits, options.budget),
      untiledSizes: untiledSizes(memory, definition.limits, options.budget),
      smaller: plan.fits ? null : smallerSize(memory, size, definition.limits, options.budget),
    }
  })
  return { folder, dtype: options.dtype, weightsPresent, notes, models }
}

type Served = readonly {
  readonly definition: ModelDefinition
  readonly graphs: ModelGraphs
  readonly loraOffers?: LoraOffers
}[]

async function readServed(
  folder: string,
  precision: Precision,
  lorasDirectory: string | null,
): Promise<Served> {
  const loras = lorasDirectory === null ? [] : await findLoras(lorasDirectory)
  const own = await readModelFolder(folder, { precision, loras })
  const served = [own, ...own.variants]
  const [damage] = (await findDamage(served, createFileHashes(null), true)).values()
  if (damage !== undefined) throw new Error(damage)
  return served
}

/**
 * The served models of a folder without weights: synthetic weights in the float type of the graphs,
 * without LoRA files.
 */
async function buildServed(
  folder: string,
  service: unknown,
  { configs, architecture, sampling }: FolderConfigs,
  precision: Precision,
  { int8, name = basename(folder) }: CheckOptions,
): Promise<Served> {
  const definitions = await naming(folder, 'service.json', () =>
    servedModels(service, deriveDefinition(name, architecture, sampling), architecture),
  )
  const dtype = STORED[precision.dtype]
  const synthetic = (component: ComponentName, config: ModelConfigs['vae']) =>
    syntheticWeights(component, config, { folder: join(folder, component), dtype, int8 })
  const graphs = await naming(folder, '', () => {
    const weights = {
      textEncoder: synthetic('text_encoder', configs.textEncoder),
      transformer: synthetic('transformer', configs.transformer),
      transformer2: configs.transformer2 && synthetic('transformer_2', configs.transformer2),
      vae: synthetic('vae', configs.vae),
      imageEncoder: configs.imageEncoder && synthetic('image_encoder', configs.imageEncoder),
    }
    return buildModelGraphs(configs, architecture, weights, { transformer: [], transformer2: [] }, precision)
  })
  return definitions.map((definition) => ({ definition, graphs }))
}

const STORED: Readonly<Record<FloatType, StoredFloat & SafetensorsDtype>> = {
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
}

async function hasWeights(folder: string): Promise<boolean> {
  const names = await Promise.all(
    COMPONENT_FOLDERS.map((component) => readdir(join(folder, component)).catch(() => [])),
  )
  return names.flat().some((name) => /\.safetensors(\.index\.json)?$/.test(name))
}

/** The requested size, else the model's default: for `auto`, 16:9 with the area `autoArea`. */
function sizeOf({ defaults, limits }: ModelDefinition, { size, frames }: CheckOptions): RunSize {
  const [width, height] = defaults.size.split('x').map(Number)
  const down = (length: number) => Math.floor(length / limits.sizeMultiple) * limits.sizeMultiple
  const own =
    defaults.size === 'auto' || width === undefined || height === undefined
      ? {
          width: down(Math.sqrt((limits.autoArea * 16) / 9)),
          height: down(Math.sqrt((limits.autoArea * 9) / 16)),
        }
      : { width, height }
  return { ...(size ?? own), frames: frames ?? defaults.frames }
}
