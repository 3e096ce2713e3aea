/** The first place where a text stops being JSON. */
export interface JsonFault {
  /** Counted from 1. */
  readonly line: number
  readonly column: number
  /** What could stand there: `a value`. */
  readonly expected: string
}

const SPACE = /[\t\n\r ]*/y
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y
/** Characters. Searching a body of megabytes for its fault would hold up other requests. */
const LONGEST_SEARCHED = 200_000

const VALUE = 'a value (text in double quotes, its line breaks as \\n)'
const KEY = 'a name in double quotes'

/**
 * Finds where a text breaks the grammar of JSON (RFC 8259), which the parser of the language does
 * not always say.
 *
 * @returns null for valid JSON, and for a text that is too long to search
 */
export function findJsonFault(text: string): JsonFault | null {
  if (text.length > LONGEST_SEARCHED) return null
  /** What ends each open object or array. */
  const open: ('}' | ']')[] = []
  let at = 0
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    at += found?.[0].length ?? 0
    return found !== null
  }
  const take = (...characters: readonly string[]): string | null => {
    skip(SPACE)
    const next = text[at]
    if (next === undefined || !characters.includes(next)) return null
    at += 1
    return next
  }
  /** Reads a name and its colon. */
  const missesKey = (): string | null => {
    skip(SPACE)
    if (!skip(STRING)) return KEY
    return take(':') === null ? '`:`' : null
  }
  const fault = (expected: string): JsonFault => ({ ...placeOf(text, at), expected })

  for (;;) {
    const bracket = take('{', '[')
    if (bracket === '[') {
      if (take(']') === null) {
        open.push(']')
        continue
      }
    } else if (bracket === '{') {
      if (take('}') === null) {
        open.push('}')
        const missing = missesKey()
        if (missing !== null) return fault(missing === KEY ? `${KEY}, or \`}\`` : missing)
        continue
      }
    } else if (!skip(STRING) && !skip(SCALAR)) return fault(VALUE)

    // A value has ended; so do the objects and arrays whose last one it is.
    for (;;) {
      const end = open.at(-1)
      if (end === undefined) {
        skip(SPACE)
        return at === text.length ? null : fault('nothing more')
      }
      const next = take(',', end)
      if (next === null) return fault(`\`,\` or \`${end}\``)
      if (next === ',') {
        const missing = end === '}' ? missesKey() : null
        if (missing !== null) return fault(missing)
        break
      }
      open.pop()
    }
  }
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
