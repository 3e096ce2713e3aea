import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { TINY_MODEL_FOLDER } from '#test/support/reference.ts'
import { decodeCharsmap } from '#worker/wan/charsmap.ts'

interface TokenizerFile {
  normalizer: { precompiled_charsmap: string }
}

describe('a SentencePiece character map', async () => {
  const file = JSON.parse(await readFile(join(TINY_MODEL_FOLDER, 'tokenizer/tokenizer.json'), 'utf8')) as TokenizerFile
  const charsmap = file.normalizer.precompiled_charsmap
  const normalise = decodeCharsmap(charsmap)

  it('of the real nmt_nfkc rules folds compatibility characters', () => {
    assert.equal(normalise('Ｗａｎ ㍿ ﬁ ½ ①'), 'Wan 株式会社 fi 1⁄2 1')
  })

  it('turns zero-width spaces into spaces but keeps the joiners of composed emoji', () => {
    assert.equal(normalise('a\u200bb'), 'a b')
    assert.equal(normalise('👩\u200d🚀'), '👩\u200d🚀')
  })

  it('leaves text that it does not know alone', () => {
    assert.equal(normalise('夕日の海辺 Łódź 🎬'), '夕日の海辺 Łódź 🎬')
  })

  it('is refused when it is damaged', () => {
    assert.throws(() => decodeCharsmap(charsmap.slice(0, 400)), /precompiled_charsmap is damaged: 300 bytes/)
    assert.throws(() => decodeCharsmap(''), /precompiled_charsmap is damaged: 0 bytes/)
  })
})
