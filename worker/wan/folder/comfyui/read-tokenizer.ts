import { access, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type SafetensorsIndex, type StoredTensor } from '#worker/graphs/weights/safetensors.ts'
import { createTokenizer, type PromptTokenizer } from '#worker/wan/text/tokenizer.ts'
import { type Piece, tokenizerOfPieces, tokenizerOfSentencePiece } from '#worker/wan/text/sentencepiece.ts'
import { readTokenizer } from '#worker/wan/folder/read-tokenizer.ts'
import { type GgufValue } from '#worker/graphs/weights/gguf/header.ts'
import { type WeightsFile } from './find-files.ts'

/** The tensor in which ComfyUI's files of UMT5 keep its SentencePiece model. */
export const SENTENCEPIECE_TENSOR = 'spiece_model'

/**
 * The tokenizer: of `tokenizer/` where the folder has one, else the one in the text encoder's file.
 *
 * @throws ModelFolderError for damaged files, Error when there is none.
 */
export async function readComfyuiTokenizer(
  folder: string,
  { name, stored, repack }: WeightsFile,
): Promise<PromptTokenizer> {
  if (await exists(join(folder, 'tokenizer/tokenizer.json'))) return readTokenizer(folder)
  const pieces = repack && ggufPieces(repack.header.values)
  if (pieces) {
    const { tokenizer, config } = tokenizerOfPieces(pieces.pieces, pieces.charsmap)
    return createTokenizer(tokenizer, config)
  }
  const tensor = stored.tensors.get(SENTENCEPIECE_TENSOR)
  if (!tensor)
    throw new Error(
      `${name} holds no tokenizer (${SENTENCEPIECE_TENSOR}): put tokenizer.json and tokenizer_config.json of google/umt5-xxl into tokenizer/`,
    )
  const { tokenizer, config } = tokenizerOfSentencePiece(await readBytes(stored, tensor))
  return createTokenizer(tokenizer, config)
}

/** The vocabulary in the header of a GGUF file (ggml-org/ggml, docs/gguf.md, tokenizer.ggml). */
function ggufPieces(
  values: ReadonlyMap<string, GgufValue>,
): { readonly pieces: readonly Piece[]; readonly charsmap: Uint8Array | undefined } | undefined {
  const list = (key: string): readonly GgufValue[] | undefined => {
    const value = values.get(`tokenizer.ggml.${key}`)
    return Array.isArray(value) ? value : undefined
  }
  const [texts, scores, types] = [list('tokens'), list('scores'), list('token_type')]
  if (!texts || !scores || !types) return undefined
  const charsmap = list('precompiled_charsmap')
  return {
    pieces: texts.map((text, i) => ({
      text: String(text),
      score: Number(scores[i]),
      type: Number(types[i]),
    })),
    charsmap: charsmap && Uint8Array.from(charsmap, Number),
  }
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
