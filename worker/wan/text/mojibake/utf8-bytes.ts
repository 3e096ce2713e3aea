/*
 * Text here is bytes: characters from U+0000 to U+00FF. The patterns are those of ftfy 6.3.1
 * (Apache-2.0, ftfy/chardata.py, ftfy/fixes.py, ftfy/bad_codecs/utf8_variants.py).
 */

/** UTF-8 in which a program took the byte A0 for a space. */
const WITH_SPACE_FOR_A0 =
  /[\xc2\xc3\xc5\xce\xd0\xd9] |[\xe2\xe3] [\x80-\x84\x86-\x9f\xa1-\xbf]|[\xe0-\xe3][\x80-\x84\x86-\x9f\xa1-\xbf] |\xf0 [\x80-\xbf]{2}|\xf0[\x80-\xbf] [\x80-\xbf]|\xf0[\x80-\xbf]{2} /g
/** "à" as a word of its own, whose space was one beside the A0: but not "àquele" and the like. */
const A_GRAVE_AS_WORD = /\xc3 (?! |quele|quela|quilo|s )/g

/**
 * UTF-8 and CESU-8 in which bytes are lost: 1A stands for one, and sometimes a question mark does.
 */
const LOSSY = new RegExp(
  [
    '[\xc2-\xdf]\x1a',
    '[\xc2\xc3]\\?',
    '\xed[\xa0-\xaf][\x1a?]\xed[\xb0-\xbf][\x1a?\x80-\xbf]',
    '\xed[\xa0-\xaf][\x1a?\x80-\xbf]\xed[\xb0-\xbf][\x1a?]',
    '[\xe0-\xef][\x1a?][\x1a\x80-\xbf]',
    '[\xe0-\xef][\x1a\x80-\xbf][\x1a?]',
    '[\xf0-\xf4][\x1a?][\x1a\x80-\xbf][\x1a\x80-\xbf]',
    '[\xf0-\xf4][\x1a\x80-\xbf][\x1a?][\x1a\x80-\xbf]',
    '[\xf0-\xf4][\x1a\x80-\xbf][\x1a\x80-\xbf][\x1a?]',
    '\x1a',
  ].join('|'),
  'g',
)
/** U+FFFD in UTF-8. */
const REPLACEMENT = '\xef\xbf\xbd'

/** Puts A0 back where a space stands for it in UTF-8. */
export function restoreA0(bytes: string): string {
  if (bytes.search(WITH_SPACE_FOR_A0) < 0) return bytes
  return bytes
    .replace(A_GRAVE_AS_WORD, '\xc3\xa0 ')
    .replace(WITH_SPACE_FOR_A0, (sequence) => sequence.replaceAll(' ', '\xa0'))
}

/** Replaces sequences that lost bytes by U+FFFD. */
export const replaceLossy = (bytes: string): string => bytes.replace(LOSSY, REPLACEMENT)

/** A surrogate pair in CESU-8, or the NUL of Java's UTF-8. */
const VARIANTS = /\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xc0\x80/g

/**
 * The text of strict UTF-8; with `variants` also of CESU-8 pairs and Java's NUL. Null for anything
 * else.
 */
export function decodeUtf8(bytes: string, variants: boolean): string | null {
  if (!variants) return strict(bytes)
  let text = ''
  let end = 0
  for (const match of bytes.matchAll(VARIANTS)) {
    const before = strict(bytes.slice(end, match.index))
    if (before === null) return null
    text += before + variant(match[0])
    end = match.index + match[0].length
  }
  const rest = strict(bytes.slice(end))
  return rest === null ? null : text + rest
}

function variant(sequence: string): string {
  if (sequence.length === 2) return '\0'
  const low = (index: number, mask: number): number => sequence.charCodeAt(index) & mask
  return String.fromCodePoint(
    0x1_0000 + (low(1, 0x0f) << 16) + (low(2, 0x3f) << 10) + (low(4, 0x0f) << 6) + low(5, 0x3f),
  )
}

function strict(bytes: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return null
  }
}
