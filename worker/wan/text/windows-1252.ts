// U+FFFF stands for the five positions that windows-1252 leaves undefined.
const HIGH_CONTROLS =
  '\u20ac\uffff\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\uffff\u017d\uffff' +
  '\uffff\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\uffff\u017e\u0178'

/** What byte 0x80–0x9F means in windows-1252; the undefined bytes 81, 8D, 8F, 90 and 9D mean the control character of that number. */
export function windows1252(byte: number): string {
  const character = HIGH_CONTROLS.charAt(byte - 0x80)
  return character === '\uffff' || character === '' ? String.fromCharCode(byte) : character
}
