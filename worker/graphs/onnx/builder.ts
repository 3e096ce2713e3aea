import { join } from 'node:path'
import { type Graph, type GraphValue } from './graph.ts'
import {
  ELEMENT_TYPE_CODES,
  encodeModel,
  type Attribute,
  type Dimension,
  type ElementType,
  type ExternalTensor,
  type InlineTensor,
  type Node,
  type SubGraph,
  type Tensor,
  type ValueInfo,
} from './writer.ts'
import {
  requireTensor,
  WeightsError,
  type SafetensorsDtype,
  type SafetensorsIndex,
  type StoredTensor,
} from '#worker/graphs/weights/safetensors.ts'
import { eightBitScale, scaleView } from '#worker/graphs/weights/eight-bit.ts'
import { commonFolder, locationIn } from '#worker/graphs/weights/shared-folder.ts'

/** The name of a tensor inside a graph, written by one node and read by others. */
export type Value = string

export type FloatType = 'float32' | 'float16' | 'bfloat16'

export interface GraphBuilderOptions {
  readonly name: string
  readonly weights: SafetensorsIndex
  /**
   * Default element type of weights and float constants inside the graph. A stored weight of
   * another float type gets a Cast, which the runtime computes once, when it creates the session.
   */
  readonly dtype?: FloatType
}

/** Where a weight is stored, and the shape and type in which the graph reads it. */
export interface WeightOptions {
  /** Another shape with as many elements for the same bytes; the stored shape by default. */
  readonly viewDims?: readonly number[]
  /** The element type in the graph; the graph's dtype by default. */
  readonly type?: FloatType
  /** The weights that hold the tensor; the graph's weights by default. */
  readonly source?: SafetensorsIndex
  /** Whether 8-bit floats are read as the bytes that they are. */
  readonly asBytes?: boolean
}

export type Attributes = Readonly<Record<string, Attribute>>

/**
 * A value carried from one Loop iteration to the next. `dims` may name symbolic sizes that change
 * between iterations; without `dims` the rank is unknown.
 */
export interface LoopState {
  readonly value: Value
  readonly type: ElementType
  readonly dims?: readonly Dimension[]
}

export interface LoopOptions {
  /**
   * Number of iterations, a scalar int64. With zero iterations the states pass unchanged and the
   * scans are empty.
   */
  readonly tripCount: Value
  readonly states: readonly LoopState[]
  /**
   * Adds the nodes of one iteration to `body`. `iteration` is a scalar int64 that counts from 0;
   * `states` are the carried values in their given order. The body can also read values of the
   * enclosing graph. Returns the next states and one slice of each scan output.
   */
  readonly body: (
    body: GraphScope,
    iteration: Value,
    states: Value[],
  ) => { readonly states: readonly Value[]; readonly scans?: readonly LoopState[] }
}

/** A graph, or the body of a control-flow node, to which nodes, constants and weights are added. */
export interface GraphScope {
  readonly dtype: FloatType
  /**
   * Adds a node with one output. An operator outside ai.onnx is written with its domain:
   * `com.microsoft.FusedMatMul`. The input '' omits an optional input.
   *
   * @throws Error when an input is not defined.
   */
  add(op: string, inputs: readonly Value[], attributes?: Attributes): Value
  /**
   * Adds a node with `outputCount` outputs.
   *
   * @throws Error when an input is not defined.
   */
  addMany(op: string, inputs: readonly Value[], outputCount: number, attributes?: Attributes): Value[]
  /** The place of a tensor of the graph's weights; undefined without one of that name. */
  stored(tensorName: string): StoredTensor | undefined
  /**
   * The stored tensor `tensorName` of shape `storedDims` as floats of the requested type, times its
   * scale if it has one.
   *
   * @throws WeightsError when the tensor is missing, of another shape, or not of a float type.
   */
  weight(tensorName: string, storedDims: readonly number[], options?: WeightOptions): Value
  /**
   * The stored tensor `tensorName` of shape `storedDims` in its stored type, without a Cast.
   *
   * @throws WeightsError when the tensor is missing, of another shape, or of a type that the graphs
   *   do not support.
   */
  storedWeight(
    tensorName: string,
    storedDims: readonly number[],
    options?: Omit<WeightOptions, 'type'>,
  ): { readonly value: Value; readonly type: ElementType }
  /** An inline float constant in the graph's dtype, or in `type`; `dims` defaults to one axis. */
  floats(values: ArrayLike<number>, dims?: readonly number[], type?: FloatType): Value
  /** An inline int64 constant; `dims` defaults to one axis. */
  ints(values: readonly number[], dims?: readonly number[]): Value
  /** An inline scalar (rank 0) float constant in the graph's dtype, or in `type`. */
  float(value: number, type?: FloatType): Value
  /** An inline scalar (rank 0) int64 constant. */
  int(value: number): Value
  /** An inline scalar (rank 0) bool constant. */
  bool(value: boolean): Value
  /** `value` of type `from` as type `to`; `value` itself when the types are equal. */
  convert(value: Value, from: ElementType, to: ElementType): Value
  /** `value` in another element type, through a Cast node. */
  cast(value: Value, type: ElementType): Value
  /**
   * Adds an ONNX Loop that runs `tripCount` times. Returns the final states and the scans, each
   * with a new first axis of length `tripCount`.
   *
   * @throws Error when the body returns another number of states.
   */
  loop(options: LoopOptions): { states: Value[]; scans: Value[] }
}

/** The outermost scope of a graph, which declares its inputs and outputs. */
export interface GraphBuilder extends GraphScope {
  /** Declares the graph input `name`. */
  input(name: string, type: ElementType, dims: readonly Dimension[]): Value
  /** Makes `value` the graph output `name`. */
  output(name: string, value: Value, type: ElementType, dims: readonly Dimension[]): void
  /** The finished graph. */
  build(): Graph
}

interface ScopeState {
  readonly parent: ScopeState | undefined
  readonly names: Set<Value>
  readonly constants: Map<string, Value>
  readonly nodes: Node[]
  readonly initializers: Tensor[]
}

/**
 * A builder of one ONNX graph whose weights stay in their safetensors files: the initializers name
 * byte ranges of those files. Names of nodes and constants are generated; a weight has the name of
 * its tensor.
 */
export function createGraphBuilder({ name, weights, dtype = 'float32' }: GraphBuilderOptions): GraphBuilder {
  const root = createScopeState(undefined)
  const inputs: GraphValue[] = []
  const outputs: GraphValue[] = []
  const weightValues = new Map<string, Value>()
  const sources: SafetensorsIndex[] = [weights]
  const externals: ExternalTensor[] = []
  const nodeCount: Record<string, number> = {}
  const storedWeights = new Set<string>()
  /** Bytes of each weight that a node reads, by the name of its value. */
  const readWeights = new Map<Value, number>()
  let weightBytes = 0
  let counter = 0

  const newName = (stem: string) => `${stem}_${counter++}`

  const define = (scope: ScopeState, value: Value) => {
    if (isDefined(scope, value)) throw new Error(`graph ${name}: "${value}" is defined twice`)
    scope.names.add(value)
    return value
  }

  const addNode = (
    scope: ScopeState,
    qualifiedOp: string,
    reads: readonly Value[],
    writes: readonly Value[],
    attributes: Attributes,
  ) => {
    for (const value of reads) {
      if (value !== '' && !isDefined(scope, value)) {
        throw new Error(`graph ${name}: ${qualifiedOp} reads "${value}", which is not defined`)
      }
    }
    const dot = qualifiedOp.lastIndexOf('.')
    for (const value of writes) define(scope, value)
    scope.nodes.push({
      op: qualifiedOp.slice(dot + 1),
      domain: qualifiedOp.slice(0, Math.max(dot, 0)),
      name: writes[0] ?? '',
      inputs: reads,
      outputs: writes,
      attributes,
    })
    nodeCount[qualifiedOp] = (nodeCount[qualifiedOp] ?? 0) + 1
  }

  const addOne = (scope: ScopeState, op: string, reads: readonly Value[], attributes: Attributes): Value => {
    const value = newName(op.slice(op.lastIndexOf('.') + 1))
    addNode(scope, op, reads, [value], attributes)
    return value
  }

  const cast = (scope: ScopeState, value: Value, type: ElementType) =>
    addOne(scope, 'Cast', [value], { to: ELEMENT_TYPE_CODES[type] })

  const sourceNumber = (source: SafetensorsIndex) => {
    const known = sources.indexOf(source)
    return known < 0 ? sources.push(source) - 1 : known
  }

  /**
   * Weights and their casts live in the outermost graph, where every body can read them and a Loop
   * does not repeat the cast.
   */
  const storedWeight = (
    tensorName: string,
    storedDims: readonly number[],
    { viewDims = storedDims, source = weights, asBytes = false }: WeightOptions,
  ): { value: Value; type: ElementType } => {
    const stored = requireTensor(source, tensorName, storedDims)
    const type = asBytes ? 'uint8' : ELEMENT_TYPES[stored.dtype]
    if (!type) throw new WeightsError(source.source, tensorName, `has dtype ${stored.dtype}`)
    const number = sourceNumber(source)
    const title = number === 0 ? tensorName : `${tensorName} of file set ${number}`
    const key = `${title} [${viewDims.join(', ')}]`
    const known = weightValues.get(key)
    if (known !== undefined) return { value: known, type }
    if (elementCount(viewDims) !== elementCount(storedDims)) {
      throw new Error(
        `graph ${name}: ${tensorName} of shape [${storedDims.join(', ')}] cannot be seen as ${key}`,
      )
    }
    const value = define(root, root.names.has(title) ? key : title)
    // The location becomes relative once all folders are known.
    const { offset, length } = stored
    const location = join(source.folder, stored.file)
    externals.push({ kind: 'external', name: value, type, dims: viewDims, location, offset, length })
    if (!storedWeights.has(title)) weightBytes += length
    storedWeights.add(title)
    weightValues.set(key, value)
    return { value, type }
  }

  const read = (value: Value, type: ElementType, dims: readonly number[]): Value => {
    readWeights.set(value, elementCount(dims) * (ELEMENT_BYTES[type] ?? 1))
    return value
  }

  /** Weights in 8-bit floats may have scales, which are multiplied in float32. */
  const asType = (
    stored: { readonly value: Value; readonly type: ElementType },
    tensorName: string,
    storedDims: readonly number[],
    type: FloatType,
    { viewDims = storedDims, source = weights }: WeightOptions,
  ): Value => {
    const scale = eightBitScale(source, tensorName)
    if (!scale || !stored.type.startsWith('float8')) return cast(root, stored.value, type)
    const factor = storedWeight(scale.name, scale.dims, { viewDims: scaleView(scale, viewDims), source })
    const product = addOne(
      root,
      'Mul',
      [stored, factor].map((one) => (one.type === 'float32' ? one.value : cast(root, one.value, 'float32'))),
      {},
    )
    return type === 'float32' ? product : cast(root, product, type)
  }

  const weight = (tensorName: string, storedDims: readonly number[], options: WeightOptions = {}): Value => {
    const { type = dtype, source = weights } = options
    const stored = storedWeight(tensorName, storedDims, options)
    if (stored.type === type) return read(stored.value, type, storedDims)
    if (!isFloatType(stored.type)) {
      const { dtype: storedDtype } = requireTensor(source, tensorName, storedDims)
      throw new WeightsError(source.source, tensorName, `has dtype ${storedDtype}, expected a float type`)
    }
    const key = `${stored.value} as ${type}`
    const known = weightValues.get(key)
    if (known !== undefined) return known
    const value = read(asType(stored, tensorName, storedDims, type, options), type, storedDims)
    weightValues.set(key, value)
    return value
  }

  const constant = (
    scope: ScopeState,
    type: InlineTensor['type'],
    dims: readonly number[],
    data: Uint8Array,
  ): Value => {
    const key = `${type} ${dims.join(',')} ${Buffer.from(data).toString('base64')}`
    const known = scope.constants.get(key)
    if (known !== undefined) return known
    const value = define(scope, newName('const'))
    scope.constants.set(key, value)
    scope.initializers.push({ kind: 'tensor', name: value, type, dims, data })
    return value
  }

  const loop = (scope: ScopeState, { tripCount, states, body }: LoopOptions) => {
    const inner = createScopeState(scope)
    const valueInfo = (value: Value, { type, dims }: LoopState): ValueInfo =>
      dims ? { name: value, type, dims } : { name: value, type }
    const iteration = define(inner, newName('iteration'))
    const condition = define(inner, newName('condition'))
    const carried = states.map((state) => ({ ...state, value: define(inner, newName('state')) }))
    const result = body(
      scopeOf(inner),
      iteration,
      carried.map((state) => state.value),
    )
    if (result.states.length !== states.length) {
      throw new Error(`graph ${name}: a Loop of ${states.length} states returned ${result.states.length}`)
    }
    const scans = result.scans ?? []
    // A body must write its own outputs, so an Identity copies values that are its inputs or belong
    // to the outer graph.
    const leave = (value: Value) => addOne(inner, 'Identity', [value], {})
    const graph: SubGraph = {
      kind: 'graph',
      name: newName(`${name}_loop`),
      inputs: [
        { name: iteration, type: 'int64', dims: [] },
        { name: condition, type: 'bool', dims: [] },
        ...carried.map((state) => valueInfo(state.value, state)),
      ],
      outputs: [
        { name: leave(condition), type: 'bool', dims: [] },
        ...states.map((state, i) => valueInfo(leave(result.states[i] ?? ''), state)),
        ...scans.map((scan) => valueInfo(leave(scan.value), scan)),
      ],
      nodes: inner.nodes,
      initializers: inner.initializers,
    }
    const written = [...states, ...scans].map(() => newName('Loop'))
    const reads = [
      tripCount,
      constant(scope, 'bool', [], Uint8Array.of(1)),
      ...states.map((state) => state.value),
    ]
    addNode(scope, 'Loop', reads, written, { body: graph })
    return { states: written.slice(0, states.length), scans: written.slice(states.length) }
  }

  const scopeOf = (scope: ScopeState): GraphScope => ({
    dtype,
    add: (op, reads, attributes = {}) => addOne(scope, op, reads, attributes),
    addMany: (op, reads, outputCount, attributes = {}) => {
      const stem = newName(op.slice(op.lastIndexOf('.') + 1))
      const values = Array.from({ length: outputCount }, (_, i) => `${stem}_${i}`)
      addNode(scope, op, reads, values, attributes)
      return values
    },
    weight,
    stored: (tensorName) => weights.tensors.get(tensorName),
    storedWeight: (tensorName, storedDims, options = {}) => {
      const stored = storedWeight(tensorName, storedDims, options)
      read(stored.value, stored.type, storedDims)
      return stored
    },
    floats: (values, dims = [values.length], type = dtype) =>
      constant(scope, type, dims, floatBytes(type, values)),
    ints: (values, dims = [values.length]) =>
      constant(scope, 'int64', dims, new Uint8Array(BigInt64Array.from(values, BigInt).buffer)),
    float: (value, type = dtype) => constant(scope, type, [], floatBytes(type, [value])),
    int: (value) => constant(scope, 'int64', [], new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)),
    bool: (value) => constant(scope, 'bool', [], Uint8Array.of(value ? 1 : 0)),
    convert: (value, from, to) => (from === to ? value : cast(scope, value, to)),
    cast: (value, type) => cast(scope, value, type),
    loop: (options) => loop(scope, options),
  })

  return {
    ...scopeOf(root),
    input: (inputName, type, dims) => {
      inputs.push({ name: inputName, type, dims })
      return define(root, inputName)
    },
    output: (outputName, value, type, dims) => {
      addNode(root, 'Identity', [value], [outputName], {})
      outputs.push({ name: outputName, type, dims })
    },
    build: () => {
      const weightsFolder = commonFolder(sources.map(({ folder }) => folder))
      // Thousands of tensors lie in a few files.
      const files = new Set(externals.map(({ location }) => location))
      const places = new Map([...files].map((file) => [file, locationIn(weightsFolder, file)]))
      const placed = externals.map((tensor) => ({ ...tensor, location: places.get(tensor.location) ?? '' }))
      const initializers = [...root.initializers, ...placed]
      return {
        name,
        model: encodeModel({ kind: 'graph', name, nodes: root.nodes, initializers, inputs, outputs }),
        weightsFolder,
        inputs: [...inputs],
        outputs: [...outputs],
        nodeCount: { ...nodeCount },
        weightBytes,
        deviceWeightBytes: readWeights.values().reduce((sum, bytes) => sum + bytes, 0),
      }
    },
  }
}

const ELEMENT_TYPES: Partial<Record<SafetensorsDtype, ElementType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8e4m3fn',
  F8_E5M2: 'float8e5m2',
  U8: 'uint8',
  I8: 'int8',
  I64: 'int64',
}

/** Element types wider than a byte. */
const ELEMENT_BYTES: Partial<Record<ElementType, number>> = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
}

function isFloatType(type: ElementType): boolean {
  return type.includes('float')
}

function createScopeState(parent: ScopeState | undefined): ScopeState {
  return { parent, names: new Set(), constants: new Map(), nodes: [], initializers: [] }
}

function isDefined(scope: ScopeState | undefined, value: Value): boolean {
  return scope !== undefined && (scope.names.has(value) || isDefined(scope.parent, value))
}

function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1)
}

function floatBytes(type: FloatType, values: ArrayLike<number>): Uint8Array {
  if (type === 'float32') return new Uint8Array(Float32Array.from(values).buffer)
  if (type === 'float16') return new Uint8Array(Float16Array.from(values).buffer)
  // bfloat16 is the upper half of float32, rounded to nearest, ties to even.
  const bits = new Uint32Array(Float32Array.from(values).buffer)
  return new Uint8Array(Uint16Array.from(bits, (word) => (word + 0x7fff + ((word >>> 16) & 1)) >>> 16).buffer)
}
