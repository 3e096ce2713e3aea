import { join } from 'node:path'
import { type Difference, type LoraSource, stackLoras } from '#worker/graphs/weights/lora.ts'
import { type SafetensorsIndex, WeightsError } from '#worker/graphs/weights/safetensors.ts'
import { type ChangeableWeights, type WeightShapes } from './lora-inputs.ts'

/** Types whose values a run can bring along. */
const FLOATS = ['F64', 'F32', 'F16', 'BF16']

/** What a LoRA file changes of a transformer, as far as each run can bring it along. */
export interface LoraFit {
  readonly changes: ChangeableWeights
  /** Values that a run with it brings along. */
  readonly valueCount: number
  /** Keys that belong to no weight of the transformer. */
  readonly unmatchedKeys: readonly string[]
}

/**
 * What a LoRA file changes of a transformer with weights of these shapes. Low-rank pairs and
 * differences of vectors and tables are small, so a run can bring them along; differences of the
 * size of a matrix are not.
 *
 * @throws WeightsError for a file that belongs to another model, or with layers that a run cannot
 *   bring along; the reason names the way out.
 */
export function fitLora(source: Omit<LoraSource, 'strength'>, shapes: WeightShapes): LoraFit {
  const { weights } = source
  const stack = stackLoras([{ ...source, strength: 1 }])
  const [layers, tensors] = [new Set<string>(), new Set<string>()]
  let valueCount = 0
  const refuse = ({ factors }: Difference): never => {
    const reason =
      'changes a whole matrix, which no request can bring along: name the file in `loras` of a service.json'
    throw new WeightsError(weights.source, factors[0]?.[0], reason)
  }
  for (const [layer, [outputs, inputs]] of shapes.layers) {
    stack.differences(`${layer}.weight`).forEach(refuse)
    for (const { down, up, bias, rank } of stack.lowRank(layer)) {
      demandValues(weights, down, rank * inputs, `[${rank}, ${inputs}] as ${layer} of this model needs`)
      demandValues(weights, up, outputs * rank, `[${outputs}, ${rank}] as ${layer} of this model needs`)
      layers.add(layer)
      valueCount += rank * (inputs + outputs)
      if (bias === undefined) continue
      demandValues(weights, bias, outputs, `[${outputs}] as ${layer} of this model needs`)
      tensors.add(`${layer}.bias`)
    }
  }
  for (const [tensor, dims] of shapes.tensors) {
    for (const difference of stack.differences(tensor)) {
      if (difference.kind !== 'stored') refuse(difference)
      demandValues(
        weights,
        difference.factors[0]![0],
        countOf(dims),
        `[${dims.join(', ')}] as ${tensor} of this model`,
      )
      tensors.add(tensor)
    }
    if (tensors.has(tensor)) valueCount += countOf(dims)
  }
  if (layers.size + tensors.size === 0)
    throw new WeightsError(weights.source, undefined, 'has no key that belongs to the transformer')
  const unmatchedKeys = stack.reports()[0]?.unmatchedKeys ?? []
  return { changes: { layers, tensors }, valueCount, unmatchedKeys }
}

const countOf = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1)

function demandValues(weights: SafetensorsIndex, key: string, count: number, expected: string): void {
  const { dims = [], dtype = 'F32', file = '' } = weights.tensors.get(key) ?? {}
  const path = join(weights.folder, file)
  if (countOf(dims) !== count)
    throw new WeightsError(path, key, `has shape [${dims.join(', ')}], expected ${expected}`)
  if (!FLOATS.includes(dtype)) throw new WeightsError(path, key, `has dtype ${dtype}, expected a float type`)
}
