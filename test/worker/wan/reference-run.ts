import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readReference, TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import { type GenerateInput } from '#worker/wan/input.ts'
import { type LoadedModel, loadModel } from '#worker/wan/loaded-model.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { type Hooks } from '#worker/wan/pipeline.ts'

const FOLDER = resolve(import.meta.dirname, '../../reference/wan2.1-i2v-tiny')

/** Prompts with what diffusers made of them. */
export interface ReferencePrompt {
  readonly prompt: string
  readonly cleaned: string
  /** Number of the ids, end token included. */
  readonly length: number
  readonly untruncatedLength: number
  readonly ids: readonly number[]
}

export async function referencePrompts(): Promise<ReferencePrompt[]> {
  return JSON.parse(await readFile(join(FOLDER, 'tokens.json'), 'utf8')) as ReferencePrompt[]
}

/** The input of the run whose latents and frames run.safetensors holds. */
export async function referenceInput(): Promise<GenerateInput> {
  const manifest = JSON.parse(await readFile(join(FOLDER, 'manifest.json'), 'utf8')) as GenerateInput
  const { prompt, negativePrompt, width, height, frames, steps, guidanceScale, flowShift, seed, schedule } =
    manifest
  const { data } = (await readReference('image')).bytes('image')
  const image = { width, height, data }
  return {
    prompt,
    negativePrompt,
    image,
    lastImage: null,
    width,
    height,
    frames,
    steps,
    guidanceScale,
    guidanceScale2: null,
    flowShift,
    seed,
    scheduler: 'unipc',
    schedule,
  }
}

export async function tinyModel(): Promise<LoadedModel> {
  return loadModel(await readModelFolder(TINY_MODEL_FOLDER), { device: 'cpu', threads: 2 })
}

/** Hooks that do nothing, except those given. */
export function hooks(given: Partial<Hooks> = {}): Hooks {
  return { onPhase: () => {}, onStep: () => {}, yieldPoint: async () => {}, ...given }
}
