import { fieldError } from '#core/errors.ts'
import { isGiven, readJson, type Members } from '#api/dialects/openai/members.ts'

const NAMES = ['name', 'lora_name', 'adapter']
/** A file of another server; its name without folder and ending is that of the LoRA. */
const PATHS = ['local_path', 'path', 'lora_path', 'lora_local_path']
const STRENGTHS = ['strength', 'scale', 'lora_scale', 'weight']
/** The server's own number of the LoRA. */
const NUMBERS = ['int_id', 'lora_int_id']

/**
 * The LoRAs of a request under the names of the contract: `lora` of vLLM-Omni, one object or its
 * name, and lists whose entries name files.
 *
 * @throws AppError invalid_request for an entry without a name; unsupported_parameter when both
 *   `lora` and `loras` are there.
 */
export function withOwnLoras(members: Members): Record<string, unknown> {
  const { lora: sent, ...body } = members
  const one = readJson(sent)
  const many = readJson(body['loras'])
  const isNone = !isGiven(one) || one === false || one === 'false'
  if (!isNone && isGiven(many))
    throw fieldError('unsupported_parameter', 'lora', '`lora` and `loras` go not together; send `loras`.')
  if (!isNone)
    return { ...body, loras: (Array.isArray(one) ? one : [one]).map((each) => entryOf('lora', each)) }
  return Array.isArray(many)
    ? { ...body, loras: many.map((each: unknown) => entryOf('loras', each)) }
    : { ...body }
}

/** An entry with the members `name` and `strength`; what else it has is left to the contract. */
function entryOf(field: string, entry: unknown): unknown {
  if (typeof entry === 'string') return { name: entry }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry
  const members = entry as Members
  const first = (names: readonly string[]): unknown =>
    names.map((name) => members[name]).find((value) => isGiven(value))
  const path = first(PATHS)
  const name = first(NAMES) ?? (typeof path === 'string' ? stemOf(path) : undefined)
  if (name === undefined)
    throw fieldError(
      'invalid_request',
      field,
      `\`${field}\` must name a LoRA, as {"name": "watercolour", "strength": 0.8}; ` +
        '`GET /v1/models/{id}` lists them.',
    )
  const strength = first(STRENGTHS)
  const known = new Set([...NAMES, ...PATHS, ...STRENGTHS, ...NUMBERS])
  const others = Object.entries(members).filter(([member]) => !known.has(member))
  return { ...Object.fromEntries(others), name, ...(strength !== undefined && { strength }) }
}

const stemOf = (path: string): string => (path.split(/[/\\]/).at(-1) ?? path).replace(/\.safetensors$/i, '')
