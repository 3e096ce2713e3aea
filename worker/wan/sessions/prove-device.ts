import { createGraphBuilder } from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { plannedWeights } from '#worker/graphs/weights/safetensors.ts'
import { openSession, type SessionOptions } from './session.ts'

const SIDE = 4
/** Kernels of float32 may round their inputs to ten bits (TF32). */
const TOLERANCE = 1e-2

/**
 * Runs one tiny graph on the device: a convolution and a product of matrices, each of which loads
 * another library on CUDA. Takes milliseconds on a CPU, and on a GPU the second or two in which the
 * driver starts.
 *
 * @throws Error as the runtime words it, when the device cannot work, or when it computes something
 *   else than this process.
 */
export async function proveDevice(options: SessionOptions): Promise<void> {
  const session = await openSession(probeGraph(), options)
  try {
    const x = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % 5) - 2)
    const { data } = await session.run({ x: { dims: [1, 1, SIDE, SIDE], data: x } })
    const expected = twiceSquared(x)
    const wrong = data.some((value, i) => !(Math.abs(value - (expected[i] ?? 0)) <= TOLERANCE))
    if (wrong || data.length !== expected.length) throw new Error('the device computes wrong numbers')
  } finally {
    await session.release()
  }
}

/** y = (2x)(2x), the doubling by a convolution of one pixel. */
function probeGraph(): Graph {
  const graph = createGraphBuilder({ name: 'probe', weights: plannedWeights('F32') })
  const x = graph.input('x', 'float32', [1, 1, SIDE, SIDE])
  const doubled = graph.add('Conv', [x, graph.floats([2], [1, 1, 1, 1])])
  graph.output('y', graph.add('MatMul', [doubled, doubled]), 'float32', [1, 1, SIDE, SIDE])
  return graph.build()
}

function twiceSquared(x: Float32Array): Float32Array {
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [row, column] = [Math.floor(i / SIDE), i % SIDE]
    let sum = 0
    for (let k = 0; k < SIDE; k++) sum += (x[row * SIDE + k] ?? 0) * (x[k * SIDE + column] ?? 0)
    return 4 * sum
  })
}
