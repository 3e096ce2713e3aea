import type { Predict } from './prediction.ts'
import { guide, needsGuidance } from './guidance.ts'
import { type LatentShape, PATCH_SIDE, tokenCount } from '#worker/wan/latents/shape.ts'
import { patchify, unpatchify } from '#worker/wan/latents/patches.ts'
import { withFirstFrame } from '#worker/wan/latents/conditions.ts'
import { rotaryTables } from './rotary.ts'
import {
  type FloatTensor,
  type GraphSession,
  type IntTensor,
  type SessionInputs,
} from '#worker/wan/sessions/session.ts'

/** A transformer and its guidance scale. */
export interface Expert {
  readonly session: () => Promise<GraphSession>
  readonly guidanceScale: number
  /** Inputs of its graph that are the run's own at every step. */
  readonly inputs: SessionInputs
}

/** Everything that stays the same over all steps of a run. */
export interface DenoiserInput {
  readonly shape: LatentShape
  /** Features per attention head. */
  readonly headDim: number
  /** One per step, 0 … 1000. */
  readonly timesteps: Float32Array
  /** The expert of a step. */
  readonly expertAt: (index: number) => Expert
  /**
   * Mask and image latents [4 + channels, frames, height, width], for transformers that take them
   * beside the noise.
   */
  readonly condition: Float32Array | null
  /** Whether the transformer takes a separate timestep for the first frame's tokens. */
  readonly firstFrameTimestep: boolean
  /**
   * Latents [channels, 1, height, width] that replace the noise's first frame at every step, at
   * timestep 0.
   */
  readonly firstFrame: Float32Array | null
  /** Image tokens, for transformers that take them. */
  readonly image: FloatTensor | null
  readonly text: FloatTensor
  /** Null when no expert is guided; each step then needs one forward instead of two. */
  readonly negativeText: FloatTensor | null
  /** Awaited before each forward; an error thrown here ends the run. */
  readonly yieldPoint: () => Promise<void>
}

/**
 * The model as one function of latents and step. Patches of the condition and rotary tables are
 * computed once; each step writes only the noise's patches.
 */
export function createDenoiser(input: DenoiserInput): Predict {
  const { shape, condition, firstFrame, headDim, image, yieldPoint } = input
  const tokens = tokenCount(shape)
  const conditionChannels = (condition?.length ?? 0) / (tokens * PATCH_SIDE ** 2)
  const patchChannels = shape.channels + conditionChannels
  const patches = new Float32Array(tokens * patchChannels * PATCH_SIDE ** 2)
  const conditionShape = { ...shape, channels: conditionChannels }
  if (condition) patchify(condition, conditionShape, patches, patchChannels, shape.channels)

  const grid = { frames: shape.frames, rows: shape.height / PATCH_SIDE, columns: shape.width / PATCH_SIDE }
  const { cos, sin } = rotaryTables(grid, headDim)
  const angleDims = [1, tokens, headDim / 2]
  const fixed = {
    patches: { data: patches, dims: [1, tokens, patches.length / tokens] },
    cos: { data: cos, dims: angleDims },
    sin: { data: sin, dims: angleDims },
    ...(image && { image }),
    ...(input.firstFrameTimestep && { first_tokens: int64(firstFrame ? tokens / shape.frames : 0) }),
  }

  return async (latents, index) => {
    const { session, guidanceScale, inputs } = input.expertAt(index)
    patchify(
      firstFrame ? withFirstFrame(latents, firstFrame, shape) : latents,
      shape,
      patches,
      patchChannels,
      0,
    )
    const timestep = input.timesteps[index]!
    const timesteps = Float32Array.of(...(input.firstFrameTimestep ? [0, timestep] : [timestep]))
    const forward = async (text: FloatTensor) => {
      const transformer = await session()
      await yieldPoint()
      const { data } = await transformer.run({
        ...fixed,
        ...inputs,
        timestep: { data: timesteps, dims: [timesteps.length] },
        text,
      })
      return data
    }
    const conditional = await forward(input.text)
    if (!input.negativeText || !needsGuidance(guidanceScale)) {
      return { velocity: unpatchify(conditional, shape), conditional }
    }
    const guided = guide(conditional, await forward(input.negativeText), guidanceScale)
    return { velocity: unpatchify(guided, shape), conditional }
  }
}

const int64 = (value: number): IntTensor => ({ data: BigInt64Array.of(BigInt(value)), dims: [1] })
