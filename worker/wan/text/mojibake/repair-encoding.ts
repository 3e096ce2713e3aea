import { windows1252 } from '#worker/wan/text/windows-1252.ts'
import { EMBEDDED_UTF8, isBad } from './badness.ts'
import { ENCODINGS } from './encodings.ts'
import { decodeUtf8, replaceLossy, restoreA0 } from './utf8-bytes.ts'

const BEYOND_ASCII = /[^\0-\x7f]/
const C1_CONTROLS = /[\u0080-\u009f]/g

/**
 * Text that was UTF-8 and was decoded as something else (`schÃ¶n`), put right as ftfy 6.3.1 does
 * (`fix_encoding`, Apache-2.0): step by step, since it may have happened more than once. Text that
 * does not look so stays as it is.
 */
export function repairEncoding(text: string): string {
  let repaired = text
  for (;;) {
    const before = repaired
    repaired = repairOnce(before)
    if (repaired === before) return repaired
  }
}

function repairOnce(text: string): string {
  if (!BEYOND_ASCII.test(text) || !isBad(text)) return text
  for (const { name, sloppy, encode } of ENCODINGS) {
    let bytes = encode(text)
    if (bytes === null) continue
    // In Mac Roman it would be an en dash and a space.
    if (name !== 'macintosh') bytes = restoreA0(bytes)
    if (sloppy) bytes = replaceLossy(bytes)
    const decoded = decodeUtf8(bytes, /[\xed\xc0]/.test(bytes))
    if (decoded !== null) return decoded
  }
  const embedded = text.replace(EMBEDDED_UTF8, (stretch) =>
    stretch.length < text.length && isBad(stretch) ? repairEncoding(stretch) : stretch,
  )
  if (embedded !== text) return embedded
  // What remains of C1 controls was windows-1252 and taken for Latin-1.
  return text.replace(C1_CONTROLS, (control) => windows1252(control.charCodeAt(0)))
}
