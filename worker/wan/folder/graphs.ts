import { buildClipVisionGraph } from '#worker/graphs/image/clip-vision.ts'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type ChangeableWeights } from '#worker/graphs/transformer/lora-inputs.ts'
import { type LoraSource, mergeReports } from '#worker/graphs/weights/lora.ts'
import { type SafetensorsIndex, WeightsError } from '#worker/graphs/weights/safetensors.ts'
import { buildTransformerGraph, type TransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { buildUmt5EncoderGraph } from '#worker/graphs/text/umt5.ts'
import { buildVaeDecoderGraph } from '#worker/graphs/vae/decoder.ts'
import { buildVaeEncoderGraph } from '#worker/graphs/vae/encoder.ts'
import { type Architecture, type ModelConfigs } from '#worker/wan/folder/config/architecture.ts'
import { type Precision } from './precision.ts'

/** The graphs of one served model, in the order of a run. */
export interface ModelGraphs {
  readonly textEncoder: Graph
  /** Only of models whose transformer takes image tokens. */
  readonly imageEncoder: Graph | undefined
  /** Encodes a first frame; only of models that take one alone. */
  readonly vaeEncoder: Graph | undefined
  /** Encodes a first and a last frame; only of models that take both. */
  readonly firstLastEncoder: Graph | undefined
  readonly transformer: TransformerGraph
  /** The expert for low noise; only of models with two transformers. */
  readonly transformer2: TransformerGraph | undefined
  readonly vaeDecoder: Graph
}

export type Component = keyof ModelGraphs

/** In the order of a run. */
export const COMPONENTS = [
  'textEncoder',
  'imageEncoder',
  'vaeEncoder',
  'firstLastEncoder',
  'transformer',
  'transformer2',
  'vaeDecoder',
] as const satisfies readonly Component[]

/**
 * Headers of the component folders' weights; `transformer2` and `imageEncoder` exist with their
 * configurations.
 */
export interface ModelWeights {
  readonly textEncoder: SafetensorsIndex
  readonly transformer: SafetensorsIndex
  readonly transformer2: SafetensorsIndex | undefined
  readonly vae: SafetensorsIndex
  readonly imageEncoder: SafetensorsIndex | undefined
}

/** LoRA files by transformer. */
export interface TransformerLoras {
  readonly transformer: readonly LoraSource[]
  readonly transformer2: readonly LoraSource[]
}

/** The weights that each run may change, by transformer. */
export type Changeable = Readonly<Partial<Record<keyof TransformerLoras, ChangeableWeights>>>

/**
 * Builds every graph that the architecture needs.
 *
 * @throws ConfigError, WeightsError.
 */
export function buildModelGraphs(
  configs: ModelConfigs,
  architecture: Architecture,
  weights: ModelWeights,
  loras: TransformerLoras,
  precision: Precision,
): ModelGraphs {
  const { inputs, conditioning, imageTokens } = architecture
  const encoder = (source: 'image' | 'frame' | 'first-last') =>
    buildVaeEncoderGraph(configs.vae, weights.vae, { source, dtype: precision.vaeEncoder })
  const firstFrameSource = conditioning === 'first_frame' ? 'frame' : 'image'
  const takesFirstAlone = inputs.firstFrame !== 'none' && inputs.lastFrame !== 'required'
  return {
    textEncoder: buildUmt5EncoderGraph(configs.textEncoder, weights.textEncoder, {
      dtype: precision.textEncoder,
    }),
    imageEncoder:
      imageTokens > 0 && configs.imageEncoder && weights.imageEncoder
        ? buildClipVisionGraph(configs.imageEncoder, weights.imageEncoder, { dtype: precision.imageEncoder })
        : undefined,
    vaeEncoder: takesFirstAlone ? encoder(firstFrameSource) : undefined,
    firstLastEncoder: inputs.lastFrame === 'none' ? undefined : encoder('first-last'),
    ...buildTransformers(configs, architecture, weights, loras, precision),
    vaeDecoder: buildVaeDecoderGraph(configs.vae, weights.vae, {
      dtype: precision.vaeDecoder,
      frameType: 'uint8',
    }),
  }
}

/**
 * The decoder of tiles, whose frames are blended before they become bytes. It takes the place of
 * `vaeDecoder` in runs whose whole frames do not fit into memory.
 *
 * @throws ConfigError, WeightsError.
 */
export const buildTileDecoder = (
  { vae }: Pick<ModelConfigs, 'vae'>,
  weights: Pick<ModelWeights, 'vae'>,
  { vaeDecoder }: Pick<Precision, 'vaeDecoder'>,
): Graph => buildVaeDecoderGraph(vae, weights.vae, { dtype: vaeDecoder, frameType: 'unclamped' })

/**
 * The transformers alone: for a variant with other LoRA files, or with weights that runs may
 * change.
 *
 * @throws ConfigError, WeightsError.
 */
export function buildTransformers(
  configs: ModelConfigs,
  { conditioning }: Architecture,
  weights: Pick<ModelWeights, 'transformer' | 'transformer2'>,
  loras: TransformerLoras,
  { dtype, attention }: Precision,
  changeable: Changeable = {},
): Pick<ModelGraphs, 'transformer' | 'transformer2'> {
  const options = { dtype, attention, firstFrameTimestep: conditioning === 'first_frame' }
  const build = (config: ComponentConfig, source: SafetensorsIndex, which: keyof TransformerLoras) =>
    buildTransformerGraph(config, source, {
      ...options,
      loras: loras[which],
      changeable: changeable[which],
    })
  const transformer = build(configs.transformer, weights.transformer, 'transformer')
  const transformer2 =
    configs.transformer2 && weights.transformer2
      ? build(configs.transformer2, weights.transformer2, 'transformer2')
      : undefined
  refuseStrayLora([transformer, transformer2])
  return { transformer, transformer2 }
}

/**
 * A LoRA file without a key of any transformer that it is given to belongs to another model.
 *
 * @throws WeightsError that names the file.
 */
function refuseStrayLora(graphs: readonly (TransformerGraph | undefined)[]): void {
  const stray = mergeReports(graphs.flatMap((graph) => graph?.loras ?? [])).find(
    ({ matchedKeys }) => matchedKeys.length === 0,
  )
  if (stray) throw new WeightsError(stray.source, undefined, 'has no key that belongs to the transformer')
}
