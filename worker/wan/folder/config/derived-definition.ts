import type { ModelDefinition } from '#core/task/model-definition.ts'
import { type Architecture } from './architecture.ts'
import { taskOf } from './definition.ts'
import { familyOf } from './families.ts'

/**
 * The definition of the folder `name` in the absence of a service.json: the values that the model's
 * authors sample its family with. Requests larger than the sizes it was trained on are refused.
 */
export function deriveDefinition(name: string, architecture: Architecture): ModelDefinition {
  const { inputs, sizeMultiple } = architecture
  const { title, size, area, frames, fps, steps, ...sampling } = familyOf(name, architecture)
  const { flowShift, guidanceScale, guidanceScale2, negativePrompt } = sampling
  return {
    id: name,
    aliases: [],
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
      minFrames: 5,
      maxFrames: frames,
      minSteps: 1,
      maxSteps: 100,
    },
    sampling: { scheduler: 'unipc', schedule: 'A' },
    loras: [],
    buckets: null,
    oversize: 'refuse',
  }
}
