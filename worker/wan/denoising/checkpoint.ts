import { createHash } from 'node:crypto'
import { type DenoiseState } from './denoise.ts'

/**
 * Version of the format. It rises when the same bytes would be read, or the same state resumed,
 * differently.
 */
const CHECKPOINT_VERSION = 1
const MAGIC = Buffer.from('WANCKPT\n', 'latin1')
const HEAD_BYTES = MAGIC.length + 4
const DIGEST_BYTES = 32
const FLOAT_BYTES = 4

/** Stands in place of an array: its index in the order of the file. */
type Slot = number

interface Header {
  readonly version: number
  readonly fingerprint: string
  readonly step: number
  /** Number of values of each array. */
  readonly lengths: readonly number[]
  readonly state: unknown
}

/** The state to resume from, or the reason why there is none. */
export type ReadCheckpoint =
  { readonly state: DenoiseState; readonly reason: null } | { readonly state: null; readonly reason: string }

/**
 * Digest of everything that decides a run's latents: parameters, seed, inputs, hashes of weights
 * and so on. A checkpoint is valid only under the fingerprint it was written with. Members must be
 * JSON and may be in any order.
 */
export function fingerprintOf(facts: Readonly<Record<string, unknown>>): string {
  const sorted = JSON.stringify(facts, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
  return createHash('sha256').update(sorted).digest('hex')
}

/**
 * A state as the parts of one file, in order: the 8 bytes `WANCKPT\n`, the length of the header
 * (uint32), the header as JSON padded with spaces to a multiple of 4, the arrays as float32, and
 * the SHA-256 of all that. Numbers are little-endian. An array that occurs several times in the
 * state is stored once. The parts are views of the state's arrays: nothing is copied.
 *
 * Size: 4 arrays of the latents' size with UniPC (34 MB at 81 × 480 × 832, 77 MB at 81 × 720 ×
 * 1280), 1 with Euler; EasyCache adds 2 to 4.
 */
export function encodeCheckpoint(state: DenoiseState, fingerprint: string): Uint8Array[] {
  const arrays: Float32Array[] = []
  const slotOf = (array: Float32Array): Slot => {
    const known = arrays.indexOf(array)
    return known < 0 ? arrays.push(array) - 1 : known
  }
  const slots = JSON.stringify(state, (_key, member: unknown) =>
    member instanceof Float32Array ? { slot: slotOf(member) } : member,
  )
  const header: Header = {
    version: CHECKPOINT_VERSION,
    fingerprint,
    step: state.step,
    lengths: arrays.map((array) => array.length),
    state: JSON.parse(slots) as unknown,
  }
  const unpadded = Buffer.from(JSON.stringify(header))
  const padding = (FLOAT_BYTES - (unpadded.length % FLOAT_BYTES)) % FLOAT_BYTES
  const text = Buffer.concat([unpadded, Buffer.alloc(padding, ' ')])
  const head = Buffer.alloc(HEAD_BYTES)
  MAGIC.copy(head)
  head.writeUInt32LE(text.length, MAGIC.length)
  const parts = [
    head,
    text,
    ...arrays.map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)),
  ]
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return [...parts, hash.digest()]
}

/**
 * Reads the bytes of {@link encodeCheckpoint}. Never throws: unusable bytes give the reason in
 * words.
 */
export function decodeCheckpoint(bytes: Uint8Array, fingerprint: string): ReadCheckpoint {
  const refused = (reason: string): ReadCheckpoint => ({ state: null, reason })
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < HEAD_BYTES + DIGEST_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC))
    return refused('it is not a checkpoint')
  const body = file.subarray(0, -DIGEST_BYTES)
  if (!createHash('sha256').update(body).digest().equals(file.subarray(-DIGEST_BYTES)))
    return refused('its bytes do not match their SHA-256')
  try {
    const arraysAt = HEAD_BYTES + body.readUInt32LE(MAGIC.length)
    const header = JSON.parse(body.toString('utf8', HEAD_BYTES, arraysAt)) as Header
    if (header.version !== CHECKPOINT_VERSION)
      return refused(`it has version ${header.version}, not ${CHECKPOINT_VERSION}`)
    if (header.fingerprint !== fingerprint) return refused('it belongs to another run')
    const arrays = readArrays(body.subarray(arraysAt), header.lengths)
    const state: unknown = JSON.parse(JSON.stringify(header.state), (_key, member: unknown) =>
      isSlot(member) ? arrays[member.slot] : member,
    )
    return { state: state as DenoiseState, reason: null }
  } catch (error) {
    return refused(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function readArrays(body: Buffer, lengths: readonly number[]): Float32Array[] {
  let offset = 0
  const arrays = lengths.map((length) => {
    const values = new Float32Array(length)
    body.copy(new Uint8Array(values.buffer), 0, offset, offset + values.byteLength)
    offset += values.byteLength
    return values
  })
  if (offset !== body.length) throw new Error(`${body.length} bytes of arrays, expected ${offset}`)
  return arrays
}

function isSlot(member: unknown): member is { readonly slot: Slot } {
  return typeof member === 'object' && member !== null && 'slot' in member
}
