import { AppError } from '#core/errors.ts'

const MAX_KEY_LENGTH = 255

/**
 * The value of `Idempotency-Key`: a quoted string as the IETF draft has it, or bare as most clients
 * send it.
 *
 * @throws AppError idempotency_key_invalid.
 */
export function parseIdempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null
  const text = Array.isArray(header) ? header.join(',') : header.trim()
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text
  if (key.length === 0 || key.length > MAX_KEY_LENGTH || !/^[\x21-\x7e]+$/.test(key))
    throw new AppError(
      'idempotency_key_invalid',
      `Idempotency-Key must have 1 to ${MAX_KEY_LENGTH} visible characters without spaces.`,
      { param: 'Idempotency-Key' },
    )
  return key
}
