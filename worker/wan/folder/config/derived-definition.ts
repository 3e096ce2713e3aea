import type { ModelDefinition } from '#core/task/model-definition.ts'
import { type Architecture } from './architecture.ts'
import { taskOf } from './definition.ts'
import { familyOf } from './families.ts'
import { folderId } from './folder-id.ts'
import { type FolderSampling } from './scheduler-config.ts'

/** A first and a last frame are two latent frames. */
const LEAST_WITH_LAST_FRAME = 5

/**
 * The definition of the folder `name` in the absence of a service.json: sampler and flow shift of
 * its scheduler_config.json, and otherwise the values that the model's authors sample its family
 * with. Requests larger than the sizes it was trained on are refused. A name that cannot be an id
 * becomes an alias of the derived one.
 */
export function deriveDefinition(
  name: string,
  architecture: Architecture,
  { sampling, flowShift }: FolderSampling,
): ModelDefinition {
  const { inputs, sizeMultiple } = architecture
  const id = folderId(name)
  const { title, size, area, frames, fps, steps, ...family } = familyOf(name, architecture)
  const { guidanceScale, guidanceScale2, negativePrompt } = family
  return {
    id,
    aliases: id === name ? [] : [name],
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
    sampling,
    loras: [],
    buckets: null,
    oversize: 'refuse',
  }
}
