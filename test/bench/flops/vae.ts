import { type ComponentConfig } from '#worker/graphs/config.ts'
import { readVaeConfig } from '#worker/graphs/vae/config.ts'

/** Multiplications and additions of the decoder's convolutions for a clip. */
export function convolutionFlops(config: ComponentConfig, pixels: number, frames: number): number {
  const {
    channelMultipliers,
    temporalDownsample,
    decoderChannels,
    blocksPerStage,
    latentChannels,
    spatialCompression,
  } = readVaeConfig(config)
  const stages = channelMultipliers.toReversed().map((multiplier) => decoderChannels * multiplier)
  const latentFrames = (frames - 1) / 4 + 1
  let positions = (pixels / spatialCompression ** 2) * latentFrames
  let channels = stages[0]!
  let sum = 27 * latentChannels * channels * positions + 4 * 27 * channels ** 2 * positions
  for (const [stage, out] of stages.entries()) {
    for (let block = 0; block <= blocksPerStage; block++, channels = out) {
      sum += 27 * (channels + out) * out * positions
      if (channels !== out) sum += channels * out * positions
    }
    if (stage === stages.length - 1) continue
    if (temporalDownsample.toReversed()[stage]) {
      const first = positions / (stage === 0 ? latentFrames : 2 * latentFrames - 1)
      sum += 3 * 2 * out ** 2 * (positions - first)
      positions = 2 * positions - first
    }
    positions *= 4
    channels = out / 2
    sum += 9 * out * channels * positions
  }
  return 2 * (sum + 27 * channels * 3 * positions)
}
