import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import { decodeCharsmap } from '#worker/wan/text/charsmap.ts'
import { cleanPrompt } from '#worker/wan/text/prompt.ts'
import { createTokenizer, TEXT_LENGTH } from '#worker/wan/text/tokenizer.ts'

const FOLDER = resolve(import.meta.dirname, '../../../reference/tokens')

/**
 * One prompt as Python cleans and tokenises it; make_reference_tokens.py says what the fields are.
 */
interface CorpusRow {
  readonly category: string
  readonly prompt: string
  readonly cleaned: string
  readonly normalised?: string
  readonly ids: readonly number[]
  readonly untruncatedLength: number
}

const unpack = async <T>(name: string): Promise<T> =>
  JSON.parse(gunzipSync(await readFile(join(FOLDER, name))).toString('utf8')) as T

const readTokenizer = async (name: string) =>
  JSON.parse(await readFile(join(TINY_MODEL_FOLDER, 'tokenizer', name), 'utf8')) as {
    readonly normalizer: { readonly precompiled_charsmap: string }
  }

describe('The prompt corpus', async () => {
  const corpus = await unpack<CorpusRow[]>('corpus.json.gz')
  const json = await readTokenizer('tokenizer.json')
  const tokenize = createTokenizer(json, await readTokenizer('tokenizer_config.json'))
  const normalise = decodeCharsmap(json.normalizer.precompiled_charsmap)
  const inWords = ({ category, prompt }: CorpusRow) => `${category}: ${JSON.stringify(prompt)}`

  it('The corpus holds at least 2000 prompts, some of them over 512 tokens', () => {
    assert.ok(corpus.length >= 2000)
    assert.ok(corpus.filter((row) => row.untruncatedLength > TEXT_LENGTH).length >= 20)
  })

  it('The corpus is cleaned as Python cleans it', () => {
    for (const row of corpus) assert.equal(cleanPrompt(row.prompt), row.cleaned, inWords(row))
  })

  it('The corpus becomes the ids of the Python tokenizer, cut to 512 and padded in the same way', () => {
    for (const row of corpus) {
      const { inputIds, attentionMask, tokenCount, truncated } = tokenize(row.cleaned)
      const { length } = row.ids
      assert.deepEqual(Array.from(inputIds.subarray(0, length), Number), row.ids, inWords(row))
      assert.ok(
        inputIds.subarray(length).every((id) => id === 0n),
        inWords(row),
      )
      assert.ok(
        attentionMask.every((mask, i) => mask === (i < length ? 1n : 0n)),
        inWords(row),
      )
      assert.equal(tokenCount, row.untruncatedLength, inWords(row))
      assert.equal(truncated, row.untruncatedLength > TEXT_LENGTH, inWords(row))
    }
  })

  it('The corpus is normalised by the character map as in the reference', () => {
    for (const row of corpus)
      assert.equal(normalise(row.cleaned), row.normalised ?? row.cleaned, inWords(row))
  })

  it('Every code point that the character map changes, and its sequences, become those of the reference', async () => {
    for (const [text, normalised] of await unpack<[string, string][]>('charsmap.json.gz'))
      assert.equal(normalise(text), normalised, JSON.stringify(text))
  })
})
