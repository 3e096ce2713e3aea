import { createHash } from 'node:crypto'
import { canonicalJson } from '#core/task/canonical-json.ts'
import type { CreateInput, DialectName, ImageSource, WireResponse } from '#api/dialects/dialect.ts'
import type { StoredResponse } from '#core/store/idempotency.ts'

/**
 * Digest of a parsed create, as 64 hex digits. A form and a JSON body with the same fields have the
 * same digest: the boundary of a form is left out, and an uploaded file counts by its bytes. A
 * field that a request leaves out adds nothing: a version that knows one more has the same digest.
 */
export function fingerprintOf(dialect: DialectName, input: CreateInput): string {
  const counted = (image: ImageSource | null) =>
    image?.kind === 'bytes' ? { sha256: sha256(image.bytes) } : image
  const asked = {
    ...input,
    input_reference: counted(input.input_reference),
    last_frame: counted(input.last_frame),
  }
  return sha256(canonicalJson([dialect, given(asked)]))
}

/** Digest of a rerun, which consists of a video's id alone. */
export const fingerprintOfRerun = (dialect: DialectName, taskId: string): string =>
  sha256(canonicalJson([dialect, 'rerun', taskId]))

/** Digest of a batch as it was sent, because some of its items may have no parsed form. */
export const fingerprintOfBatch = (dialect: DialectName, sent: unknown): string =>
  sha256(canonicalJson([dialect, 'batch', sent]))

/** Digest of a request without files, by the input of its operation. */
export const fingerprintOfInput = (
  dialect: DialectName,
  operation: 'remix' | 'extend',
  input: Readonly<Record<string, unknown>>,
): string => sha256(canonicalJson([dialect, operation, given(input)]))

/** The fields that a request has: null and an empty list or object are absent ones. */
const given = (input: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).filter(
      ([, value]) => value !== null && (typeof value !== 'object' || Object.keys(value).length > 0),
    ),
  )

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')

/**
 * The answer to store. Its body is text, because the database would reorder the members of an
 * object.
 */
export const asStored = (response: WireResponse): StoredResponse => ({
  ...response,
  body: JSON.stringify(response.body),
})

/** A stored answer as it is sent again. */
export const replayed = (response: StoredResponse): WireResponse => ({
  status: response.status,
  headers: { ...response.headers, 'Idempotent-Replayed': 'true' },
  body: response.body,
})
