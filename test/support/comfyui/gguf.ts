import { writeFile } from 'node:fs/promises'
import { type TensorBytes } from '#test/support/onnx/safetensors.ts'
import { type QuantisedType } from '#worker/graphs/weights/gguf/types.ts'

/** A value of the header: text, or a list of texts, floats or whole numbers. */
type HeaderValue = string | { readonly type: 5 | 6 | 8; readonly items: readonly (string | number)[] }

/** A tensor of a GGUF file; dims as torch has them. */
export interface GgufTensorBytes {
  /** ggml's code of the type. */
  readonly code: number
  readonly dims: readonly number[]
  readonly data: Uint8Array
}

const ALIGNMENT = 32

/** Writes a GGUF file of version 3 (ggml-org/ggml, docs/gguf.md). */
export async function writeGguf(
  path: string,
  values: Readonly<Record<string, HeaderValue>>,
  tensors: Readonly<Record<string, GgufTensorBytes>>,
): Promise<void> {
  const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer)
  const u64 = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer)
  const text = (value: string) => [u64(Buffer.byteLength(value)), Buffer.from(value)]
  const item = (type: number, value: string | number): Buffer[] =>
    type === 8
      ? text(String(value))
      : [
          Buffer.from(
            type === 6 ? Float32Array.of(Number(value)).buffer : Int32Array.of(Number(value)).buffer,
          ),
        ]
  const header = Object.entries(values).flatMap(([key, value]) => [
    ...text(key),
    ...(typeof value === 'string'
      ? [u32(8), ...text(value)]
      : [
          u32(9),
          u32(value.type),
          u64(value.items.length),
          ...value.items.flatMap((one) => item(value.type, one)),
        ]),
  ])
  const padded = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
  let offset = 0
  const infos = Object.entries(tensors).flatMap(([name, { code, dims, data }]) => {
    const start = offset
    offset += padded(data.length)
    return [...text(name), u32(dims.length), ...dims.toReversed().map(u64), u32(code), u64(start)]
  })
  const count = Object.keys(tensors).length
  const head = Buffer.concat([
    ...[Buffer.from('GGUF'), u32(3), u64(count), u64(Object.keys(values).length)],
    ...[...header, ...infos],
  ])
  const data = Object.values(tensors).map((tensor) =>
    Buffer.concat([tensor.data, Buffer.alloc(padded(tensor.data.length) - tensor.data.length)]),
  )
  await writeFile(path, Buffer.concat([head, Buffer.alloc(padded(head.length) - head.length), ...data]))
}

/** Values as a tensor of F32. */
export const plainGguf = ({ dims }: TensorBytes, values: Float32Array): GgufTensorBytes => ({
  code: 0,
  dims,
  data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
})

const CODES: Readonly<Partial<Record<QuantisedType, number>>> = { Q8_0: 8, Q4_K: 12, Q5_K: 13, Q6_K: 14 }

/** Values quantised simply: scales by the extremes of each group. */
export function quantisedGguf(
  type: 'Q8_0' | 'Q4_K' | 'Q5_K' | 'Q6_K',
  { dims }: TensorBytes,
  values: Float32Array,
): GgufTensorBytes {
  const size = type === 'Q8_0' ? 32 : 256
  const blocks = Array.from({ length: values.length / size }, (_, i) =>
    QUANTISE[type](values.subarray(i * size, (i + 1) * size)),
  )
  return { code: CODES[type]!, dims, data: Buffer.concat(blocks) }
}

const f16 = (value: number) => Buffer.from(Float16Array.of(value).buffer)
const groups = (values: Float32Array, size: number) =>
  Array.from({ length: values.length / size }, (_, i) => values.subarray(i * size, (i + 1) * size))
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(value)))
const greatest = (values: Float32Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-8)

const QUANTISE = {
  Q8_0(values: Float32Array): Buffer {
    const scale = greatest(values) / 127
    const stored = Math.fround(Float16Array.of(scale)[0]!)
    return Buffer.concat([f16(scale), Uint8Array.from(values, (value) => clamp(value / stored, -127, 127))])
  },
  Q4_K: (values: Float32Array): Buffer => quantiseK(values, 15),
  Q5_K: (values: Float32Array): Buffer => quantiseK(values, 31),
  Q6_K(values: Float32Array): Buffer {
    const wanted = groups(values, 16).map((group) => greatest(group) / 31)
    const d = Math.fround(Float16Array.of(Math.max(...wanted) / 127)[0]!)
    const scales = wanted.map((scale) => clamp(scale / d, 1, 127))
    const q = Array.from(values, (value, i) => clamp(value / (d * scales[i >> 4]!), -32, 31) + 32)
    const [low, high] = [new Uint8Array(128), new Uint8Array(64)]
    for (const [i, level] of q.entries()) {
      const [half, within] = [Math.floor(i / 128), i % 128]
      low[64 * half + (within % 64)]! |= (level & 15) << (within < 64 ? 0 : 4)
      high[32 * half + (within % 32)]! |= (level >> 4) << (2 * Math.floor(within / 32))
    }
    return Buffer.concat([low, high, Uint8Array.from(scales), f16(d)])
  },
}

/** Groups of 32 with a scale and a minimum of 6 bits each, to common factors. */
function quantiseK(values: Float32Array, most: 15 | 31): Buffer {
  const lowest = groups(values, 32).map((group) => Math.max(0, -Math.min(...group)))
  const wide = groups(values, 32).map((group, i) => (Math.max(...group) + lowest[i]!) / most + 1e-8)
  const d = Math.fround(Float16Array.of(Math.max(...wide) / 63)[0]!)
  const dmin = Math.fround(Float16Array.of(Math.max(...lowest) / 63 + 1e-6)[0]!)
  const scales = wide.map((scale) => clamp(scale / d, 1, 63))
  const minima = lowest.map((minimum) => clamp(minimum / dmin, 0, 63))
  const packed = new Uint8Array(12)
  for (let i = 0; i < 4; i++) {
    packed[i] = scales[i]! | ((scales[i + 4]! >> 4) << 6)
    packed[i + 4] = minima[i]! | ((minima[i + 4]! >> 4) << 6)
    packed[i + 8] = (scales[i + 4]! & 15) | ((minima[i + 4]! & 15) << 4)
  }
  const q = Array.from(values, (value, i) =>
    clamp((value + dmin * minima[i >> 5]!) / (d * scales[i >> 5]!), 0, most),
  )
  const [low, high] = [new Uint8Array(128), new Uint8Array(32)]
  for (const [i, level] of q.entries()) {
    low[32 * Math.floor(i / 64) + (i % 32)]! |= (level & 15) << (i % 64 < 32 ? 0 : 4)
    high[i % 32]! |= (level >> 4) << Math.floor(i / 32)
  }
  return Buffer.concat([f16(d), f16(dmin), packed, ...(most === 31 ? [high] : []), low])
}
