import { decodeHTML, decodeHTMLStrict } from 'entities/decode'
import { windows1252 } from './windows-1252.ts'

const NUMERIC = /^#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?$/
const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/g
const TERMINATED_REFERENCE = /&#?[0-9A-Za-z]{1,24};/g

/**
 * Replaces HTML character references as Python's `html.unescape` does (the "attribute value or
 * text" rules of HTML 5). A named reference without its semicolon is read up to its longest known
 * prefix (`&notit;` → `¬it;`). Of the numeric ones, 0x80–0x9F are windows-1252, surrogates and
 * numbers above 0x10FFFF become U+FFFD, and other non-characters vanish.
 */
export function unescapeHtml(text: string): string {
  return text.includes('&') ? text.replace(REFERENCE, (whole, body: string) => resolve(body) ?? whole) : text
}

/**
 * Replaces character references by the cautious rule of ftfy's `unescape_html`: known ones that end
 * in a semicolon, and upper-case spellings of lower-case names (`&EACUTE;` → `É`).
 */
export function unescapeTerminatedHtml(text: string): string {
  return text.replace(TERMINATED_REFERENCE, (whole) => {
    const body = whole.slice(1, -1)
    if (body.startsWith('#')) {
      const character = resolve(`${body};`)
      return character === undefined || character.includes(';') ? whole : character
    }
    return named(body) ?? upperCaseEntity(body) ?? whole
  })
}

/** The text of a named reference, by its name without `&` and `;`. */
const named = (name: string): string | undefined => changed(`&${name};`, decodeHTMLStrict)

const changed = (text: string, decode: (text: string) => string): string | undefined => {
  const decoded = decode(text)
  return decoded === text ? undefined : decoded
}

function upperCaseEntity(name: string): string | undefined {
  const lower = name.toLowerCase()
  if (name !== lower.toUpperCase() || resolve(`${name};`) !== undefined) return undefined
  return named(lower)?.toUpperCase()
}

function resolve(body: string): string | undefined {
  const numeric = NUMERIC.exec(body)
  if (!numeric) return changed(`&${body}`, decodeHTML)
  return numericCharacter(numeric[1] ? parseInt(numeric[1], 16) : parseInt(numeric[2] ?? '', 10))
}

function numericCharacter(code: number): string {
  if (code === 0x0d) return '\r'
  if (code >= 0x80 && code <= 0x9f) return windows1252(code)
  if (code === 0 || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return '\ufffd'
  return isNonCharacter(code) ? '' : String.fromCodePoint(code)
}

function isNonCharacter(code: number): boolean {
  return (
    (code >= 0x01 && code <= 0x08) ||
    code === 0x0b ||
    (code >= 0x0e && code <= 0x1f) ||
    code === 0x7f ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe
  )
}
