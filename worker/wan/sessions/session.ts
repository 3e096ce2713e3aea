import { InferenceSession, Tensor } from 'onnxruntime-node'
import { type Graph, type GraphValue } from '#worker/graphs/onnx/graph.ts'

/** Where graphs run: on the CPU, or on the CUDA device of that number among the visible ones. */
export type Device = 'cpu' | `cuda:${number}`

export interface SessionOptions {
  readonly device: Device
  /** CPU threads within one operator. */
  readonly threads: number
  /**
   * Whether operators of a transformer that have no CUDA kernel may run on the CPU. Default: no.
   */
  readonly mayUseCpu?: boolean
}

/** Values in row-major order, and their shape. */
export interface FloatTensor {
  readonly dims: readonly number[]
  readonly data: Float32Array
}
export interface IntTensor {
  readonly dims: readonly number[]
  readonly data: BigInt64Array
}
export interface ByteTensor {
  readonly dims: readonly number[]
  readonly data: Uint8Array
}

export type SessionInputs = Readonly<Record<string, FloatTensor | IntTensor>>

/** A graph that is ready to run. */
export interface GraphSession {
  /**
   * Runs the graph and returns its one float32 output. The run blocks the thread and cannot be
   * interrupted. Inputs are read in place; the output is a copy.
   *
   * @throws Error with graph and input when an input is missing, unknown, or of another type or
   *   shape.
   */
  run(inputs: SessionInputs): Promise<FloatTensor>
  /** Runs a graph whose one output is uint8. */
  runToBytes(inputs: SessionInputs): Promise<ByteTensor>
  /** Frees the weights and the arena; later runs fail. */
  release(): Promise<void>
}

/**
 * Opens a session, which blocks the thread.
 *
 * @throws Error when the graph has more than one output or the device is not available.
 */
export async function openSession(graph: Graph, options: SessionOptions): Promise<GraphSession> {
  const [output, ...others] = graph.outputs
  if (!output || others.length > 0) throw new Error(`${graph.name} has ${graph.outputs.length} outputs`)
  const session = await createSession(graph, options)
  const forward = async (inputs: SessionInputs) => {
    checkInputs(graph, inputs)
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, toOnnxTensor(tensor)]),
    )
    return (await session.run(feeds))[output.name]
  }
  return {
    async run(inputs) {
      const { data, dims } = (await forward(inputs)) ?? {}
      if (!(data instanceof Float32Array) || !dims) throw new Error(`${graph.name} gave no float32 output`)
      return { data, dims }
    },
    async runToBytes(inputs) {
      const { data, dims } = (await forward(inputs)) ?? {}
      if (!(data instanceof Uint8Array) || !dims) throw new Error(`${graph.name} gave no uint8 output`)
      return { data, dims }
    },
    release: () => session.release(),
  }
}

/**
 * The runtime's message when `disable_cpu_ep_fallback` is set and an operator has no other kernel.
 */
const CPU_FALLBACK = /fallback to CPU EP has been explicitly disabled/

/**
 * A transformer that runs in part on the CPU is slow but correct, so it is served with a warning.
 */
async function createSession(graph: Graph, options: SessionOptions): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(graph.model, sessionOptions(graph, options))
  } catch (error) {
    if (!(error instanceof Error) || !CPU_FALLBACK.test(error.message)) throw error
    process.emitWarning(`operators of ${graph.name} run on the CPU`)
    return InferenceSession.create(graph.model, sessionOptions(graph, { ...options, mayUseCpu: true }))
  }
}

/**
 * Options are strings where they reach the runtime as configuration entries.
 *
 * On CUDA `disable_cpu_ep_fallback` makes the creation of a transformer fail rather than run a
 * heavy operator on the CPU; the other graphs compute shapes, which the runtime puts on the CPU on
 * purpose. Initializers bypass the arena, whose power-of-two growth would double the weights. On
 * the CPU prepacking is off so that weights stay mapped from the file, and threads sleep while
 * there is nothing to do.
 *
 * A graph with a Loop runs without memory patterns: from the second iteration on one would hold a
 * block for everything that an iteration makes, beside the loop's state: 15 % more at the peak of a
 * decoder.
 */
export function sessionOptions(
  graph: Graph,
  { device, threads, mayUseCpu = false }: SessionOptions,
): InferenceSession.SessionOptions {
  const weights = { model_external_initializers_file_folder_path: graph.weightsFolder }
  const enableMemPattern = graph.nodeCount['Loop'] === undefined
  if (device === 'cpu') {
    return {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      enableMemPattern,
      logSeverityLevel: 3,
      extra: { session: { ...weights, disable_prepacking: '1', intra_op: { allow_spinning: '0' } } },
    }
  }
  const strict = graph.name === 'transformer' && !mayUseCpu ? { disable_cpu_ep_fallback: '1' } : {}
  return {
    executionProviders: [{ name: 'cuda', deviceId: Number(device.slice('cuda:'.length)) }],
    graphOptimizationLevel: 'all',
    enableMemPattern,
    logSeverityLevel: 3,
    extra: { session: { ...weights, use_device_allocator_for_initializers: '1', ...strict } },
  }
}

function checkInputs(graph: Graph, inputs: SessionInputs): void {
  const known = new Set(graph.inputs.map(({ name }) => name))
  const unknown = Object.keys(inputs).find((name) => !known.has(name))
  if (unknown !== undefined) throw new Error(`${graph.name} has no input "${unknown}"`)
  const symbols = new Map<string, number>()
  for (const input of graph.inputs) {
    const tensor = inputs[input.name]
    if (!tensor) throw new Error(`${graph.name}: input "${input.name}" is missing`)
    checkInput(graph.name, input, tensor, symbols)
  }
}

function checkInput(
  graphName: string,
  input: GraphValue,
  { data, dims }: FloatTensor | IntTensor,
  symbols: Map<string, number>,
): void {
  const refuse = (what: string) => {
    throw new Error(`${graphName}: input "${input.name}" ${what}`)
  }
  const type = data instanceof Float32Array ? 'float32' : 'int64'
  if (type !== input.type) refuse(`is ${type}, expected ${input.type}`)
  const expected = input.dims.map((dim) => (typeof dim === 'string' ? (symbols.get(dim) ?? dim) : dim))
  const fits = (dim: number | string, axis: number) => typeof dim === 'string' || dim === dims[axis]
  if (dims.length !== expected.length || !expected.every(fits)) {
    refuse(`has shape [${dims.join(', ')}], expected [${expected.join(', ')}]`)
  }
  input.dims.forEach((dim, axis) => typeof dim === 'string' && symbols.set(dim, dims[axis] ?? 0))
  const count = dims.reduce((product, dim) => product * dim, 1)
  if (data.length !== count) refuse(`has ${data.length} values for shape [${dims.join(', ')}]`)
}

function toOnnxTensor({ data, dims }: FloatTensor | IntTensor): Tensor {
  return data instanceof Float32Array ? new Tensor('float32', data, dims) : new Tensor('int64', data, dims)
}
