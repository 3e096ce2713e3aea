import { open, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { commonFolder, locationIn } from './shared-folder.ts'

/** Bytes per element of each dtype that a safetensors header may name. */
const DTYPE_BYTES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const

export type SafetensorsDtype = keyof typeof DTYPE_BYTES

/**
 * The place of a tensor's bytes, which are little-endian and row-major: `length` bytes from
 * `offset`, counted from the start of `file`.
 */
export interface StoredTensor {
  readonly name: string
  readonly dtype: SafetensorsDtype
  readonly dims: readonly number[]
  /** Path of the file relative to the index's folder. */
  readonly file: string
  readonly offset: number
  readonly length: number
}

/** The tensors of one safetensors file, or of all shards that an index file lists. */
export interface SafetensorsIndex {
  /** The path that was read, for messages. */
  readonly source: string
  /** Real path of the deepest folder that holds every file, symbolic links resolved. */
  readonly folder: string
  readonly tensors: ReadonlyMap<string, StoredTensor>
  /** The `__metadata__` of the header; absent for shards. */
  readonly metadata?: Readonly<Record<string, string>>
  /** The dtype of {@link plannedWeights}, which are not stored; absent for stored weights. */
  readonly plannedDtype?: SafetensorsDtype
}

/**
 * An index for absent weights, in which every requested tensor exists with `dtype` and the
 * requested shape. Graphs built on it have the right sizes and operators but cannot run.
 */
export function plannedWeights(dtype: SafetensorsDtype): SafetensorsIndex {
  return { source: 'planned weights', folder: '/', tensors: new Map(), plannedDtype: dtype }
}

/**
 * Weights that are absent, damaged or not of the shape that the model's configuration implies. The
 * message names file, tensor and reason.
 */
export class WeightsError extends Error {
  readonly file: string
  readonly tensor: string | undefined
  constructor(file: string, tensor: string | undefined, reason: string) {
    super(tensor === undefined ? `${file}: ${reason}` : `${file}: tensor "${tensor}" ${reason}`)
    this.name = 'WeightsError'
    this.file = file
    this.tensor = tensor
  }
}

/**
 * The header limit of the reference implementation (huggingface/safetensors,
 * safetensors/src/tensor.rs).
 */
const MAX_HEADER_BYTES = 100_000_000

/**
 * Reads the places of all tensors of `path`: a `*.safetensors` file, or a
 * `*.safetensors.index.json` with its shards beside it. Only headers are read, never the data.
 *
 * @throws WeightsError when a file or a shard is missing, when a header is damaged, when the data
 *   is shorter or longer than the header states, or when a tensor's dtype, shape and byte range do
 *   not agree.
 */
export async function readSafetensorsIndex(path: string): Promise<SafetensorsIndex> {
  return path.endsWith('.json') ? readSharded(path) : readSingle(path)
}

/**
 * The file names under which diffusers and transformers save a component's weights. A sharded
 * component has the index file.
 */
const COMPONENT_FILES = [
  'diffusion_pytorch_model.safetensors.index.json',
  'diffusion_pytorch_model.safetensors',
  'model.safetensors.index.json',
  'model.safetensors',
]

/**
 * Reads the places of the tensors in one component folder (`transformer/`, `vae/`, …) of a model
 * folder.
 *
 * @throws WeightsError when the folder has no weights, and as {@link readSafetensorsIndex}.
 */
export async function readComponentWeights(folder: string): Promise<SafetensorsIndex> {
  for (const name of COMPONENT_FILES) {
    const path = join(folder, name)
    const found = await realpath(path).catch(() => undefined)
    if (found !== undefined) return readSafetensorsIndex(path)
  }
  throw new WeightsError(
    folder,
    undefined,
    `has none of ${COMPONENT_FILES.join(', ')}; perhaps its download was cut`,
  )
}

/**
 * The tensor `name` of exactly the shape `dims`.
 *
 * @throws WeightsError when the tensor is missing or of another shape.
 */
export function requireTensor(index: SafetensorsIndex, name: string, dims: readonly number[]): StoredTensor {
  if (index.plannedDtype) {
    const length = dims.reduce((product, size) => product * size, DTYPE_BYTES[index.plannedDtype] as number)
    return { name, dtype: index.plannedDtype, dims, file: 'planned', offset: 0, length }
  }
  const tensor = index.tensors.get(name)
  if (!tensor) throw new WeightsError(index.source, name, 'is missing')
  if (tensor.dims.length !== dims.length || tensor.dims.some((size, axis) => size !== dims[axis])) {
    throw new WeightsError(
      join(index.folder, tensor.file),
      name,
      `has shape [${tensor.dims.join(', ')}], expected [${dims.join(', ')}]`,
    )
  }
  return tensor
}

async function readSingle(path: string): Promise<SafetensorsIndex> {
  const { realFile, tensors, metadata } = await readFileHeader(path)
  return { source: path, folder: dirname(realFile), tensors, metadata }
}

async function readSharded(path: string): Promise<SafetensorsIndex> {
  const json = parseJson(
    path,
    await readFile(path, 'utf8').catch((cause: unknown) => unreadable(path, cause)),
  )
  const weightMap = isRecord(json) ? json['weight_map'] : undefined
  if (!isRecord(weightMap)) throw new WeightsError(path, undefined, 'has no "weight_map" object')

  const shards = new Map<string, Awaited<ReturnType<typeof readFileHeader>>>()
  const tensors = new Map<string, StoredTensor>()
  for (const [name, shardName] of Object.entries(weightMap)) {
    if (!isShardName(shardName)) {
      throw new WeightsError(
        path,
        name,
        `is mapped to ${JSON.stringify(shardName)}, which is not the name of a safetensors file`,
      )
    }
    const shardPath = join(dirname(path), shardName)
    const shard = shards.get(shardName) ?? (await readFileHeader(shardPath))
    shards.set(shardName, shard)
    const tensor = shard.tensors.get(name)
    if (!tensor) throw new WeightsError(shardPath, name, `is missing, though ${path} places it here`)
    tensors.set(name, { ...tensor, file: shard.realFile })
  }
  if (tensors.size === 0) throw new WeightsError(path, undefined, 'has an empty "weight_map"')

  const folder = commonFolder([...shards.values()].map((shard) => dirname(shard.realFile)))
  for (const [name, tensor] of tensors) {
    tensors.set(name, { ...tensor, file: locationIn(folder, tensor.file) })
  }
  return { source: path, folder, tensors }
}

async function readFileHeader(path: string) {
  const realFile = await realpath(path).catch((cause: unknown) => unreadable(path, cause))
  const file = await open(realFile).catch((cause: unknown) => unreadable(path, cause))
  try {
    const status = await file.stat()
    if (!status.isFile()) throw new WeightsError(path, undefined, 'is not a regular file')
    const { size } = status
    const prefix = Buffer.alloc(8)
    if (size < 8 || (await file.read(prefix, 0, 8, 0)).bytesRead < 8) {
      throw new WeightsError(path, undefined, `is truncated: ${size} bytes`)
    }
    const headerBytes = Number(prefix.readBigUInt64LE())
    if (headerBytes > MAX_HEADER_BYTES) {
      throw new WeightsError(path, undefined, `is not safetensors: header of ${headerBytes} bytes`)
    }
    const dataStart = 8 + headerBytes
    if (dataStart > size) {
      throw new WeightsError(
        path,
        undefined,
        `is truncated: header ends at ${dataStart}, file at ${size} bytes`,
      )
    }
    const header = Buffer.alloc(headerBytes)
    await file.read(header, 0, headerBytes, 8)
    return { realFile, ...parseHeader(path, basename(realFile), header.toString('utf8'), dataStart, size) }
  } finally {
    await file.close()
  }
}

function parseHeader(path: string, file: string, text: string, dataStart: number, fileBytes: number) {
  const json = parseJson(path, text)
  if (!isRecord(json)) throw new WeightsError(path, undefined, 'has a header that is not an object')
  const tensors: StoredTensor[] = []
  for (const [name, entry] of Object.entries(json)) {
    if (name === '__metadata__') continue
    tensors.push(parseEntry(path, file, name, entry, dataStart))
  }
  // The format allows neither gaps nor overlaps, so the sorted ranges follow each other and end
  // with the file.
  let end = dataStart
  for (const tensor of tensors.toSorted((a, b) => a.offset - b.offset || a.length - b.length)) {
    if (tensor.offset !== end) {
      throw new WeightsError(path, tensor.name, `starts at byte ${tensor.offset}, expected ${end}`)
    }
    end += tensor.length
    if (end > fileBytes) {
      throw new WeightsError(
        path,
        tensor.name,
        `ends at byte ${end}, but the file is truncated to ${fileBytes}`,
      )
    }
  }
  if (end !== fileBytes) {
    throw new WeightsError(path, undefined, `has ${fileBytes - end} bytes after the last tensor`)
  }
  return {
    tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])),
    metadata: textEntries(json['__metadata__']),
  }
}

function textEntries(value: unknown): Record<string, string> {
  const entries = isRecord(value) ? Object.entries(value) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function parseEntry(
  path: string,
  file: string,
  name: string,
  entry: unknown,
  dataStart: number,
): StoredTensor {
  if (!isRecord(entry)) throw new WeightsError(path, name, 'has a header entry that is not an object')
  const { dtype, shape, data_offsets: range } = entry
  if (!isDtype(dtype)) throw new WeightsError(path, name, `has unknown dtype ${JSON.stringify(dtype)}`)
  if (!isSizes(shape)) throw new WeightsError(path, name, `has invalid shape ${JSON.stringify(shape)}`)
  if (!isSizes(range) || range.length !== 2) {
    throw new WeightsError(path, name, `has invalid data_offsets ${JSON.stringify(range)}`)
  }
  const [begin = 0, end = 0] = range
  const length = shape.reduce((product, size) => product * size, DTYPE_BYTES[dtype] as number)
  if (end - begin !== length) {
    throw new WeightsError(
      path,
      name,
      `has ${end - begin} bytes, but ${dtype} [${shape.join(', ')}] takes ${length}`,
    )
  }
  return { name, dtype, dims: shape, file, offset: dataStart + begin, length }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new WeightsError(path, undefined, `has damaged JSON: ${String(cause)}`)
  }
}

function unreadable(path: string, cause: unknown): never {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
    throw new WeightsError(path, undefined, 'is missing; perhaps its download was cut')
  throw new WeightsError(
    path,
    undefined,
    `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
  )
}

function isShardName(value: unknown): value is string {
  return typeof value === 'string' && basename(value) === value && value.endsWith('.safetensors')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDtype(value: unknown): value is SafetensorsDtype {
  return typeof value === 'string' && Object.hasOwn(DTYPE_BYTES, value)
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
}
