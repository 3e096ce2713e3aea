import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { type Reference, readTensors } from '#test/support/onnx/reference.ts'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { readComponentWeights, type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/** The tiny model folders, one for each family of models. */
export type Family =
  | 'wan2.1-i2v-tiny'
  | 'wan2.1-t2v-tiny'
  | 'wan2.1-flf2v-tiny'
  | 'wan2.2-t2v-a14b-tiny'
  | 'wan2.2-i2v-a14b-tiny'
  | 'wan2.2-ti2v-5b-tiny'

export interface Component {
  readonly folder: string
  readonly config: ComponentConfig
  readonly weights: SafetensorsIndex
}

export function familyFolder(family: Family): string {
  return join(MODELS_DIRECTORY, family)
}

export async function readComponent(family: Family, component: string): Promise<Component> {
  const folder = join(familyFolder(family), component)
  const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as ComponentConfig
  return { folder, config, weights: await readComponentWeights(folder) }
}

/** Numbers that diffusers computed with the family's tiny model, all weights in float32. */
export function readFamilyReference(family: Family, part: string): Promise<Reference> {
  return readTensors(join(ROOT, 'test/reference', family, `${part}.safetensors`))
}

export async function readFamilyManifest(family: Family): Promise<Record<string, unknown>> {
  const text = await readFile(join(ROOT, 'test/reference', family, 'manifest.json'), 'utf8')
  return JSON.parse(text) as Record<string, unknown>
}
