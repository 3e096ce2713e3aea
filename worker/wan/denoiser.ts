import { guide } from './guidance.ts'
import { type LatentShape, PATCH_SIDE, patchify, tokenCount, unpatchify } from './latents.ts'
import { rotaryTables } from './rotary.ts'
import { type FloatTensor, type GraphSession } from './session.ts'

/** What stays the same over all steps of a run. */
export interface DenoiserInput {
  readonly shape: LatentShape
  /** Features per attention head. */
  readonly headDim: number
  /** Mask and image latents, [4 + channels, frames, height, width]. */
  readonly condition: Float32Array
  /** Image tokens, for transformers that take them. */
  readonly image: FloatTensor | undefined
  readonly text: FloatTensor
  /** Null when guidance is off: then there is one forward per step instead of two. */
  readonly negativeText: FloatTensor | null
  readonly guidanceScale: number
  /** Called before each forward; what it throws ends the run. */
  readonly checkpoint: () => Promise<void>
}

/** The velocity that the model, with guidance, gives for `latents` [channels, frames, height, width] at `timestep`, in the same layout. */
export type Denoiser = (latents: Float32Array, timestep: number) => Promise<Float32Array>

/** Prepares a run: patches of the condition and rotary tables are computed once, only the noise's patches at each step. */
export function createDenoiser(session: GraphSession, input: DenoiserInput): Denoiser {
  const { shape, condition, headDim, image, checkpoint } = input
  const tokens = tokenCount(shape)
  const patchChannels = shape.channels + condition.length / tokens / PATCH_SIDE ** 2
  const patches = new Float32Array(tokens * patchChannels * PATCH_SIDE ** 2)
  const conditionShape = { ...shape, channels: patchChannels - shape.channels }
  patchify(condition, conditionShape, patches, patchChannels, shape.channels)

  const grid = { frames: shape.frames, rows: shape.height / PATCH_SIDE, columns: shape.width / PATCH_SIDE }
  const { cos, sin } = rotaryTables(grid, headDim)
  const angleDims = [1, tokens, headDim / 2]
  const fixed = {
    patches: { data: patches, dims: [1, tokens, patches.length / tokens] },
    cos: { data: cos, dims: angleDims },
    sin: { data: sin, dims: angleDims },
    ...(image && { image }),
  }
  const predict = async (timestep: number, text: FloatTensor) => {
    await checkpoint()
    const { data } = await session.run({
      ...fixed,
      timestep: { data: Float32Array.of(timestep), dims: [1] },
      text,
    })
    return data
  }

  return async (latents, timestep) => {
    patchify(latents, shape, patches, patchChannels, 0)
    const conditional = await predict(timestep, input.text)
    if (!input.negativeText) return unpatchify(conditional, shape)
    const unconditional = await predict(timestep, input.negativeText)
    return unpatchify(guide(conditional, unconditional, input.guidanceScale), shape)
  }
}
