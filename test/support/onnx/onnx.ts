import { InferenceSession, Tensor } from 'onnxruntime-node'
import { type Graph } from '#worker/graphs/onnx/graph.ts'

/** Values in row-major order, and their shape. */
export interface FloatValues {
  readonly dims: readonly number[]
  readonly data: Float32Array
}
export interface IntValues {
  readonly dims: readonly number[]
  readonly data: BigInt64Array
}
export interface ByteValues {
  readonly dims: readonly number[]
  readonly data: Uint8Array
}
export type Values = FloatValues | IntValues | ByteValues

export interface OpenGraph {
  /** Runs the graph once and returns its outputs by name. */
  run(feeds: Readonly<Record<string, Values>>): Promise<Record<string, Values>>
  release(): Promise<void>
}

/** A CPU session over a built graph; release it when done. */
export async function openGraph(graph: Graph): Promise<OpenGraph> {
  const session = await InferenceSession.create(graph.model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 2,
    // Errors come as exceptions; they need not be printed too.
    logSeverityLevel: 4,
    extra: {
      session: {
        model_external_initializers_file_folder_path: graph.weightsFolder,
        disable_prepacking: '1',
        intra_op: { allow_spinning: '0' },
      },
    },
  })
  return {
    run: async (feeds) => {
      const results = await session.run(
        Object.fromEntries(Object.entries(feeds).map(([name, values]) => [name, toTensor(values)])),
      )
      return Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => [name, toValues(name, tensor)]),
      )
    },
    release: () => session.release(),
  }
}

/** Opens, runs once and releases. */
export async function runGraph(
  graph: Graph,
  feeds: Readonly<Record<string, Values>>,
): Promise<Record<string, Values>> {
  const session = await openGraph(graph)
  try {
    return await session.run(feeds)
  } finally {
    await session.release()
  }
}

/**
 * Largest |actual - expected| over the largest |expected|. Throws when there is no actual value,
 * when the shapes differ, or when an element is not finite.
 */
export function relativeError(actual: Values | undefined, expected: FloatValues): number {
  if (actual?.dims.join() !== expected.dims.join()) {
    throw new Error(`shape [${actual?.dims.join(', ')}], expected [${expected.dims.join(', ')}]`)
  }
  let difference = 0
  let scale = 0
  for (const [i, value] of expected.data.entries()) {
    const distance = Math.abs(Number(actual.data[i]) - value)
    if (!Number.isFinite(distance)) throw new Error(`element ${i} is ${actual.data[i]}, expected ${value}`)
    difference = Math.max(difference, distance)
    scale = Math.max(scale, Math.abs(value))
  }
  return difference / scale
}

function toTensor({ data, dims }: Values): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, dims)
  if (data instanceof BigInt64Array) return new Tensor('int64', data, dims)
  return new Tensor('uint8', data, dims)
}

function toValues(name: string, { data, dims }: InferenceSession.OnnxValueMapType[string]): Values {
  if (data instanceof Float32Array) return { data, dims }
  if (data instanceof BigInt64Array) return { data, dims }
  if (data instanceof Uint8Array) return { data, dims }
  throw new Error(`output ${name} is neither float32, int64 nor uint8`)
}
