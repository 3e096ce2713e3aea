import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { unescapeHtml, unescapeTerminatedHtml } from '#worker/wan/text/unescape-html.ts'

describe('HTML references', () => {
  // Results of Python 3.11's html.unescape.
  const unescaped: Record<string, string> = {
    '&lt;b&gt;': '<b>',
    '&notit;': '¬it;',
    '&notin;': '∉',
    '&NOTIN;': '&NOTIN;',
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
    it(`The result of html.unescape for ${JSON.stringify(text)} is reproduced`, () =>
      assert.equal(unescapeHtml(text), expected))
  }

  // Results of ftfy 6.3's unescape_html.
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
    it(`The cautious result of ftfy for ${JSON.stringify(text)} is reproduced`, () =>
      assert.equal(unescapeTerminatedHtml(text), expected))
  }
})
