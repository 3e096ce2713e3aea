import { InferenceSession, Tensor } from 'onnxruntime-node'
import { createGraphBuilder } from '#worker/graphs/onnx/builder.ts'
import { sessionOptions } from '#worker/wan/sessions/session.ts'

/** CPU seconds of this process meanwhile, which other work on the machine hardly changes. */
export async function cpuSecondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/**
 * Operations a second of CPU time in a product of two square matrices: the machine's GEMM rate.
 *
 * @param folder where the graph would have its weights
 */
export async function gemmRate(folder: string, threads: number): Promise<number> {
  const side = 1536
  const weights = { source: 'none', folder, tensors: new Map() }
  const builder = createGraphBuilder({ name: 'gemm', weights })
  const a = builder.input('a', 'float32', [side, side])
  const b = builder.input('b', 'float32', [side, side])
  builder.output('c', builder.add('MatMul', [a, b]), 'float32', [side, side])
  const graph = builder.build()
  const session = await InferenceSession.create(
    graph.model,
    sessionOptions(graph, { device: 'cpu', threads }),
  )
  const matrix = () => new Tensor('float32', new Float32Array(side * side).fill(0.1), [side, side])
  const feeds = { a: matrix(), b: matrix() }
  let seconds = Infinity
  for (let run = 0; run < 8; run++) {
    seconds = Math.min(seconds, await cpuSecondsOf(() => session.run(feeds)))
  }
  await session.release()
  return (2 * side ** 3) / seconds
}
