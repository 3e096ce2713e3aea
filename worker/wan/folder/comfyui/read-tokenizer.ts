import { access, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type SafetensorsIndex, type StoredTensor } from '#worker/graphs/weights/safetensors.ts'
import { createTokenizer, type PromptTokenizer } from '#worker/wan/text/tokenizer.ts'
import { tokenizerOfSentencePiece } from '#worker/wan/text/sentencepiece.ts'
import { readTokenizer } from '#worker/wan/folder/read-tokenizer.ts'

/** The tensor in which ComfyUI's files of UMT5 keep its SentencePiece model. */
export const SENTENCEPIECE_TENSOR = 'spiece_model'

/**
 * The tokenizer: of `tokenizer/` where the folder has one, else the one in the text encoder's file.
 *
 * @throws ModelFolderError for damaged files, Error when there is none.
 */
export async function readComfyuiTokenizer(
  folder: string,
  textEncoder: string,
  stored: SafetensorsIndex,
): Promise<PromptTokenizer> {
  if (await exists(join(folder, 'tokenizer/tokenizer.json'))) return readTokenizer(folder)
  const tensor = stored.tensors.get(SENTENCEPIECE_TENSOR)
  if (!tensor)
    throw new Error(
      `${textEncoder} holds no tokenizer (${SENTENCEPIECE_TENSOR}): put tokenizer.json and tokenizer_config.json of google/umt5-xxl into tokenizer/`,
    )
  const { tokenizer, config } = tokenizerOfSentencePiece(await readBytes(stored, tensor))
  return createTokenizer(tokenizer, config)
}

async function readBytes({ folder }: SafetensorsIndex, tensor: StoredTensor): Promise<Uint8Array> {
  const file = await open(join(folder, tensor.file))
  try {
    const bytes = new Uint8Array(tensor.length)
    await file.read(bytes, 0, tensor.length, tensor.offset)
    return bytes
  } finally {
    await file.close()
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
