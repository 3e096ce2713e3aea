import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { DEMO_MODELS } from './service.ts'

/** A model with two transformers. */
export const WITH_LORAS = 'wan2.2-t2v-a14b-tiny'

/** Folders of models and LoRAs: the demo model comes first, and the other one has two LoRAs. */
export interface LoraFolders {
  readonly env: Readonly<Record<'MODELS_DIR' | 'LORAS_DIR', string>>
  remove(): Promise<void>
}

/** `ink` changes both transformers, `fog_high_noise` the first one alone. */
export async function makeLoraFolders(): Promise<LoraFolders> {
  const folder = await mkdtemp(path.join(tmpdir(), 'console-loras-'))
  const [models, loras] = [path.join(folder, 'models'), path.join(folder, 'loras')]
  for (const each of [models, loras]) await mkdir(each)
  await linkDemoModel(path.join(models, 'wan-demo'))
  await symlink(path.join(MODELS_DIRECTORY, WITH_LORAS), path.join(models, WITH_LORAS))
  const lora = (file: string, name: string): Promise<void> =>
    cp(path.join(MODELS_DIRECTORY, WITH_LORAS, 'loras', file), path.join(loras, `${name}.safetensors`))
  await lora('high_noise-original.safetensors', 'ink_high_noise')
  await lora('low_noise-original.safetensors', 'ink_low_noise')
  await lora('high_noise-diffusers.safetensors', 'fog_high_noise')
  return {
    env: { MODELS_DIR: models, LORAS_DIR: loras },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The demo model whose clips are small where nothing else is asked for. */
async function linkDemoModel(folder: string): Promise<void> {
  const source = path.join(DEMO_MODELS, 'wan-demo')
  await mkdir(folder)
  for (const name of await readdir(source))
    if (name !== 'service.json') await symlink(path.join(source, name), path.join(folder, name))
  const service = JSON.parse(await readFile(path.join(source, 'service.json'), 'utf8')) as {
    readonly defaults: object
  }
  const defaults = { ...service.defaults, size: '160x96', frames: 9, steps: 2 }
  await writeFile(path.join(folder, 'service.json'), JSON.stringify({ ...service, defaults }))
}
