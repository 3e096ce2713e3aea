import { createHash } from 'node:crypto'
import type { FixedField } from '#core/task/model-definition.ts'
import { canonicalJson } from '#core/task/canonical-json.ts'
import { fieldsOf, isObject, type JsonFields } from '#worker/wan/folder/config/json-fields.ts'

import { readLoraFiles, readLoraSlots, type LoraFiles, type LoraSlot } from './loras.ts'

/**
 * A node of a workflow in API format. An input is a value, or a link: the id of a node and its
 * output.
 */
export interface WorkflowNode {
  readonly class_type: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly _meta?: { readonly title?: string }
}

/** Nodes by their ids, as ComfyUI's `/prompt` takes them. */
export type Nodes = Readonly<Record<string, WorkflowNode>>

/** What of a request is written into a workflow. */
export const BOUND = [
  'prompt',
  'negative_prompt',
  'seed',
  'width',
  'height',
  'frames',
  'fps',
  'steps',
  'guidance_scale',
  'guidance_scale_2',
  'flow_shift',
  'first_frame',
  'last_frame',
] as const
export type Bound = (typeof BOUND)[number]

/** One input of one node. */
export interface NodeInput {
  readonly node: string
  readonly input: string
}

export interface Target extends NodeInput {
  /** Share of the value that is written, rounded: the steps of the first of two samplers. */
  readonly share: number | null
  /** Inputs that are left out when the request has no such picture. */
  readonly without: readonly NodeInput[]
}

/** A workflow, and where the values of a request go. */
export interface Workflow {
  readonly nodes: Nodes
  readonly bindings: Readonly<Partial<Record<Bound, readonly Target[]>>>
  /** Loaders of LoRAs, and the files that they may load. */
  readonly loraSlots: readonly LoraSlot[]
  readonly loraFiles: LoraFiles
  /** The node whose file is the result; null: the only one with a video. */
  readonly output: string | null
}

/** Without these every request would give the same video. */
const REQUIRED: readonly Bound[] = ['prompt', 'seed', 'width', 'height', 'frames']

/**
 * Reads a workflow and its bindings.
 *
 * @throws Error that names the binding and the way out.
 */
export function parseWorkflow(json: unknown, fields: JsonFields): Workflow {
  const nodes = parseNodes(json)
  const bindings = fields.object('bindings')
  bindings.only([...BOUND, 'loras'])
  const parsed = Object.fromEntries(
    BOUND.flatMap((bound): [Bound, readonly Target[]][] =>
      bindings.has(bound) ? [[bound, bindings.list(bound).map((each) => targetOf(nodes, bound, each))]] : [],
    ),
  ) as Workflow['bindings']
  const missing = REQUIRED.filter((bound) => parsed[bound] === undefined)
  if (missing.length > 0)
    throw new Error(
      `bindings has no ${missing.join(', ')}: name the node and its input, as ${JSON.stringify({ [missing[0]!]: exampleOf(nodes) })}`,
    )
  const output = fields.has('output') ? nodeNamed(nodes, fields.text('output'), 'output') : null
  const loraSlots = readLoraSlots(bindings, (bound, text) => inputNamed(nodes, bound, text))
  return { nodes, bindings: parsed, loraSlots, loraFiles: readLoraFiles(fields), output }
}

/**
 * The nodes of a file in API format.
 *
 * @throws Error that says how to export it, for a file of the editor.
 */
export function parseNodes(json: unknown): Nodes {
  if (isEditorFormat(json))
    throw new Error(
      'the workflow is in the format of the editor: open it in ComfyUI and choose Workflow → Export (API)',
    )
  const nodes = isObject(json) && isObject(json['prompt']) ? json['prompt'] : json
  if (!isObject(nodes) || Object.keys(nodes).length === 0) throw new Error('the workflow holds no nodes')
  for (const [id, node] of Object.entries(nodes)) {
    const fields = fieldsOf(node, `${id}.`)
    fields.text('class_type')
    fields.object('inputs')
  }
  return nodes as Nodes
}

/** Whether a file is a workflow as ComfyUI's editor saves it. */
export const isEditorFormat = (json: unknown): boolean =>
  isObject(json) && Array.isArray(json['nodes']) && Array.isArray(json['links'])

/** `<node>.<input>`, or an object with more. */
function targetOf(nodes: Nodes, bound: Bound, json: unknown): Target {
  if (typeof json === 'string') return { ...inputNamed(nodes, bound, json), share: null, without: [] }
  const fields = fieldsOf(json, `bindings.${bound}.`)
  fields.only(['to', 'share', 'without'])
  return {
    ...inputNamed(nodes, bound, fields.text('to')),
    share: fields.has('share') ? fields.number('share', 0) : null,
    without: fields.has('without')
      ? fields.texts('without').map((each) => inputNamed(nodes, bound, each))
      : [],
  }
}

function inputNamed(nodes: Nodes, bound: string, text: string): NodeInput {
  const dot = text.lastIndexOf('.')
  if (dot <= 0)
    throw new Error(`bindings.${bound} is ${JSON.stringify(text)}, expected <node id or title>.<input>`)
  const node = nodeNamed(nodes, text.slice(0, dot), `bindings.${bound}`)
  const input = text.slice(dot + 1)
  const inputs = Object.keys(nodes[node]!.inputs)
  if (!inputs.includes(input))
    throw new Error(
      `bindings.${bound} is ${JSON.stringify(text)}, but node ${node} (${nodes[node]!.class_type}) has the inputs ${inputs.join(', ') || 'none'}`,
    )
  return { node, input }
}

/** The id of the node with this id or title. */
function nodeNamed(nodes: Nodes, name: string, place: string): string {
  if (nodes[name] !== undefined) return name
  const titled = Object.entries(nodes).filter(([, node]) => node._meta?.title === name)
  if (titled.length === 1) return titled[0]![0]
  const why =
    titled.length > 1
      ? `${titled.length} nodes have that title: ${titled.map(([id]) => id).join(', ')}`
      : `there are ${Object.entries(nodes)
          .map(([id, node]) => `${id} (${node._meta?.title ?? node.class_type})`)
          .join(', ')}`
  throw new Error(`${place} names the node ${JSON.stringify(name)}, but ${why}`)
}

const exampleOf = (nodes: Nodes): string => {
  const [id, node] = Object.entries(nodes)[0]!
  return `${id}.${Object.keys(node.inputs)[0] ?? 'input'}`
}

/** Fields of a request that each value stands for. */
const FIELD_OF: Readonly<Partial<Record<Bound, FixedField>>> = {
  negative_prompt: 'negative_prompt',
  fps: 'fps',
  steps: 'num_inference_steps',
  guidance_scale: 'guidance_scale',
  guidance_scale_2: 'guidance_scale_2',
  flow_shift: 'flow_shift',
}

/** Fields of a request that a workflow does not take. */
export const fixedByWorkflow = ({ bindings }: Workflow): FixedField[] => [
  ...Object.entries(FIELD_OF).flatMap(([bound, field]) =>
    bindings[bound as Bound] === undefined ? [field] : [],
  ),
  'scheduler',
  'schedule',
  'boundary_ratio',
  'easy_cache',
]

/** A value of a request, or the name of an uploaded picture; null: the request has none. */
export type BoundValues = Readonly<Record<Bound, string | number | null>>

/**
 * The nodes with the values of a request. A value that is null leaves the workflow's own in place.
 */
export function bindWorkflow({ nodes, bindings }: Workflow, values: BoundValues): Nodes {
  const bound = structuredClone(nodes) as Record<string, { inputs: Record<string, unknown> }>
  for (const [name, targets] of Object.entries(bindings) as [Bound, readonly Target[]][]) {
    const value = values[name]
    for (const { node, input, share, without } of targets)
      if (value !== null)
        bound[node]!.inputs[input] =
          share === null || typeof value === 'string' ? value : Math.round(value * share)
      else for (const each of without) delete bound[each.node]!.inputs[each.input]
  }
  return bound as unknown as Nodes
}

/** SHA-256 of the nodes as they are sent. */
export const workflowDigest = (nodes: Nodes): string =>
  createHash('sha256').update(canonicalJson(nodes)).digest('hex')
