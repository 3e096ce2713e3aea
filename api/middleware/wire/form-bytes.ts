import { isUtf8 } from 'node:buffer'
import { AppError } from '#core/errors.ts'

/** Characters in a row that are written as bytes. */
const ENCODED = /(?:%[0-9a-f]{2})+/gi

/**
 * Checks the bytes of a urlencoded body before it is parsed: what is not UTF-8 would be replaced,
 * or stay as it is written.
 *
 * @param encoding of the body as its content type names it, in lower case
 * @throws AppError invalid_request.
 */
export function assertFormBytes(body: Buffer, encoding: string): void {
  if (encoding !== 'utf-8') return
  if (!isUtf8(body)) throw notUtf8()
  for (const [bytes] of body.toString('latin1').matchAll(ENCODED))
    if (!isUtf8(Buffer.from(bytes.replaceAll('%', ''), 'hex'))) throw notUtf8()
}

const notUtf8 = (): AppError =>
  new AppError('invalid_request', 'The form is not valid UTF-8: `é` is written `%C3%A9`.')
