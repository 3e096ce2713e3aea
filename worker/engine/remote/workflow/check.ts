import { isObject } from '#worker/wan/folder/config/json-fields.ts'
import type { Nodes, Workflow } from './workflow.ts'

/** What a server says of its nodes, by class: an answer to ComfyUI's `/object_info`. */
export type ObjectInfo = Readonly<Record<string, unknown>>

const MOST_SHOWN = 8

/**
 * What a server lacks to run a workflow: custom nodes, files of weights, inputs that its version of
 * a node does not have. Inputs that requests fill are not looked at.
 */
export function workflowFaults(workflow: Workflow, info: ObjectInfo): string[] {
  const { nodes, bindings } = workflow
  const bound = new Set(
    Object.values(bindings).flatMap((targets) => targets.map(({ node, input }) => `${node}.${input}`)),
  )
  return Object.entries(nodes)
    .flatMap(([id, { class_type: name, inputs }]) => {
      const place = `node ${id} (${name})`
      const known = info[name]
      if (!isObject(known))
        return [`${place}: the server has no such node; install the custom nodes it is of`]
      const { required, optional } = inputsOf(known)
      const missing = Object.keys(required).filter((input) => !(input in inputs))
      const unfit = Object.entries(inputs).flatMap(([input, value]) => {
        const choices = choicesOf(required[input] ?? optional[input])
        if (choices === null || Array.isArray(value) || bound.has(`${id}.${input}`)) return []
        if (choices.includes(value)) return []
        const shown = choices.slice(0, MOST_SHOWN).join(', ') + (choices.length > MOST_SHOWN ? ', …' : '')
        return [`${place}: ${input} is ${JSON.stringify(value)}, and the server has ${shown || 'none'}`]
      })
      return [...missing.map((input) => `${place}: the input ${input} is missing`), ...unfit]
    })
    .concat(loraFaults(workflow, info))
}

/** LoRAs that requests may name and the server does not have. */
function loraFaults({ nodes, loraSlots, loraFiles }: Workflow, info: ObjectInfo): string[] {
  const loaders = loraSlots.flatMap(({ files }) => files.map((input, expert) => ({ ...input, expert })))
  const faults = loaders.flatMap(({ node, input, expert }) => {
    const known = info[nodes[node]!.class_type]
    if (!isObject(known)) return []
    const { required, optional } = inputsOf(known)
    const choices = choicesOf(required[input] ?? optional[input])
    return Object.entries(loraFiles).flatMap(([name, files]) => {
      const file = files[expert] ?? files[0]
      const isThere = choices === null || choices.includes(file)
      return isThere ? [] : [`the LoRA ${name}: the server has no file ${file}`]
    })
  })
  return [...new Set(faults)]
}

/** The classes of a workflow's nodes. */
export const classesOf = (nodes: Nodes): string[] => [
  ...new Set(Object.values(nodes).map(({ class_type: name }) => name)),
]

type Inputs = Readonly<Record<string, unknown>>

function inputsOf(node: Readonly<Record<string, unknown>>): { required: Inputs; optional: Inputs } {
  const input = isObject(node['input']) ? node['input'] : {}
  const of = (key: string): Inputs => (isObject(input[key]) ? input[key] : {})
  return { required: of('required'), optional: of('optional') }
}

/**
 * The values that an input may have, in the older and the newer spelling; null: any of its type.
 */
function choicesOf(input: unknown): readonly unknown[] | null {
  if (!Array.isArray(input)) return null
  const [type, options] = input as readonly unknown[]
  if (Array.isArray(type)) return type as unknown[]
  const list = type === 'COMBO' && isObject(options) ? options['options'] : null
  return Array.isArray(list) ? (list as unknown[]) : null
}
