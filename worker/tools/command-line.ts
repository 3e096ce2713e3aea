import { parseArgs } from 'node:util'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { memoryBudget } from '#worker/wan/memory/budget.ts'
import { type CheckOptions } from './check-model.ts'

/** An invalid command line; the message gives the reason. */
export class UsageError extends Error {}

const DTYPES = new Map<string, FloatType>([
  ['bf16', 'bfloat16'],
  ['fp16', 'float16'],
  ['fp32', 'float32'],
])

/** The options of all commands. */
export type Values = ReturnType<typeof parse>['values']

/** @throws UsageError */
export function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        size: { type: 'string' },
        frames: { type: 'string' },
        dtype: { type: 'string', default: 'bf16' },
        out: { type: 'string' },
        name: { type: 'string' },
        revision: { type: 'string', default: 'main' },
        card: { type: 'string' },
        loras: { type: 'string' },
        int8: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** @throws UsageError */
export function checkOptions(values: Values): CheckOptions {
  const size = /^(\d+)x(\d+)$/.exec(values.size ?? '')
  if (values.size !== undefined && !size)
    throw new UsageError(`--size is ${values.size}, expected a size such as 832x480`)
  const frames = values.frames === undefined ? null : Number(values.frames)
  if (frames !== null && !(Number.isInteger(frames) && frames >= 1 && frames % 4 === 1)) {
    throw new UsageError(`--frames is ${values.frames}, expected 4n + 1, such as 81`)
  }
  return {
    dtype: dtypeOf(values.dtype),
    int8: values.int8,
    size: size && { width: Number(size[1]), height: Number(size[2]) },
    frames,
    budget: memoryBudget('cuda', cardOf(values.card)),
    loras: values.loras ?? null,
  }
}

/** @throws UsageError */
export function dtypeOf(text: string): FloatType {
  const dtype = DTYPES.get(text)
  if (!dtype) throw new UsageError(`--dtype is ${text}, expected ${[...DTYPES.keys()].join(', ')}`)
  return dtype
}

/**
 * Memory of a card in GiB; null where none is named.
 *
 * @throws UsageError
 */
export function cardOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const [, gib] = /^(\d+(?:\.\d+)?)(?:GB|GiB)?$/i.exec(text) ?? []
  if (gib === undefined) throw new UsageError(`--card is ${text}, expected a memory size such as 24GB`)
  return Number(gib)
}
