import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import { createTokenizer, TEXT_LENGTH } from '#worker/wan/text/tokenizer.ts'
import { referencePrompts } from '#test/worker/wan/reference-run.ts'

const read = async (name: string) =>
  JSON.parse(await readFile(join(TINY_MODEL_FOLDER, 'tokenizer', name), 'utf8')) as Record<string, unknown>

describe('The tokenizer', async () => {
  const json = await read('tokenizer.json')
  const config = await read('tokenizer_config.json')
  const tokenize = createTokenizer(json, config)
  const prompts = await referencePrompts()

  it('The tokenizer gives the ids of the reference tokenizer for every reference prompt', () => {
    for (const { cleaned, ids, length } of prompts) {
      const { inputIds, attentionMask } = tokenize(cleaned)
      assert.deepEqual(Array.from(inputIds.subarray(0, length), Number), ids, JSON.stringify(cleaned))
      assert.ok(
        inputIds.subarray(length).every((id) => id === 0n),
        'the rest is padding',
      )
      assert.ok(attentionMask.every((mask, i) => mask === (i < length ? 1n : 0n)))
      assert.equal(inputIds.length, TEXT_LENGTH)
    }
  })

  it('The tokenizer counts all tokens and reports when some were cut off', () => {
    const lengths = new Set<number>()
    for (const { cleaned, untruncatedLength } of prompts) {
      const { tokenCount, truncated } = tokenize(cleaned)
      assert.equal(tokenCount, untruncatedLength)
      assert.equal(truncated, untruncatedLength > TEXT_LENGTH)
      lengths.add(untruncatedLength)
    }
    assert.ok(lengths.has(512) && lengths.has(513), 'both sides of the limit are covered')
  })

  it('The tokenizer also applies the character map inside a sequence of normalisers', () => {
    const nested = { ...json, normalizer: { type: 'Sequence', normalizers: [json['normalizer']] } }
    const text = '👩\u200d🚀 ok'
    assert.deepEqual(createTokenizer(nested, config)(text), tokenize(text))
  })

  it('The tokenizer accepts special tokens that are written as objects, and refuses absent ones', () => {
    const asObject = { ...config, pad_token: { content: '<pad>', special: true } }
    assert.deepEqual(createTokenizer(json, asObject)('cat'), tokenize('cat'))
    assert.throws(
      () => createTokenizer(json, { ...config, eos_token: '<end>' }),
      /eos_token "<end>" is not in the vocabulary/,
    )
    assert.throws(() => createTokenizer(json, {}), /pad_token undefined is not in the vocabulary/)
  })
})
