import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** The tiny model folders of the tests: each family's real architecture with random weights. */
export const MODELS_DIRECTORY = path.resolve(import.meta.dirname, '../fixtures/models')

/** Of these the one of image-to-video alone: an engine that reads all of them starts later. */
export const ONE_MODEL_DIRECTORY = path.resolve(import.meta.dirname, '../fixtures/one-model')

const TINY_MODEL = 'wan2.1-i2v-tiny'

/** A folder with a copy of the tiny model alone; `change` makes its `service.json` another one. */
export async function tinyModelAlone<T extends object>(change: (service: T) => object): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tiny-model-'))
  const model = path.join(folder, TINY_MODEL)
  await cp(path.join(MODELS_DIRECTORY, TINY_MODEL), model, { recursive: true })
  const file = path.join(model, 'service.json')
  const service = JSON.parse(await readFile(file, 'utf8')) as T
  await writeFile(file, JSON.stringify(change(service)))
  return folder
}
