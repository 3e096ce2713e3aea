import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { type Reference, readTensors } from '#test/support/onnx/reference.ts'
import { type GenerateInput } from '#worker/wan/input.ts'
import { type RgbImage } from '#worker/wan/image/rgb-image.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

interface RunDescription {
  /** Absent: that of the manifest. */
  readonly prompt?: string
  readonly schedule: GenerateInput['schedule']
  readonly flowShift: number
  readonly guidanceScale?: number
  readonly width: number
  readonly height: number
  readonly frames: number
}

interface Manifest {
  readonly prompt?: string
  readonly negativePrompt: string
  readonly seed: number
  readonly steps: number
  readonly guidanceScale: number
  readonly guidanceScale2?: number
  readonly runs: Readonly<Record<string, RunDescription>>
}

/** A run of diffusers with a model folder: what it was given, and the numbers it came to. */
export interface FamilyRun {
  readonly input: GenerateInput
  readonly reference: Reference
}

export const familyFolder = (family: string): string => join(MODELS_DIRECTORY, family)

/** Numbers of one part: `test/reference/<family>/<part>.safetensors`. */
export const familyReference = (family: string, part: string): Promise<Reference> =>
  readTensors(join(ROOT, 'test/reference', family, `${part}.safetensors`))

/**
 * The run `name` of the family's manifest. `pictures` are those that it was given, of
 * image.safetensors.
 */
export async function familyRun(
  family: string,
  name: string,
  pictures: readonly ('image' | 'last_image')[],
): Promise<FamilyRun> {
  const text = await readFile(join(ROOT, 'test/reference', family, 'manifest.json'), 'utf8')
  const { runs, prompt, negativePrompt, seed, steps, ...scales } = JSON.parse(text) as Manifest
  const run = runs[name]
  if (!run) throw new Error(`${family} has no run ${name}`)
  const { schedule, flowShift, width, height, frames } = run
  const images = pictures.length > 0 ? await familyReference(family, 'image') : null
  const picture = (which: 'image' | 'last_image'): RgbImage | null =>
    images && pictures.includes(which) ? { width, height, data: images.bytes(which).data } : null
  return {
    reference: await familyReference(family, name),
    input: {
      prompt: run.prompt ?? prompt ?? '',
      ...{ negativePrompt, seed, steps, schedule, flowShift, width, height, frames },
      scheduler: schedule === 'L' ? 'euler' : 'unipc',
      image: picture('image'),
      lastImage: picture('last_image'),
      guidanceScale: run.guidanceScale ?? scales.guidanceScale,
      guidanceScale2:
        scales.guidanceScale2 === undefined ? null : (run.guidanceScale ?? scales.guidanceScale2),
    },
  }
}
