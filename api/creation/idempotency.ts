import { createHash } from 'node:crypto'
import { canonicalJson } from '#core/task/canonical-json.ts'
import { AppError } from '#core/errors.ts'
import type {
  ActionInput,
  CreateInput,
  DialectName,
  ImageSource,
  WireResponse,
} from '#api/dialects/dialect.ts'
import type { StoredResponse } from '#core/store/idempotency.ts'

const MAX_KEY_LENGTH = 255

/**
 * The value of `Idempotency-Key`: a quoted string as the IETF draft has it, or bare as most clients send it.
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

/**
 * Digest of what was asked for, after parsing: the same request as form and as JSON has the same one, the boundary of
 * a form is not in it, and an uploaded file counts by its bytes.
 */
export function fingerprintOf(dialect: DialectName, input: CreateInput): string {
  const counted = (image: ImageSource | null) =>
    image?.kind === 'bytes' ? { sha256: sha256(image.bytes) } : image
  const asked = {
    ...input,
    input_reference: counted(input.input_reference),
    last_frame: counted(input.last_frame),
  }
  return sha256(canonicalJson([dialect, asked]))
}

/** Digest of a request that consists of a video's id alone. */
export const fingerprintOfRerun = (dialect: DialectName, taskId: string): string =>
  sha256(canonicalJson([dialect, 'rerun', taskId]))

/** Digest of a batch, as it was sent: some of its items may have no parsed form. */
export const fingerprintOfBatch = (dialect: DialectName, sent: unknown): string =>
  sha256(canonicalJson([dialect, 'batch', sent]))

/** Digest of a request that is all in the input of its action, and holds no bytes. */
export const fingerprintOfAction = <A extends 'remix' | 'extend'>(
  dialect: DialectName,
  action: A,
  input: ActionInput[A],
): string => sha256(canonicalJson([dialect, action, input]))

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')

/** The body is kept as text: the database would reorder the members of an object. */
export const asStored = (response: WireResponse): StoredResponse => ({
  ...response,
  body: JSON.stringify(response.body),
})

export const replayed = (response: StoredResponse): WireResponse => ({
  status: response.status,
  headers: { ...response.headers, 'Idempotent-Replayed': 'true' },
  body: response.body,
})
