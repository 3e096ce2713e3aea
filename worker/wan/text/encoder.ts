import { cleanPrompt } from './prompt.ts'
import { type FloatTensor, type GraphSession } from '#worker/wan/sessions/session.ts'
import { type PromptTokenizer } from './tokenizer.ts'

/** A prompt as the transformer takes it. */
export interface EncodedPrompt {
  /** Float32 [1, 512, text dim]; rows past the prompt's end token are zero. */
  readonly embeds: FloatTensor
  /** Tokens of the whole prompt, its end token included; those beyond 512 were cut off. */
  readonly tokenCount: number
  readonly truncated: boolean
}

export interface TextEncoder {
  /** Cleans, tokenises and encodes a prompt in one run of the graph. */
  encode(prompt: string): Promise<EncodedPrompt>
  /**
   * Like `encode`, but remembers the last few results by cleaned text, because negative prompts
   * rarely change.
   */
  encodeRemembered(prompt: string): Promise<EncodedPrompt>
}

/** 8 results of the published models' 512 × 4096 float32 are 67 MB. */
const REMEMBERED_PROMPTS = 8

export function createTextEncoder(
  tokenize: PromptTokenizer,
  session: Pick<GraphSession, 'run'>,
): TextEncoder {
  const remembered = new Map<string, EncodedPrompt>()

  const encodeCleaned = async (text: string): Promise<EncodedPrompt> => {
    const { inputIds, attentionMask, tokenCount, truncated } = tokenize(text)
    const dims = [1, inputIds.length]
    const embeds = await session.run({
      input_ids: { data: inputIds, dims },
      attention_mask: { data: attentionMask, dims },
    })
    return { embeds, tokenCount, truncated }
  }

  return {
    encode: (prompt) => encodeCleaned(cleanPrompt(prompt)),
    async encodeRemembered(prompt) {
      const text = cleanPrompt(prompt)
      const encoded = remembered.get(text) ?? (await encodeCleaned(text))
      // A Map lists its keys in insertion order, so the first one is the least recently used.
      remembered.delete(text)
      remembered.set(text, encoded)
      const [oldest] = remembered.keys()
      if (remembered.size > REMEMBERED_PROMPTS && oldest !== undefined) remembered.delete(oldest)
      return encoded
    },
  }
}
