import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { type LoraSource, type LowRank, stackLoras } from '#worker/graphs/weights/lora.ts'
import { requireTensor, type SafetensorsIndex, WeightsError } from '#worker/graphs/weights/safetensors.ts'
import { toFloat32 } from '#worker/graphs/weights/to-float32.ts'
import {
  type ChangeableWeights,
  differenceInput,
  downInput,
  upInput,
  type WeightShapes,
} from './lora-inputs.ts'

/** The value of one input of a graph. */
export interface LoraValue {
  readonly dims: readonly number[]
  readonly data: Float32Array
}

/**
 * The values of all inputs that a graph has for its changeable weights: the pairs of all LoRAs side
 * by side, their ranks added and their scales multiplied into `up`, and the sums of their
 * differences. What no LoRA changes is zeros of rank 1.
 *
 * @throws WeightsError for a file that is no longer what it was when it was checked by `fitLora`.
 */
export async function readLoraValues(
  loras: readonly LoraSource[],
  { layers, tensors }: ChangeableWeights,
  shapes: WeightShapes,
): Promise<Readonly<Record<string, LoraValue>>> {
  const stack = stackLoras(loras)
  const files = openFiles()
  const values: Record<string, LoraValue> = {}
  try {
    for (const layer of layers) {
      const [outputs, inputs] = shapes.layers.get(layer) ?? [0, 0]
      const pairs = stack.lowRank(layer).filter(({ factor }) => factor !== 0)
      const rank = pairs.reduce((sum, pair) => sum + pair.rank, 0)
      const down = new Float32Array(Math.max(1, rank) * inputs)
      const up = new Float32Array(outputs * Math.max(1, rank))
      let first = 0
      for (const pair of pairs) {
        const scale = await scaleOf(files, pair)
        down.set(await files.floats(pair.source, pair.down), first * inputs)
        const own = await files.floats(pair.source, pair.up)
        for (let row = 0; row < outputs; row++)
          for (let i = 0; i < pair.rank; i++) up[row * rank + first + i] = scale * own[row * pair.rank + i]!
        first += pair.rank
      }
      values[downInput(layer)] = { dims: [down.length / inputs, inputs], data: down }
      values[upInput(layer)] = { dims: [outputs, up.length / outputs], data: up }
    }
    for (const tensor of tensors) {
      const dims = shapes.tensors.get(tensor) ?? []
      const data = new Float32Array(dims.reduce((product, size) => product * size, 1))
      const add = (own: Float32Array, factor: number) =>
        own.forEach((value, i) => (data[i]! += factor * value))
      for (const { source, factors, factor } of stack.differences(tensor))
        if (factor !== 0) add(await files.floats(source, factors[0]![0]), factor)
      const layer = tensor.replace(/\.bias$/, '')
      for (const pair of layer === tensor ? [] : stack.lowRank(layer))
        if (pair.bias !== undefined && pair.factor !== 0)
          add(await files.floats(pair.source, pair.bias), await scaleOf(files, pair))
      values[differenceInput(tensor)] = { dims, data }
    }
    return values
  } finally {
    await files.close()
  }
}

interface OpenFiles {
  /** A stored tensor as float32. */
  floats(source: SafetensorsIndex, key: string): Promise<Float32Array>
  close(): Promise<void>
}

async function scaleOf(files: OpenFiles, { source, alpha, factor }: LowRank): Promise<number> {
  return alpha === undefined ? factor : factor * ((await files.floats(source, alpha))[0] ?? 1)
}

/** Files of weights, each opened once. */
function openFiles(): OpenFiles {
  const handles = new Map<string, FileHandle>()
  return {
    async floats(source, key) {
      const tensor = requireTensor(source, key, source.tensors.get(key)?.dims ?? [])
      const path = join(source.folder, tensor.file)
      const handle = handles.get(path) ?? (await open(path))
      handles.set(path, handle)
      const bytes = new Uint8Array(tensor.length)
      const { bytesRead } = await handle.read(bytes, 0, tensor.length, tensor.offset)
      if (bytesRead < tensor.length) throw new WeightsError(path, key, 'is truncated')
      return toFloat32(bytes, tensor, source)
    },
    async close() {
      await Promise.all([...handles.values()].map((handle) => handle.close()))
    },
  }
}
