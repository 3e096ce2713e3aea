import { isUtf8 } from 'node:buffer'
import { AppError } from '#core/errors.ts'

/**
 * Checks the bytes of a JSON body before they are parsed: text that is not UTF-8 would be parsed
 * with replaced characters, and tens of thousands of keys take a hundred milliseconds to parse and
 * copy.
 *
 * @param encoding of the body as its content type names it, in lower case
 * @throws AppError invalid_request.
 */
export function assertJsonBytes(body: Buffer, encoding: string, maxValues: number): void {
  if (encoding === 'utf-8' && !isUtf8(body))
    throw new AppError('invalid_request', 'The body is not valid UTF-8.')
  if (countSeparators(body) > maxValues)
    throw new AppError('invalid_request', `The body has more than ${maxValues} values.`)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a

/** Commas and colons outside of strings, of which there are fewer than values and keys. */
function countSeparators(body: Buffer): number {
  let count = 0
  let isInString = false
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]
    if (byte === QUOTE) isInString = !isInString
    else if (isInString && byte === BACKSLASH) i++
    else if (!isInString && (byte === COMMA || byte === COLON)) count++
  }
  return count
}
