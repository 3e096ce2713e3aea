import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cleanPrompt } from '#worker/wan/text/prompt.ts'
import { referencePrompts } from '#test/worker/wan/reference-run.ts'

describe('The cleaning of a prompt', async () => {
  const prompts = await referencePrompts()

  it('Every reference prompt is cleaned as diffusers cleans it', () => {
    assert.ok(prompts.length > 40)
    for (const { prompt, cleaned } of prompts)
      assert.equal(cleanPrompt(prompt), cleaned, JSON.stringify(prompt))
  })

  // What prompt_clean of diffusers 0.42 with ftfy 6.3 gives.
  const cases: [name: string, prompt: string, cleaned: string][] = [
    ['U+0085 becomes the windows-1252 ellipsis', 'wait\u0085 what', 'wait… what'],
    ['all three escapings of ftfy and two of html are undone', '&amp;amp;lt;', '<'],
    ['a < leaves the references of its and later lines to html.unescape', '<b>\n&EACUTE;', '<b> &EACUTE;'],
    ['upper-case references are known before any <', 'P&EACUTE;REZ', 'PÉREZ'],
    ['half-width kana with a voice mark become one letter', 'ｶﾞ', 'ガ'],
    ['lone surrogates become U+FFFD', 'a\ud800b', 'a\ufffdb'],
    ['terminal colours vanish', '\u001b[1;31mred\u001b[0m', 'red'],
    ['white space inside and around collapses', ' \u2003a\u000b\u3000 b\u001f ', 'a b'],
    ['the long s of a ligature stays', '\ufb05', 'ſt'],
    ['text decoded wrongly twice is repaired', 'cafÃƒÂ© Ã€ la carte', 'café À la carte'],
    ['a lost byte becomes U+FFFD', 'â€œquoteâ€\ufffd', '"quote\ufffd'],
    ['a word à keeps its space', 'voilÃ\u00a0 le travail Ã la mode', 'voilà le travail à la mode'],
    ['Cyrillic decoded as windows-1251 is repaired', 'РќРѕС‡СЊ', 'Ночь'],
    ['Chinese decoded as Latin-1 is repaired', 'ä¸\u0080å\u008fªç\u008c«', '一只猫'],
    ['a surrogate pair in UTF-8 is one character', 'í\u00a0½í²©', '💩'],
    [
      'words that only look odd stay',
      'Ångström, 50 £, naïve coöperation',
      'Ångström, 50 £, naïve coöperation',
    ],
  ]
  for (const [name, prompt, cleaned] of cases) {
    it(`Cleaning a prompt follows diffusers: ${name}`, () => assert.equal(cleanPrompt(prompt), cleaned))
  }

  it('Cleaning leaves a clean prompt unchanged', () => {
    for (const { cleaned } of prompts) assert.equal(cleanPrompt(cleaned), cleaned)
  })
})
