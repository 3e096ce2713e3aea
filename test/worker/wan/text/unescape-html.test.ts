import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { entitiesWithoutSemicolon, namedEntities } from '#worker/wan/text/html-entities.ts'
import { unescapeHtml, unescapeTerminatedHtml } from '#worker/wan/text/unescape-html.ts'

describe('HTML references', () => {
  // What Python 3.11's html.unescape gives.
  const unescaped: Record<string, string> = {
    '&lt;b&gt;': '<b>',
    '&notit;': '¬it;',
    '&copy 2026': '© 2026',
    '&#x80;&#146;': '€’',
    '&#xD800;&#1114112;': '\ufffd\ufffd',
    '&#1;x&#xFFFE;': 'x',
    '&#13;': '\r',
    '&amp;lt;': '&lt;',
    '&bogus;': '&bogus;',
    '&CounterClockwiseContourIntegral;': '\u2233',
    '&NotEqualTilde;': '\u2242\u0338',
    'AT&T &': 'AT&T &',
    '&#; &#x;': '&#; &#x;',
  }
  for (const [text, expected] of Object.entries(unescaped)) {
    it(`${JSON.stringify(text)} reads as in Python`, () => assert.equal(unescapeHtml(text), expected))
  }

  // What ftfy 6.3's unescape_html gives.
  const terminated: Record<string, string> = {
    '&lt;b&gt;': '<b>',
    '&notit;': '&notit;',
    '&copy 2026': '&copy 2026',
    'P&EACUTE;REZ': 'PÉREZ',
    '&#39;': "'",
    '&#59;': '&#59;',
    '&LT;': '<',
    '&nTILDE;': '&nTILDE;',
    '&CounterClockwiseContourIntegral;': '&CounterClockwiseContourIntegral;',
  }
  for (const [text, expected] of Object.entries(terminated)) {
    it(`${JSON.stringify(text)} reads as in ftfy when caution is due`, () =>
      assert.equal(unescapeTerminatedHtml(text), expected))
  }

  it('are all 2,125 names of the standard, 106 of them also without a semicolon', () => {
    assert.equal(namedEntities.size, 2125)
    assert.equal(entitiesWithoutSemicolon.size, 106)
  })
})
