import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { quantiseRows, type QuantisedRows } from './rows.ts'
import {
  BLOCK_SIZE,
  blockCount,
  int8Name,
  QUANTIZATION_CONFIG,
  scaleName,
} from '#worker/graphs/onnx/quantised-linear.ts'
import {
  readComponentWeights,
  type SafetensorsIndex,
  type StoredTensor,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'
import { type PlannedFile, planFiles, type PlannedTensor } from '#worker/graphs/weights/safetensors-writer.ts'
import { readTransformerConfig } from '#worker/graphs/transformer/config.ts'

/**
 * The names of the quantised tensors: the matrices of the blocks, which are 98 % of a 14B model.
 * Embeddings, norms and the output layer stay unchanged.
 */
const QUANTISED =
  /^blocks\.\d+\.(attn[12]\.(to_[qkv]|to_out\.0|add_[kv]_proj)|ffn\.net\.(0\.proj|2))\.weight$/
const DEFAULT_SHARD_BYTES = 5_000_000_000
/** The largest number of bytes read at a time. A transformer is several hundred times as large. */
const CHUNK_BYTES = 32 * 1024 * 1024

export interface QuantiseOptions {
  /**
   * Largest size of a file in bytes, without its header; 5 GB by default. A tensor is never split.
   */
  readonly shardBytes?: number
  /** Called after each tensor. */
  readonly onProgress?: (progress: {
    readonly tensor: string
    readonly done: number
    readonly total: number
  }) => void
  /** Stops the work between chunks and removes what was written. */
  readonly signal?: AbortSignal
}

export interface QuantiseResult {
  readonly quantisedTensors: number
  readonly copiedTensors: number
  readonly sourceBytes: number
  readonly bytes: number
  /**
   * The root of the summed squares of (quantised - weight) over the root of the summed squares of
   * the weights, across all quantised tensors.
   */
  readonly relativeError: number
}

/**
 * Writes the transformer folder `source` (config.json and safetensors, in shards or not) to
 * `target` with int8 weights in the layout of {@link QUANTIZATION_CONFIG}. Tensors are read and
 * written in pieces, so the memory in use does not depend on the size of the model. `target` must
 * be absent or empty; it is complete once it holds a config.json.
 *
 * @throws WeightsError for damaged weights, weights that are not finite, and a folder that is
 *   already quantised; ConfigError for another kind of model; Error when the target is not empty;
 *   the reason of `signal` when it aborts.
 */
export async function quantiseTransformer(
  source: string,
  target: string,
  { shardBytes = DEFAULT_SHARD_BYTES, onProgress, signal }: QuantiseOptions = {},
): Promise<QuantiseResult> {
  const config = JSON.parse(await readFile(join(source, 'config.json'), 'utf8')) as ComponentConfig
  readTransformerConfig(config)
  const weights = await readComponentWeights(source)
  const tensors = [...weights.tensors.values()]
  if (
    (config['quantization_config'] ?? undefined) !== undefined ||
    tensors.some(({ dtype }) => dtype === 'U8')
  ) {
    throw new WeightsError(weights.source, undefined, 'is already quantised')
  }
  await mkdir(target, { recursive: true })
  if ((await readdir(target)).length > 0) throw new Error(`${target} is not empty`)

  const files = planFiles('diffusion_pytorch_model', tensors.flatMap(plannedTensors), shardBytes)
  const partial = (file: PlannedFile) => join(target, `${file.name}.partial`)
  try {
    const sum = await writeTensors(weights, tensors, files, partial, (tensor, done) => {
      signal?.throwIfAborted()
      if (tensor) onProgress?.({ tensor, done, total: tensors.length })
    })
    for (const file of files) await rename(partial(file), join(target, file.name))
    const index = indexOf(files)
    if (index) await writeFile(join(target, 'diffusion_pytorch_model.safetensors.index.json'), index)
    const quantised = { ...config, quantization_config: QUANTIZATION_CONFIG }
    await writeFile(join(target, 'config.json'), `${JSON.stringify(quantised, null, 2)}\n`)
    const quantisedTensors = tensors.filter(isQuantisable).length
    return {
      quantisedTensors,
      copiedTensors: tensors.length - quantisedTensors,
      sourceBytes: tensors.reduce((bytes, { length }) => bytes + length, 0),
      bytes: files.reduce((bytes, file) => bytes + file.bytes, 0),
      relativeError: Math.sqrt(sum.squaredError / (sum.squares || 1)),
    }
  } catch (error) {
    for (const file of files) {
      for (const path of [partial(file), join(target, file.name)]) await rm(path, { force: true })
    }
    throw error
  }
}

/** Whether {@link quantiseTransformer} turns this tensor of a transformer into int8. */
export function isQuantisable({ name, dims }: Pick<StoredTensor, 'name' | 'dims'>): boolean {
  return QUANTISED.test(name) && dims.length === 2
}

const layerOf = (tensor: StoredTensor) => tensor.name.slice(0, -'.weight'.length)

function plannedTensors(tensor: StoredTensor): PlannedTensor[] {
  const { name, dtype, dims, length } = tensor
  if (!isQuantisable(tensor)) return [{ name, dtype, dims, length }]
  const [outputs = 0, inputs = 0] = dims
  const [layer, blocks] = [layerOf(tensor), blockCount(inputs)]
  return [
    {
      name: int8Name(layer),
      dtype: 'U8',
      dims: [outputs, blocks, BLOCK_SIZE],
      length: outputs * blocks * BLOCK_SIZE,
    },
    { name: scaleName(layer), dtype: 'BF16', dims: [outputs, blocks], length: outputs * blocks * 2 },
  ]
}

type Errors = Pick<QuantisedRows, 'squaredError' | 'squares'>

async function writeTensors(
  weights: SafetensorsIndex,
  tensors: readonly StoredTensor[],
  files: readonly PlannedFile[],
  pathOf: (file: PlannedFile) => string,
  afterPiece: (finishedTensor: string | undefined, done: number) => void,
): Promise<Errors> {
  const handles = new Map<string, FileHandle>()
  const opened = async (path: string, flags: string) => {
    const handle = handles.get(path) ?? (await open(path, flags))
    handles.set(path, handle)
    return handle
  }
  /** Returns a function that writes successive pieces of a tensor to its place in the files. */
  const writerFor = async (name: string) => {
    const file = files.find(({ offsets }) => offsets.has(name))
    const offset = file?.offsets.get(name)
    if (!file || offset === undefined) throw new Error(`${name} has no place in the files`)
    const handle = await opened(pathOf(file), 'w')
    let position = offset
    return async (bytes: Uint8Array) => {
      await writeAll(handle, bytes, position)
      position += bytes.length
    }
  }

  const total = { squaredError: 0, squares: 0 }
  try {
    for (const file of files) await writeAll(await opened(pathOf(file), 'w'), file.header, 0)
    for (const [number, tensor] of tensors.entries()) {
      const input = await opened(join(weights.folder, tensor.file), 'r')
      const rowBytes = tensor.length / (tensor.dims[0] || 1)
      if (isQuantisable(tensor)) {
        const writeInt8 = await writerFor(int8Name(layerOf(tensor)))
        const writeScale = await writerFor(scaleName(layerOf(tensor)))
        for await (const piece of pieces(
          input,
          tensor,
          Math.max(1, Math.floor(CHUNK_BYTES / rowBytes)) * rowBytes,
        )) {
          const rows = quantiseRows(piece, tensor, weights)
          await writeInt8(rows.int8)
          await writeScale(rows.scales)
          total.squaredError += rows.squaredError
          total.squares += rows.squares
          afterPiece(undefined, number)
        }
      } else {
        const write = await writerFor(tensor.name)
        for await (const piece of pieces(input, tensor, CHUNK_BYTES)) {
          await write(piece)
          afterPiece(undefined, number)
        }
      }
      afterPiece(tensor.name, number + 1)
    }
    for (const file of files) await (await opened(pathOf(file), 'r+')).sync()
    return total
  } finally {
    for (const handle of handles.values()) await handle.close()
  }
}

async function* pieces(file: FileHandle, { offset, length, name }: StoredTensor, pieceBytes: number) {
  for (let start = 0; start < length; start += pieceBytes) {
    const bytes = new Uint8Array(Math.min(pieceBytes, length - start))
    for (let filled = 0; filled < bytes.length;) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, offset + start + filled)
      if (bytesRead === 0) throw new Error(`the file of ${name} ended while it was read`)
      filled += bytesRead
    }
    yield bytes
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}

function indexOf(files: readonly PlannedFile[]): string | undefined {
  if (files.length === 1) return undefined
  const weightMap = files.flatMap(({ name, offsets }) => [...offsets.keys()].map((tensor) => [tensor, name]))
  const totalSize = files.reduce((bytes, file) => bytes + file.bytes, 0)
  const index = { metadata: { total_size: totalSize }, weight_map: Object.fromEntries(weightMap) as object }
  return `${JSON.stringify(index, null, 2)}\n`
}
