import type { InputPresence } from '#core/task/model-definition.ts'
import type { TaskParameters } from '#core/task/parameters.ts'
import { latentShape, type LatentShape, valueCount } from '#worker/wan/latents/shape.ts'
import { type ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { type RgbImage } from '#worker/wan/image/rgb-image.ts'
import { type SchedulerName } from '#worker/wan/schedulers/create-scheduler.ts'
import { type FlowSchedule } from '#worker/wan/schedulers/flow-sigmas.ts'

/** One video to make: every value is decided and rounded. */
export interface GenerateInput extends Omit<
  TaskParameters,
  'fps' | 'precedingFrames' | 'precedingUpload' | 'nominalSeconds'
> {
  /** First frame, of exactly width × height pixels; null without one. */
  readonly image: RgbImage | null
  /** Last frame, of exactly width × height pixels; null without one. It needs a first frame. */
  readonly lastImage: RgbImage | null
  readonly scheduler: SchedulerName
  /** UniPC runs A and B only. */
  readonly schedule: FlowSchedule
  /**
   * Initial noise [channels, frames, height, width] in place of the seed's, for comparisons with
   * other implementations.
   */
  readonly latents?: Float32Array
}

/**
 * Share of the noise below which the second transformer takes over: the run's own, or the model's.
 * Null with one transformer.
 */
export const boundaryOf = (
  architecture: Pick<ModelFolder['architecture'], 'boundaryRatio'>,
  { boundaryRatio }: Pick<GenerateInput, 'boundaryRatio'>,
): number | null =>
  architecture.boundaryRatio === null ? null : (boundaryRatio ?? architecture.boundaryRatio)

/** An input that the model cannot run. */
export class InvalidInputError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause })
    this.name = 'InvalidInputError'
  }
}

/**
 * Checks an input against {@link GenerateInput} and the model; returns the shape of its latents.
 *
 * @throws InvalidInputError with the first violation.
 */
export function checkInput(
  input: GenerateInput,
  { architecture, definition }: Pick<ModelFolder, 'architecture' | 'definition'>,
): LatentShape {
  const offered = (definition.offeredLoras ?? []).map(({ name }) => name)
  const { steps, guidanceScale, guidanceScale2, flowShift, boundaryRatio, seed, latents } = input
  const { scheduler, schedule } = input
  const demand = (fine: boolean, reason: string) => {
    if (!fine) throw new InvalidInputError(reason)
  }
  const shape = shapeOf(input, architecture.latents)
  checkPicture('first', input.image, definition.inputs.firstFrame, input)
  checkPicture('last', input.lastImage, definition.inputs.lastFrame, input)
  demand(
    input.lastImage === null || shape.frames > 1,
    `${input.frames} frames: expected a last one beside the first`,
  )
  demand(Number.isInteger(steps) && steps >= 1, `${steps} steps: expected at least 1`)
  demand(Number.isFinite(guidanceScale), `guidance scale ${guidanceScale} is not finite`)
  demand(
    guidanceScale2 === null || Number.isFinite(guidanceScale2),
    `guidance scale 2 ${guidanceScale2} is not finite`,
  )
  demand(
    guidanceScale2 === null || architecture.boundaryRatio !== null,
    `guidance scale 2 ${guidanceScale2} for a model with one transformer`,
  )
  demand(
    boundaryRatio === undefined || architecture.boundaryRatio !== null,
    `boundary ratio ${boundaryRatio} for a model with one transformer`,
  )
  demand(
    boundaryRatio === undefined || (boundaryRatio >= 0 && boundaryRatio <= 1),
    `boundary ratio ${boundaryRatio} is not in 0 … 1`,
  )
  demand(flowShift > 0 && Number.isFinite(flowShift), `flow shift ${flowShift} is not above 0`)
  demand(
    scheduler !== 'unipc' || schedule === 'A' || schedule === 'B',
    `schedule ${schedule} cannot be run by ${scheduler}`,
  )
  demand(
    (input.easyCacheThreshold ?? Infinity) > 0,
    `EasyCache threshold ${input.easyCacheThreshold} is not above 0`,
  )
  for (const { name } of input.loras ?? [])
    demand(offered.includes(name), `the LoRA ${name}: the model is offered ${offered.join(', ') || 'none'}`)
  demand(Number.isSafeInteger(seed) && seed >= 0, `seed ${seed} is not in 0 … 2^53 - 1`)
  demand(
    latents === undefined || latents.length === valueCount(shape),
    `${latents?.length} initial latents, expected ${valueCount(shape)}`,
  )
  return shape
}

function checkPicture(
  which: 'first' | 'last',
  image: RgbImage | null,
  presence: InputPresence,
  { width, height }: GenerateInput,
): void {
  if (image === null) {
    if (presence === 'required') throw new InvalidInputError(`no ${which} frame, which the model needs`)
    return
  }
  if (presence === 'none') throw new InvalidInputError(`a ${which} frame, which the model does not take`)
  if (image.width !== width || image.height !== height || image.data.length !== width * height * 3) {
    throw new InvalidInputError(
      `${which} frame of ${image.width}x${image.height} in ${image.data.length} bytes, expected RGB of ${width}x${height}`,
    )
  }
}

function shapeOf(input: GenerateInput, space: Parameters<typeof latentShape>[1]): LatentShape {
  try {
    return latentShape(input, space)
  } catch (cause) {
    throw new InvalidInputError(cause instanceof Error ? cause.message : String(cause), cause)
  }
}
