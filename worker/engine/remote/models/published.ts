import { bareName } from '#core/task/models/model-names.ts'
import type { ModelInputs } from '#core/task/model-definition.ts'
import { familyDefinition, type FamilyFacts } from '#worker/wan/folder/config/family-definition.ts'

interface Published extends FamilyFacts {
  /** Pattern of the bare name. */
  readonly name: RegExp
}

const TEXT: ModelInputs = { firstFrame: 'none', lastFrame: 'none' }
const IMAGE: ModelInputs = { firstFrame: 'required', lastFrame: 'none' }

/** The published models by name, which tells what a folder of weights would. */
const PUBLISHED: readonly Published[] = [
  {
    name: /wan-?2\.2.*ti2v.*5b/,
    switches: { conditioning: 'first_frame', imageTokens: 0, boundaryRatio: null, dim: 3072 },
    inputs: { firstFrame: 'optional', lastFrame: 'none' },
    flowShift: 5,
    sizeMultiple: 32,
  },
  {
    name: /wan-?2\.2.*t2v/,
    switches: { conditioning: 'none', imageTokens: 0, boundaryRatio: 0.875, dim: 5120 },
    inputs: TEXT,
    flowShift: 3,
    sizeMultiple: 16,
  },
  {
    name: /wan-?2\.2.*i2v/,
    switches: { conditioning: 'channels', imageTokens: 0, boundaryRatio: 0.9, dim: 5120 },
    inputs: IMAGE,
    flowShift: 3,
    sizeMultiple: 16,
  },
  {
    name: /wan-?2\.1.*t2v.*1\.3b/,
    switches: { conditioning: 'none', imageTokens: 0, boundaryRatio: null, dim: 1536 },
    inputs: TEXT,
    flowShift: 3,
    sizeMultiple: 16,
  },
  {
    name: /wan-?2\.1.*t2v/,
    switches: { conditioning: 'none', imageTokens: 0, boundaryRatio: null, dim: 5120 },
    inputs: TEXT,
    flowShift: 3,
    sizeMultiple: 16,
  },
  {
    name: /wan-?2\.1.*flf2v/,
    switches: { conditioning: 'channels', imageTokens: 514, boundaryRatio: null, dim: 5120 },
    inputs: { firstFrame: 'required', lastFrame: 'required' },
    flowShift: 16,
    sizeMultiple: 16,
  },
  {
    name: /wan-?2\.1.*i2v/,
    switches: { conditioning: 'channels', imageTokens: 257, boundaryRatio: null, dim: 5120 },
    inputs: IMAGE,
    flowShift: 3,
    sizeMultiple: 16,
  },
]

/**
 * What the definition of a published model is made of, by its name; an empty object for a name that
 * none of them has. Images that a server cannot take are the folder's to exclude.
 */
export function publishedDefinition(modelName: string): Readonly<Record<string, unknown>> {
  const found = PUBLISHED.find(({ name }) => name.test(bareName(modelName)))
  return found === undefined ? {} : { ...familyDefinition(bareName(modelName), found) }
}
