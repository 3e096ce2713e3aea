import { Tokenizer } from '@huggingface/tokenizers'
import { decodeCharsmap } from './charsmap.ts'

/** A prompt as the text encoder takes it. */
export interface TokenizedPrompt {
  /** Token ids, int64 [1, length]: the text, the end token, then padding. */
  readonly inputIds: BigInt64Array
  /** 1 for text and end token, 0 for padding; int64 [1, length]. */
  readonly attentionMask: BigInt64Array
  /** Tokens of the whole prompt with its end token, before anything was cut off. */
  readonly tokenCount: number
  /** Whether the prompt was too long; the first length - 1 tokens and the end token remain then. */
  readonly truncated: boolean
}

export type PromptTokenizer = (cleanedPrompt: string) => TokenizedPrompt

// The parts of the library in use; its own declarations name files without extensions, which
// nodenext does not resolve.
interface LibraryTokenizer {
  readonly normalizer: LibraryNormalizer | null
  encode(text: string): { readonly ids: readonly number[] }
  token_to_id(token: string): number | undefined
}
interface LibraryNormalizer {
  readonly config: { readonly type: string; readonly precompiled_charsmap?: string | null }
  readonly normalizers?: readonly (LibraryNormalizer | null)[]
  normalize: (text: string) => string
}

/** Length that every Wan model is trained with, whatever the prompt's length. */
export const TEXT_LENGTH = 512

/**
 * The tokenizer of a model folder, from its parsed tokenizer.json and tokenizer_config.json. The
 * latter names the end and padding tokens.
 *
 * @throws Error when they are absent from the vocabulary or a part of the file is unknown.
 */
export function createTokenizer(
  tokenizerJson: object,
  tokenizerConfig: object,
  length: number = TEXT_LENGTH,
): PromptTokenizer {
  const tokenizer: LibraryTokenizer = new Tokenizer(tokenizerJson, tokenizerConfig)
  useExactCharsmap(tokenizer.normalizer)
  const padId = requireToken(tokenizer, tokenizerConfig, 'pad_token')
  const endId = requireToken(tokenizer, tokenizerConfig, 'eos_token')

  return (cleanedPrompt) => {
    const { ids } = tokenizer.encode(cleanedPrompt)
    const kept = ids.length > length ? [...ids.slice(0, length - 1), endId] : ids
    const inputIds = new BigInt64Array(length).fill(BigInt(padId))
    inputIds.set(kept.map(BigInt))
    const attentionMask = new BigInt64Array(length).fill(1n, 0, kept.length)
    return { inputIds, attentionMask, tokenCount: ids.length, truncated: ids.length > length }
  }
}

/**
 * The library approximates SentencePiece's character map and turns zero-width joiners, and with
 * them every composed emoji, into spaces; the file's own map replaces that.
 */
function useExactCharsmap(normalizer: LibraryNormalizer | null): void {
  const charsmap = normalizer?.config.type === 'Precompiled' ? normalizer.config.precompiled_charsmap : null
  if (normalizer && charsmap) normalizer.normalize = decodeCharsmap(charsmap)
  normalizer?.normalizers?.forEach(useExactCharsmap)
}

function requireToken(tokenizer: LibraryTokenizer, config: object, role: 'pad_token' | 'eos_token'): number {
  const entry: unknown = Object.entries(config).find(([key]) => key === role)?.[1]
  const token: unknown =
    typeof entry === 'object' && entry !== null && 'content' in entry ? entry.content : entry
  const id = typeof token === 'string' ? tokenizer.token_to_id(token) : undefined
  if (id === undefined) {
    throw new Error(`tokenizer_config.json: ${role} ${JSON.stringify(token)} is not in the vocabulary`)
  }
  return id
}
