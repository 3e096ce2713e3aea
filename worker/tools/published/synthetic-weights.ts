import { type ComponentConfig } from '#worker/graphs/config.ts'
import { isQuantisable } from '#worker/graphs/quantise/quantise.ts'
import { BLOCK_SIZE, blockCount, int8Name, scaleName } from '#worker/graphs/onnx/quantised-linear.ts'
import {
  type SafetensorsDtype,
  type SafetensorsIndex,
  type StoredTensor,
} from '#worker/graphs/weights/safetensors.ts'
import { publishedTensors, type ComponentName } from './published-tensors.ts'

export type StoredFloat = Extract<SafetensorsDtype, 'F32' | 'F16' | 'BF16'>

const BYTES = { F32: 4, F16: 2, BF16: 2, U8: 1 } as const

export interface SyntheticOptions {
  readonly folder: string
  readonly dtype: StoredFloat
  /** Whether a transformer has the int8 layout that `npm run model -- quantize` writes. */
  readonly int8: boolean
}

/**
 * An index of absent weights: the tensors that the published weights of a component have, one after
 * the other in a single file. Graphs can be built on it and measured but not run.
 *
 * @throws ConfigError for an absent value or one of the wrong kind.
 */
export function syntheticWeights(
  component: ComponentName,
  config: ComponentConfig,
  { folder, dtype, int8 }: SyntheticOptions,
): SafetensorsIndex {
  const tensors = new Map<string, StoredTensor>()
  let offset = 8
  const add = (name: string, type: keyof typeof BYTES, dims: readonly number[]): void => {
    const length = dims.reduce((product, size) => product * size, BYTES[type])
    tensors.set(name, { name, dtype: type, dims, file: 'absent.safetensors', offset, length })
    offset += length
  }
  const isTransformer = component === 'transformer' || component === 'transformer_2'
  for (const [name, dims] of publishedTensors(component, config)) {
    if (!int8 || !isTransformer || !isQuantisable({ name, dims })) {
      add(name, dtype, dims)
      continue
    }
    const layer = name.slice(0, -'.weight'.length)
    const [outputs = 0, inputs = 0] = dims
    add(int8Name(layer), 'U8', [outputs, blockCount(inputs), BLOCK_SIZE])
    add(scaleName(layer), 'BF16', [outputs, blockCount(inputs)])
  }
  return { source: `${folder} (weights absent)`, folder, tensors }
}
