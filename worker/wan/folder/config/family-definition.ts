import type { ModelInputs } from '#core/task/model-definition.ts'
import { taskOf } from './definition.ts'
import { familyOf } from './families.ts'

/** A first and a last frame are two latent frames. */
const LEAST_WITH_LAST_FRAME = 5

/** What a family's name and architecture say of a model: the values its authors sample it with. */
export interface FamilyFacts {
  readonly switches: Parameters<typeof familyOf>[1]
  readonly inputs: ModelInputs
  readonly flowShift: number
  /** Sides in pixels are multiples of it. */
  readonly sizeMultiple: number
}

/**
 * Title, task, defaults and limits of a model of a family. Requests larger than the sizes it was
 * trained on are beyond its limits.
 *
 * @param name of the folder or of the published model
 */
export function familyDefinition(name: string, { switches, inputs, flowShift, sizeMultiple }: FamilyFacts) {
  const { title, size, area, frames, fps, steps, ...family } = familyOf(name, switches)
  const { guidanceScale, guidanceScale2, negativePrompt } = family
  return {
    title,
    task: taskOf(inputs),
    inputs,
    fps,
    defaults: { size, frames, steps, guidanceScale, guidanceScale2, flowShift, negativePrompt },
    limits: {
      minSide: 8 * sizeMultiple,
      maxPixels: area,
      autoArea: area,
      sizeMultiple,
      minFrames: inputs.lastFrame === 'required' ? LEAST_WITH_LAST_FRAME : 1,
      maxFrames: frames,
      minSteps: 1,
      maxSteps: 100,
    },
  }
}
