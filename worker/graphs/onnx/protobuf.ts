const FIRST_CAPACITY_BYTES = 65_536
/** A tag and a length, or a tag and a number, each of at most 10 bytes. */
const MOST_BYTES_OF_HEAD = 20

/** Writes the fields of a protobuf message one after another into one growing buffer. */
export interface ProtobufWriter {
  /**
   * An integer. A negative one is written as its 64-bit two's complement, like protobuf's int64.
   *
   * @throws RangeError for a number that is not a safe whole one.
   */
  integer(field: number, value: number): void
  /** A 32-bit floating-point number. */
  float(field: number, value: number): void
  text(field: number, value: string): void
  bytes(field: number, value: Uint8Array): void
  /** A message within the message, whose fields `write` writes. */
  message(field: number, write: () => void): void
  /** A copy of what was written. */
  result(): Uint8Array
}

export function createProtobufWriter(): ProtobufWriter {
  let buffer = Buffer.allocUnsafe(FIRST_CAPACITY_BYTES)
  let end = 0

  const reserve = (bytes: number): void => {
    const needed = end + bytes
    if (needed <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * buffer.length))
    buffer.copy(larger, 0, 0, end)
    buffer = larger
  }
  const number = (value: number): void => {
    if (value > 0x7fff_ffff || value < 0) return large(BigInt.asUintN(64, BigInt(value)))
    let rest = value
    for (; rest > 0x7f; rest >>>= 7) buffer[end++] = (rest & 0x7f) | 0x80
    buffer[end++] = rest
  }
  const large = (value: bigint): void => {
    let rest = value
    for (; rest > 0x7fn; rest >>= 7n) buffer[end++] = Number(rest & 0x7fn) | 0x80
    buffer[end++] = Number(rest)
  }
  /** Writes the content behind one byte for its length, and moves it when the length needs more. */
  const delimited = (field: number, write: () => void): void => {
    reserve(MOST_BYTES_OF_HEAD)
    number((field << 3) | 2)
    const start = ++end
    write()
    const length = end - start
    const more = bytesOfLength(length) - 1
    if (more > 0) {
      reserve(more)
      buffer.copyWithin(start + more, start, end)
    }
    end = start - 1
    number(length)
    end += length
  }

  return {
    integer(field, value) {
      if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number`)
      reserve(MOST_BYTES_OF_HEAD)
      number(field << 3)
      number(value)
    },
    float(field, value) {
      reserve(MOST_BYTES_OF_HEAD)
      number((field << 3) | 5)
      end = buffer.writeFloatLE(value, end)
    },
    text: (field, value) =>
      delimited(field, () => {
        // UTF-8 has at most three bytes for a UTF-16 unit.
        reserve(3 * value.length)
        end += buffer.write(value, end)
      }),
    bytes: (field, value) =>
      delimited(field, () => {
        reserve(value.length)
        buffer.set(value, end)
        end += value.length
      }),
    message: delimited,
    result: () => new Uint8Array(buffer.subarray(0, end)),
  }
}

/** Bytes of a length as a base-128 number. */
function bytesOfLength(length: number): number {
  let bytes = 1
  for (let rest = length; rest > 0x7f; rest = Math.floor(rest / 128)) bytes++
  return bytes
}
