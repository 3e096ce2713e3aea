import type { RequestedLora } from '#core/task/parameters.ts'
import { fieldsOf, isObject, type JsonFields } from '#worker/wan/folder/config/json-fields.ts'
import type { NodeInput, Nodes } from './workflow.ts'

/**
 * What a server calls each LoRA, by the name of requests: a file or a name, or two of them for two
 * transformers.
 */
export type LoraFiles = Readonly<Record<string, readonly string[]>>

/** Loader nodes for one LoRA of a request: one, or one for each transformer. */
export interface LoraSlot {
  readonly files: readonly NodeInput[]
  readonly strengths: readonly NodeInput[]
}

/** `upstream.loras` of a service.json. @throws Error that names the field. */
export function readLoraFiles(upstream: JsonFields): LoraFiles {
  if (!upstream.has('loras')) return {}
  const loras = upstream.object('loras')
  const files = loras.keys().map((name): [string, readonly string[]] => {
    const all = loras.list(name)
    const isFine = all.length >= 1 && all.length <= 2 && all.every((file) => typeof file === 'string')
    return [name, isFine ? all : loras.refuse(name, 'a file, or two for two transformers')]
  })
  return Object.fromEntries(files)
}

/**
 * The loaders of `bindings.loras`, in the order in which they are filled.
 *
 * @throws Error that names the binding.
 */
export function readLoraSlots(
  bindings: JsonFields,
  inputNamed: (bound: string, text: string) => NodeInput,
): readonly LoraSlot[] {
  if (!bindings.has('loras')) return []
  return bindings.list('loras').map((json, i) => {
    const place = `loras[${i}]`
    const fields = fieldsOf(isObject(json) ? json : null, `bindings.${place}.`)
    fields.only(['file', 'strength'])
    const inputs = (key: 'file' | 'strength') =>
      fields
        .list(key)
        .map((text) =>
          typeof text === 'string'
            ? inputNamed(`${place}.${key}`, text)
            : fields.refuse(key, '<node id or title>.<input>'),
        )
    const slot = { files: inputs('file'), strengths: inputs('strength') }
    if (slot.files.length !== slot.strengths.length || slot.files.length > 2)
      throw new Error(
        `bindings.${place} needs as many inputs under strength as under file: one, or two for two transformers`,
      )
    return slot
  })
}

/**
 * The nodes with the LoRAs of a request in their loaders; loaders without one get the strength 0.
 */
export function bindLoras(
  nodes: Nodes,
  slots: readonly LoraSlot[],
  files: LoraFiles,
  requested: readonly RequestedLora[] = [],
): Nodes {
  const bound = structuredClone(nodes) as Record<string, { inputs: Record<string, unknown> }>
  const write = ({ node, input }: NodeInput, value: unknown): void =>
    void (bound[node]!.inputs[input] = value)
  for (const [i, slot] of slots.entries()) {
    const lora = requested[i]
    const names = lora === undefined ? [] : (files[lora.name] ?? [])
    for (const [expert, strength] of slot.strengths.entries()) {
      write(
        strength,
        lora === undefined ? 0 : expert === 0 ? lora.strength : (lora.strength2 ?? lora.strength),
      )
      const name = names[expert] ?? names[0]
      if (name !== undefined) write(slot.files[expert]!, name)
    }
  }
  return bound as unknown as Nodes
}
