import { BLOCKS, PACKINGS, type QuantisedType } from './types.ts'

/** Integers with their scales: value = scale * level + offset; each scale is a group's. */
export interface Levels {
  readonly levels: Int8Array
  readonly scales: Float32Array
  /** Absent for types without one. */
  readonly offsets: Float32Array | undefined
}

/**
 * The integers and scales of whole blocks. Levels of types with an offset are shifted to be
 * symmetric about 0, which the offset makes up for. Layouts: ggml-org/ggml, src/ggml-common.h and
 * ggml-quants.c.
 */
export function levelsOf(type: QuantisedType, bytes: Uint8Array): Levels {
  const { values, bytes: blockBytes } = BLOCKS[type]
  const { values: perScale, offset } = PACKINGS[type]
  const blocks = bytes.length / blockBytes
  const levels = new Int8Array(blocks * values)
  const scales = new Float32Array((blocks * values) / perScale)
  const offsets = offset ? new Float32Array(scales.length) : undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const read = READERS[type]
  for (let block = 0; block < blocks; block++)
    read(view, block * blockBytes, {
      levels: levels.subarray(block * values, (block + 1) * values),
      scales: scales.subarray((block * values) / perScale, ((block + 1) * values) / perScale),
      offsets: offsets?.subarray((block * values) / perScale, ((block + 1) * values) / perScale),
    })
  return { levels, scales, offsets }
}

type BlockReader = (view: DataView, at: number, into: Levels) => void

/** The first half of a block's values are the low nibbles, the second half the high ones. */
const nibble = (view: DataView, at: number, i: number): number =>
  i < 16 ? view.getUint8(at + i) & 15 : view.getUint8(at + i - 16) >> 4

const READERS: Readonly<Record<QuantisedType, BlockReader>> = {
  Q8_0(view, at, { levels, scales }) {
    scales[0] = view.getFloat16(at, true)
    for (let i = 0; i < 32; i++) levels[i] = view.getInt8(at + 2 + i)
  },
  Q4_0(view, at, { levels, scales }) {
    scales[0] = view.getFloat16(at, true)
    for (let i = 0; i < 32; i++) levels[i] = nibble(view, at + 2, i) - 8
  },
  Q4_1(view, at, { levels, scales, offsets }) {
    withMinimum(scales, offsets!, 0, view.getFloat16(at, true), view.getFloat16(at + 2, true), 8)
    for (let i = 0; i < 32; i++) levels[i] = nibble(view, at + 4, i) - 8
  },
  Q5_0(view, at, { levels, scales }) {
    scales[0] = view.getFloat16(at, true)
    const high = view.getUint32(at + 2, true)
    for (let i = 0; i < 32; i++) levels[i] = (nibble(view, at + 6, i) | (((high >>> i) & 1) << 4)) - 16
  },
  Q5_1(view, at, { levels, scales, offsets }) {
    withMinimum(scales, offsets!, 0, view.getFloat16(at, true), view.getFloat16(at + 2, true), 16)
    const high = view.getUint32(at + 4, true)
    for (let i = 0; i < 32; i++) levels[i] = (nibble(view, at + 8, i) | (((high >>> i) & 1) << 4)) - 16
  },
  Q4_K(view, at, { levels, scales, offsets }) {
    readScalesOfK(view, at, scales, offsets!, 8)
    for (let i = 0; i < 256; i++) levels[i] = nibbleOfK(view, at + 16, i) - 8
  },
  Q5_K(view, at, { levels, scales, offsets }) {
    readScalesOfK(view, at, scales, offsets!, 16)
    for (let i = 0; i < 256; i++) {
      const high = (view.getUint8(at + 16 + (i % 32)) >> Math.floor(i / 32)) & 1
      levels[i] = (nibbleOfK(view, at + 48, i) | (high << 4)) - 16
    }
  },
  Q6_K(view, at, { levels, scales }) {
    const scale = view.getFloat16(at + 208, true)
    for (let group = 0; group < 16; group++) scales[group] = scale * view.getInt8(at + 192 + group)
    for (let i = 0; i < 256; i++) {
      const [half, within] = [Math.floor(i / 128), i % 128]
      const low = view.getUint8(at + 64 * half + (within % 64))
      const high = view.getUint8(at + 128 + 32 * half + (within % 32)) >> (2 * Math.floor(within / 32))
      levels[i] = ((within < 64 ? low & 15 : low >> 4) | ((high & 3) << 4)) - 32
    }
  },
}

/** value = scale * (level + middle) + minimum. */
function withMinimum(
  scales: Float32Array,
  offsets: Float32Array,
  group: number,
  scale: number,
  minimum: number,
  middle: number,
): void {
  scales[group] = scale
  offsets[group] = scale * middle + minimum
}

/** 64 values share 32 bytes: the low nibbles are the first 32, the high ones the others. */
const nibbleOfK = (view: DataView, at: number, i: number): number => {
  const byte = view.getUint8(at + 32 * Math.floor(i / 64) + (i % 32))
  return i % 64 < 32 ? byte & 15 : byte >> 4
}

/** Eight scales and eight minima of 6 bits each, in 12 bytes, of the common factors d and dmin. */
function readScalesOfK(
  view: DataView,
  at: number,
  scales: Float32Array,
  offsets: Float32Array,
  middle: number,
): void {
  const [d, dmin] = [view.getFloat16(at, true), view.getFloat16(at + 2, true)]
  const byte = (i: number) => view.getUint8(at + 4 + i)
  for (let group = 0; group < 8; group++) {
    const [scale, minimum] =
      group < 4
        ? [byte(group) & 63, byte(group + 4) & 63]
        : [
            (byte(group + 4) & 15) | ((byte(group - 4) >> 6) << 4),
            (byte(group + 4) >> 4) | ((byte(group) >> 6) << 4),
          ]
    withMinimum(scales, offsets, group, d * scale, -dmin * minimum, middle)
  }
}
