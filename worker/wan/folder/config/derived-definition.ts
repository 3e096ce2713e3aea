import type { ModelDefinition } from '#core/task/model-definition.ts'
import { type Architecture } from './architecture.ts'
import { familyDefinition } from './family-definition.ts'
import { folderId } from './folder-id.ts'
import { type FolderSampling } from './scheduler-config.ts'

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
  return {
    id,
    aliases: id === name ? [] : [name],
    ...familyDefinition(name, { switches: architecture, inputs, flowShift, sizeMultiple }),
    sampling,
    loras: [],
    buckets: null,
    oversize: 'refuse',
  }
}
