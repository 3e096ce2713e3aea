import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { type SafetensorsIndex, type StoredTensor } from '#worker/graphs/weights/safetensors.ts'
import { type PlannedFile, planFiles, type PlannedTensor } from '#worker/graphs/weights/safetensors-writer.ts'
import { commonFolder, locationIn } from '#worker/graphs/weights/shared-folder.ts'
import { type GgufHeader, type GgufTensor } from './header.ts'
import { PACKINGS, type QuantisedType } from './types.ts'

/** Rises when the same blocks are repacked to other bytes. */
const REPACK_VERSION = 1

/** What becomes of a quantised tensor: integers with scales, or plain floats. */
export interface RepackedTensor {
  readonly source: GgufTensor & { readonly type: QuantisedType }
  /** Bits of the integers; null for floats. */
  readonly bits: 4 | 8 | null
  readonly planned: readonly PlannedTensor[]
}

/** How a GGUF file is read: what stays in place, and the file that holds the rest. */
export interface RepackPlan {
  readonly header: GgufHeader
  readonly tensors: readonly RepackedTensor[]
  /** Undefined when nothing of the file is quantised. */
  readonly file: PlannedFile | undefined
  /** Path of that file. */
  readonly path: string
  readonly index: SafetensorsIndex
}

/**
 * Plans the reading of a GGUF file. Floats are read where they are. Quantised matrices become the
 * bytes that MatMulNBits multiplies with, in a file of `cacheDirectory`; so do embeddings, by rows;
 * other quantised tensors, which are small, become float32. `stamp` tells one state of the GGUF
 * file from another.
 */
export function planRepack(header: GgufHeader, cacheDirectory: string, stamp: string): RepackPlan {
  const tensors = header.tensors.flatMap((source) => (isQuantised(source) ? [repacked(source)] : []))
  const key = createHash('sha256')
    .update(`${REPACK_VERSION}\n${header.file}\n${stamp}`)
    .digest('hex')
    .slice(0, 16)
  const stem = basename(header.file).replace(/\.gguf$/i, '')
  const path = join(cacheDirectory, `${stem}-${key}.safetensors`)
  const planned = tensors.flatMap((tensor) => tensor.planned)
  const [file] = planned.length > 0 ? planFiles(stem, planned, Infinity) : []
  const folder = commonFolder([dirname(header.file), ...(file ? [cacheDirectory] : [])])
  const stored = new Map<string, StoredTensor>()
  for (const { name, type, dims, offset, length } of header.tensors) {
    if (type === 'F32' || type === 'F16' || type === 'BF16')
      stored.set(name, { name, dtype: type, dims, file: locationIn(folder, header.file), offset, length })
  }
  for (const { name, dtype, dims, length } of planned) {
    const offset = file!.offsets.get(name)!
    stored.set(name, { name, dtype, dims, file: locationIn(folder, path), offset, length })
  }
  return { header, tensors, file, path, index: { source: header.file, folder, tensors: stored } }
}

const isQuantised = (tensor: GgufTensor): tensor is RepackedTensor['source'] => tensor.type in PACKINGS

/** Embeddings, whose rows are gathered; bytes alone can be. */
const EMBEDDING = /^(token_embd|shared|token_embedding)\.weight$/
/** A matrix that is read as a table, not multiplied with. */
const TABLE = /(attn_rel_b|relative_attention_bias|pos_embedding\.embedding)\.weight$/

function repacked(source: RepackedTensor['source']): RepackedTensor {
  const { name, type, dims } = source
  const [rows = 0, columns = 0] = dims
  const count = dims.reduce((product, size) => product * size, 1)
  const { values, bits: own, offset } = PACKINGS[type]
  const [, layer] = /^(.*)\.weight$/.exec(name) ?? []
  if (layer === undefined || dims.length !== 2 || TABLE.test(name) || columns % values !== 0)
    return { source, bits: null, planned: [{ name, dtype: 'F32', dims, length: 4 * count }] }
  const bits = EMBEDDING.test(name) ? 8 : own
  const blocks = columns / values
  const bytes = (values * bits) / 8
  const floats = { dtype: 'F32', dims: [rows, blocks], length: 4 * rows * blocks } as const
  return {
    source,
    bits,
    planned: [
      {
        name: `${layer}.weight_int${bits}`,
        dtype: 'U8',
        dims: [rows, blocks, bytes],
        length: rows * blocks * bytes,
      },
      { name: `${layer}.weight_scale`, ...floats },
      ...(offset ? [{ name: `${layer}.weight_offset`, ...floats }] : []),
    ],
  }
}
