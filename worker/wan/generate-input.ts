import { type RgbImage } from './rgb-image.ts'
import { latentShape, type LatentShape, valueCount } from './latents.ts'
import { type FlowSchedule } from './schedulers/flow-sigmas.ts'

/** One video to make; everything has been decided, nothing is rounded any more. */
export interface GenerateInput {
  readonly prompt: string
  /** Used when guidanceScale is over 1. */
  readonly negativePrompt: string
  /** First frame, of exactly width × height. */
  readonly image: RgbImage
  /** Pixels, multiples of 16. */
  readonly width: number
  readonly height: number
  /** Pixel frames, 4n + 1. */
  readonly frames: number
  readonly steps: number
  /** Up to 1 guidance is off. */
  readonly guidanceScale: number
  /** Over 0; larger spends more steps at high noise. */
  readonly flowShift: number
  /** 0 … 2⁵³ - 1, of which the low 32 bits count. */
  readonly seed: number
  readonly schedule: FlowSchedule
  /** Initial noise [channels, frames, height, width] in place of the seed's, to compare with other implementations. */
  readonly latents?: Float32Array
}

/** An input that no run could be made of. */
export class InvalidInputError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause })
    this.name = 'InvalidInputError'
  }
}

/** Throws {@link InvalidInputError} for an input that is not as {@link GenerateInput} says; returns its latent shape. */
export function checkInput(input: GenerateInput, latentChannels: number): LatentShape {
  const { width, height, image, steps, guidanceScale, flowShift, seed, latents } = input
  const demand = (fine: boolean, reason: string) => {
    if (!fine) throw new InvalidInputError(reason)
  }
  const shape = shapeOf(input, latentChannels)
  demand(
    image.width === width && image.height === height && image.data.length === width * height * 3,
    `image of ${image.width}x${image.height} in ${image.data.length} bytes, expected RGB of ${width}x${height}`,
  )
  demand(Number.isInteger(steps) && steps >= 1, `${steps} steps: expected at least 1`)
  demand(Number.isFinite(guidanceScale), `guidance scale ${guidanceScale} is not finite`)
  demand(flowShift > 0 && Number.isFinite(flowShift), `flow shift ${flowShift} is not above 0`)
  demand(Number.isSafeInteger(seed) && seed >= 0, `seed ${seed} is not in 0 … 2^53 - 1`)
  demand(
    latents === undefined || latents.length === valueCount(shape),
    `${latents?.length} initial latents, expected ${valueCount(shape)}`,
  )
  return shape
}

function shapeOf(input: GenerateInput, latentChannels: number): LatentShape {
  try {
    return latentShape(input, latentChannels)
  } catch (cause) {
    throw new InvalidInputError(cause instanceof Error ? cause.message : String(cause), cause)
  }
}
