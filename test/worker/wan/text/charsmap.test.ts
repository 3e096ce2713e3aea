import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import { decodeCharsmap } from '#worker/wan/text/charsmap.ts'

interface TokenizerFile {
  normalizer: { precompiled_charsmap: string }
}

describe('A SentencePiece character map', async () => {
  const file = JSON.parse(
    await readFile(join(TINY_MODEL_FOLDER, 'tokenizer/tokenizer.json'), 'utf8'),
  ) as TokenizerFile
  const charsmap = file.normalizer.precompiled_charsmap
  const normalise = decodeCharsmap(charsmap)

  it('The character map of the real nmt_nfkc rules folds compatibility characters', () => {
    assert.equal(normalise('Ｗａｎ ㍿ ﬁ ½ ①'), 'Wan 株式会社 fi 1⁄2 1')
  })

  it('The character map turns zero-width spaces into spaces but keeps the joiners of composed emoji', () => {
    assert.equal(normalise('a\u200bb'), 'a b')
    assert.equal(normalise('👩\u200d🚀'), '👩\u200d🚀')
  })

  it('The character map looks up whole graphemes of up to 5 bytes first and takes the shortest match, as Hugging Face does', () => {
    assert.equal(normalise('e\u0301'), 'é')
    assert.equal(normalise('\ufb01\u0301'), 'fi')
    assert.equal(normalise('\uff76\uff9e'), '\u30ab\u3099')
    assert.equal(normalise('\u1112\u1161\u11ab'), '\u1112\u1161\u11ab')
  })

  it('The character map leaves unknown text unchanged', () => {
    assert.equal(normalise('夕日の海辺 Łódź 🎬'), '夕日の海辺 Łódź 🎬')
  })

  it('A damaged character map is refused', () => {
    assert.throws(() => decodeCharsmap(charsmap.slice(0, 400)), /precompiled_charsmap is damaged: 300 bytes/)
    assert.throws(() => decodeCharsmap(''), /precompiled_charsmap is damaged: 0 bytes/)
  })
})
