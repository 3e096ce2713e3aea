import { naming, readJson } from '#worker/wan/folder/config/folder-files.ts'
import { createTokenizer, type PromptTokenizer } from '#worker/wan/text/tokenizer.ts'

/**
 * The tokenizer of the model folder `path`. The published one takes 0.7 s and 190 MB.
 *
 * @throws ModelFolderError for absent and damaged files.
 */
export async function readTokenizer(path: string): Promise<PromptTokenizer> {
  const file = 'tokenizer/tokenizer.json'
  const tokenizer = await readJson(path, file, asObject)
  const config = await readJson(path, 'tokenizer/tokenizer_config.json', asObject)
  return naming(path, file, () => createTokenizer(tokenizer, config))
}

function asObject(json: unknown): object {
  if (typeof json !== 'object' || json === null) throw new Error('expected an object')
  return json
}
