import { entitiesWithoutSemicolon, namedEntities } from './html-entities.ts'
import { windows1252 } from './windows-1252.ts'

const NUMERIC = /^#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?$/
const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/g
const TERMINATED_REFERENCE = /&#?[0-9A-Za-z]{1,24};/g

/**
 * Replaces HTML character references by what they stand for, as Python's `html.unescape` does (the "attribute value or text" rules of
 * HTML 5): named ones, with the longest known prefix when the semicolon is missing (`&notit;` → `¬it;`), and numeric ones, where
 * 0x80–0x9F mean windows-1252, surrogates and numbers over 0x10FFFF become U+FFFD, and other non-characters vanish.
 */
export function unescapeHtml(text: string): string {
  return text.includes('&') ? text.replace(REFERENCE, (whole, body: string) => resolve(body) ?? whole) : text
}

/**
 * The cautious rule of ftfy's `unescape_html`: only references that end in a semicolon and are known in full, plus upper-case spellings of
 * lower-case names (`&EACUTE;` → `É`).
 */
export function unescapeTerminatedHtml(text: string): string {
  return text.replace(TERMINATED_REFERENCE, (whole) => {
    const body = whole.slice(1, -1)
    if (body.startsWith('#')) {
      const character = resolve(`${body};`)
      return character === undefined || character.includes(';') ? whole : character
    }
    return namedEntities.get(body) ?? upperCaseEntity(body) ?? whole
  })
}

function upperCaseEntity(name: string): string | undefined {
  const lower = name.toLowerCase()
  if (name !== lower.toUpperCase() || resolve(`${name};`) !== undefined) return undefined
  return namedEntities.get(lower)?.toUpperCase()
}

function resolve(body: string): string | undefined {
  const numeric = NUMERIC.exec(body)
  if (numeric) return numericCharacter(numeric[1] ? parseInt(numeric[1], 16) : parseInt(numeric[2] ?? '', 10))
  if (body.endsWith(';')) {
    const exact = namedEntities.get(body.slice(0, -1))
    if (exact !== undefined) return exact
  }
  for (let length = body.length; length > 1; length--) {
    const prefix = entitiesWithoutSemicolon.get(body.slice(0, length))
    if (prefix !== undefined) return prefix + body.slice(length)
  }
  return undefined
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
