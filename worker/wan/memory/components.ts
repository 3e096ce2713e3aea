import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { type Architecture, type ModelConfigs } from '#worker/wan/folder/config/architecture.ts'
import {
  imageEncoderActivations,
  textEncoderActivations,
  transformerActivations,
  vaeDecoderActivations,
  vaeDecoderTiles,
  vaeEncoderActivations,
  type ActivationBytes,
  type TiledBytes,
} from './estimate.ts'
import { type ComponentMemory } from './plan.ts'
import { type Component, COMPONENTS, type ModelGraphs } from '#worker/wan/folder/graphs.ts'
import { type LoraOffers, NO_OFFERS, requestableBytes } from '#worker/wan/folder/loras/offers.ts'
import { type Precision } from '#worker/wan/folder/precision.ts'

/**
 * Memory of each component on the device, in the order of a run. A transformer may have to hold the
 * largest LoRAs that a request can name beside its weights.
 */
export function modelMemory(
  configs: ModelConfigs,
  architecture: Architecture,
  graphs: ModelGraphs,
  precision: Precision,
  loraOffers: LoraOffers = NO_OFFERS,
): ComponentMemory[] {
  const tokenPixels = architecture.sizeMultiple ** 2
  const { dtype, vaeEncoder, vaeDecoder } = precision
  const transformer = (config: ModelConfigs['transformer']) =>
    transformerActivations(config, { dtype, tokenPixels })
  const encoder = (type: FloatType, single: boolean) =>
    vaeEncoderActivations(configs.vae, { dtype: type, single })
  const activations: Readonly<Record<Component, () => ActivationBytes>> = {
    textEncoder: () => textEncoderActivations(configs.textEncoder),
    imageEncoder: () => imageEncoderActivations(configs.imageEncoder ?? {}),
    vaeEncoder: () => encoder(vaeEncoder, architecture.conditioning === 'first_frame'),
    firstLastEncoder: () => encoder(vaeEncoder, false),
    transformer: () => transformer(configs.transformer),
    transformer2: () => transformer(configs.transformer2 ?? configs.transformer),
    vaeDecoder: () => vaeDecoderActivations(configs.vae, vaeDecoder),
  }
  const encoderTiles = (activationBytes: ActivationBytes): TiledBytes => {
    return ({ pixels, frames }, side) => activationBytes({ pixels: Math.min(pixels, side ** 2), frames })
  }
  const tiles: Readonly<Partial<Record<Component, () => TiledBytes>>> = {
    vaeEncoder: () => encoderTiles(activations.vaeEncoder()),
    firstLastEncoder: () => encoderTiles(activations.firstLastEncoder()),
    vaeDecoder: () => vaeDecoderTiles(configs.vae, vaeDecoder),
  }
  return COMPONENTS.flatMap((component) => {
    const graph = graphs[component]
    if (!graph) return []
    const activationBytes = activations[component]()
    const tiledBytes = tiles[component]?.()
    const weightBytes = graph.deviceWeightBytes + loraBytes(component, loraOffers)
    return [{ component, weightBytes, activationBytes, tiledBytes }]
  })
}

function loraBytes(component: Component, offers: LoraOffers): number {
  if (component === 'transformer') return requestableBytes(offers, 'transformer')
  return component === 'transformer2' ? requestableBytes(offers, 'transformer_2') : 0
}
