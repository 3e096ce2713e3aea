import { repairEncoding } from '#worker/wan/text/mojibake/repair-encoding.ts'
import { unescapeHtml, unescapeTerminatedHtml } from './unescape-html.ts'
import { windows1252 } from './windows-1252.ts'

const C1_CONTROLS = /[\u0080-\u009f]/g
const ESCAPE = '\u001b'
const ANSI_SEQUENCES = new RegExp(`${ESCAPE}\\[[\\d;]*[A-Za-z]`, 'g')
const CONTROLS = /[[\p{ASCII}&&\p{Cc}]--[\t\n\f\r]]|[\u206a-\u206f\ufeff\ufff9-\ufffc]/gv
const WIDTH_FORMS = /[\uff01-\uffef]/g
const LATIN_LIGATURES = /[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06]/g

// Python's notion of white space: JavaScript's \s lacks U+001C–U+001F and U+0085, and has U+FEFF.
const WHITE_SPACE =
  '[\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const RUNS_OF_WHITE_SPACE = new RegExp(`${WHITE_SPACE}+`, 'g')

/**
 * A prompt as the Wan pipelines of diffusers clean it before tokenising (`prompt_clean` in
 * pipelines/wan/pipeline_wan.py): broken text repaired, HTML unescaped twice, white space collapsed
 * to single spaces and trimmed.
 *
 * The repair is that of ftfy 6.3's `fix_text`, mojibake (UTF-8 that was decoded as another
 * encoding, `schÃ¶n`) included.
 */
export function cleanPrompt(text: string): string {
  const unescaped = unescapeHtml(unescapeHtml(repairText(text)))
  return unescaped.replace(RUNS_OF_WHITE_SPACE, ' ').replace(/^ | $/g, '')
}

/**
 * Repairs line by line; from the first line that holds a `<`, references are left for the later
 * steps (the text may be HTML).
 */
function repairText(text: string): string {
  let unescape = true
  return text
    .split(/(?<=\n)/)
    .map((line) => {
      unescape &&= !line.includes('<')
      return repairLine(line, unescape)
    })
    .join('')
}

function repairLine(line: string, unescape: boolean): string {
  let repaired = line
  for (;;) {
    const before = repaired
    if (unescape) repaired = unescapeTerminatedHtml(repaired)
    repaired = repairEncoding(repaired)
      .replace(C1_CONTROLS, (control) => windows1252(control.charCodeAt(0)))
      .replace(LATIN_LIGATURES, separateLigature)
      .replaceAll('\u3000', ' ')
      .replace(WIDTH_FORMS, (form) => form.normalize('NFKC'))
      .replace(/[\u201c-\u201f]/g, '"')
      .replace(/[\u02bc\u2018-\u201b]/g, "'")
      .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
      .toWellFormed()
      .replace(ANSI_SEQUENCES, '')
      .replace(CONTROLS, '')
      .normalize('NFC')
    if (repaired === before) return repaired
  }
}

/** NFKC takes these apart, except that it would also turn the long s of `ﬅ` into a round one. */
function separateLigature(ligature: string): string {
  return ligature === '\ufb05' ? '\u017ft' : ligature.normalize('NFKC')
}
