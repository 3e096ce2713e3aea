import { type ComponentConfig } from '#worker/graphs/config.ts'
import { ignoredKeys } from '#worker/wan/folder/config/config-keys.ts'
import { fieldsOf, isObject } from '#worker/wan/folder/config/json-fields.ts'

/** The parts of a model that service.json may name files of. */
export const PARTS = ['transformer', 'transformer_2', 'text_encoder', 'image_encoder', 'vae'] as const
export type Part = (typeof PARTS)[number]

/** What service.json says about files of ComfyUI; the rest of it is as with any folder. */
export interface ComfyuiKeys {
  /** Paths inside the folder. */
  readonly files: Readonly<Partial<Record<Part, string>>>
  /** Values of configurations that no shape shows. */
  readonly configs: Readonly<Partial<Record<Part, ComponentConfig>>>
}

const FILE = /^(?!\/)(?!.*(^|\/)\.\.(\/|$)).+\.(gguf|safetensors|safetensors\.index\.json)$/

/**
 * The layout that service.json names, null without one; its keys about files; and the rest.
 *
 * @throws Error that names the field.
 */
export function readComfyuiKeys(service: unknown): {
  readonly layout: 'diffusers' | 'comfyui' | null
  readonly keys: ComfyuiKeys
  readonly rest: unknown
} {
  if (!isObject(service)) return { layout: null, keys: { files: {}, configs: {} }, rest: service }
  const { layout, files, configs, ...rest } = service
  const fields = fieldsOf(service)
  const read = layout === undefined ? null : fields.choice('layout', ['diffusers', 'comfyui'])
  if (read === 'diffusers' && files !== undefined) fields.refuse('files', 'nothing in the layout diffusers')
  if (read === 'diffusers' && configs !== undefined)
    fields.refuse('configs', 'nothing in the layout diffusers')
  return { layout: read, keys: { files: readFiles(files), configs: readConfigs(configs) }, rest }
}

function readFiles(json: unknown): ComfyuiKeys['files'] {
  if (json === undefined) return {}
  const fields = fieldsOf(json, 'files.')
  fields.only(PARTS)
  const named = PARTS.filter((part) => isObject(json) && json[part] !== undefined)
  return Object.fromEntries(named.map((part) => [part, fields.text(part, FILE)]))
}

function readConfigs(json: unknown): ComfyuiKeys['configs'] {
  if (json === undefined) return {}
  const fields = fieldsOf(json, 'configs.')
  fields.only(PARTS)
  for (const [part, config] of Object.entries(json as Record<Part, unknown>)) {
    fields.object(part)
    const unknown = ignoredKeys(part as Part, config as ComponentConfig)
    if (unknown.length > 0) fields.refuse(part, `no ${unknown.join(', ')}, which nothing reads`)
  }
  return json as ComfyuiKeys['configs']
}
