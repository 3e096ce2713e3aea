import type { components } from '#api/openapi.gen.ts'
import { advancedFields, faultOf, sentValue, type FieldSchema, type Values } from './fields.ts'
import { loraRulesOf, sentLoras, type ChosenLora } from './loras.ts'

export type ModelDetails = components['schemas']['ModelCapabilities']

/** An input image, as the form holds it. */
export type InputImage =
  | {
      readonly kind: 'file'
      readonly name: string
      /** Address of this page that shows it. */
      readonly shown: string
      /** Id of the uploaded file, or a data URL where the key may not upload. */
      readonly reference: { readonly file_id: string } | { readonly image_url: string }
    }
  | { readonly kind: 'video'; readonly videoId: string; readonly shown: string | null }

export interface Draft {
  readonly values: Values
  readonly first: InputImage | null
  readonly last: InputImage | null
  readonly loras: readonly ChosenLora[]
}

/** The body of a create, and what keeps it from being sent, by field. */
export interface Prepared {
  readonly body: Readonly<Record<string, unknown>>
  readonly faults: Readonly<Record<string, string>>
}

/** The JSON body that a draft comes to for a model. Only what was filled in is part of it. */
export function prepare(model: ModelDetails, draft: Draft): Prepared {
  const schema = model.input_schema as FieldSchema
  const faults: Record<string, string> = {}
  const body: Record<string, unknown> = { model: model.id, prompt: draft.values['prompt'] ?? '' }
  if ((draft.values['prompt'] ?? '').trim() === '') faults['prompt'] = 'Say what happens in the video.'

  if (model.inputs.first_frame !== 'none' && draft.first !== null)
    body['input_reference'] = referenceOf(draft.first)
  else if (model.inputs.first_frame === 'required')
    faults['input_reference'] = 'This model needs a first frame.'
  if (model.inputs.last_frame !== 'none' && draft.last !== null) body['last_frame'] = referenceOf(draft.last)
  else if (model.inputs.last_frame === 'required') faults['last_frame'] = 'This model needs a last frame.'

  const own = ['size', 'num_frames', 'seed'].flatMap((name) => {
    const property = schema.properties?.[name]
    const kind = name === 'size' ? ('text' as const) : ('number' as const)
    return property === undefined ? [] : [{ name, kind, schema: property }]
  })
  for (const field of [...own, ...advancedFields(schema, model.defaults)]) {
    const text = draft.values[field.name] ?? ''
    if (text.trim() === '') continue
    const fault = faultOf(field, text)
    if (fault === null) body[field.name] = sentValue(field, text)
    else faults[field.name] = fault
  }
  const loras = sentLoras(loraRulesOf(model), draft.loras)
  if (loras.fault !== null) faults['loras'] = loras.fault
  else if (loras.value !== null) body['loras'] = loras.value
  return { body, faults }
}

const referenceOf = (image: InputImage): object =>
  image.kind === 'file' ? image.reference : { video_id: image.videoId }
