import type { InputPresence, ModelDefinition, OfferedLora } from '#core/task/model-definition.ts'
import { bareName, modelNamed, spellingsOf } from '#core/task/models/model-names.ts'
import { samplerPairs, samplerProperties, type JsonSchema } from './sampler-schema.ts'
import { LEAST_CLIP_FRAMES } from '#api/creation/plan.ts'
import { roundFrames } from '#api/creation/video-size.ts'
import { chooseModel, OPENAI_MODEL } from '#api/creation/choose-model.ts'
import { resolveSchema, type Contract, type Schema } from '#api/contract/contract.ts'
import { sizePattern } from './size-pattern.ts'

type Members = Readonly<Record<string, JsonSchema>>

/** Above 0 and at most 1000, as text. */
const SECONDS_TEXT = String.raw`^(?!0+(\.0+)?$)(1000(\.0{1,6})?|0?\d{1,3}(\.\d{1,6})?)$`
const HTTP_URL = String.raw`^[hH][tT][tT][pP][sS]?://[^/?#@\s]+([/?#]|$)`
const RATIO = String.raw`[1-9]\d{0,2}:[1-9]\d{0,2}`
const MOST_FRAMES = 10_000

/**
 * JSON Schema (2020-12) of the JSON bodies that a create accepts for one of the models: the
 * contract's schema within the limits of the model. It cannot express later checks, such as whether
 * an image can be fetched.
 *
 * @param body schema of a create in the contract
 * @param loras those that the client may name
 */
export function modelSchema(
  contract: Contract,
  body: Schema,
  models: readonly ModelDefinition[],
  model: ModelDefinition,
  loras: readonly OfferedLora[],
): JsonSchema {
  const base = inlined(contract, body) as { required: readonly string[]; properties: Members }
  const { firstFrame, lastFrame } = model.inputs
  const property = (name: string): JsonSchema => base.properties[name] ?? {}
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: model.title,
    description:
      'A JSON body of POST /v1/videos for this model. Numbers and booleans may also come as text, and members ' +
      'under names of other servers are read as POST /v1/videos says. `seconds` as text, or together with `fps`, must also come to a permitted number of frames, and a ' +
      'size must fit into memory at its number of frames (see `fitting_sizes`).',
    type: 'object',
    required: [
      ...base.required,
      ...(firstFrame === 'required' ? ['input_reference'] : []),
      ...(lastFrame === 'required' ? ['last_frame'] : []),
    ],
    properties: {
      ...base.properties,
      model: modelProperty(property('model'), models, model),
      size: { ...property('size'), pattern: `^(${canBeAuto(model) ? 'auto|' : ''}${RATIO}|${sizePattern(model)})$` },
      seconds: { ...property('seconds'), pattern: SECONDS_TEXT },
      num_frames: { ...property('num_frames'), ...framesRange(model) },
      num_inference_steps: {
        ...property('num_inference_steps'),
        minimum: model.limits.minSteps,
        ...(model.oversize === 'refuse' ? { maximum: model.limits.maxSteps } : {}),
      },
      ...samplerProperties(property, model),
      loras: lorasProperty(property('loras'), loras, model),
      webhook_url: { ...property('webhook_url'), pattern: HTTP_URL },
      input_reference: imageProperty(property('input_reference'), firstFrame),
      last_frame: imageProperty(property('last_frame'), lastFrame),
    },
    allOf: [
      ...namedWherever(models, model),
      // A null counts as absent.
      {
        if: { properties: { num_frames: { type: 'null' }, fps: { enum: [null, model.fps] } } },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
        then: { properties: { seconds: secondsRange(model) } },
      },
      ...samplerPairs(model),
      ...(lastFrame === 'optional'
        ? [
            {
              if: has('last_frame'),
              // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
              then: { properties: { num_frames: { minimum: firstClipFrames(model) } } },
            },
          ]
        : []),
      ...(firstFrame === 'optional'
        ? [
            {
              if: { properties: { size: { const: 'auto' } }, required: ['size'] },
              // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
              then: { properties: { input_reference: SOME_IMAGE }, required: ['input_reference'] },
            },
          ]
        : []),
    ],
  }
}

/** Each LoRA once; a list without any counts as absent. */
function lorasProperty(
  base: JsonSchema,
  loras: readonly OfferedLora[],
  { mostLoras = Infinity }: ModelDefinition,
): JsonSchema {
  if (loras.length === 0) return { ...base, maxItems: 0 }
  const items = base['items'] as { readonly properties: Members }
  const name = { ...items.properties['name'], enum: loras.map((lora) => lora.name) }
  const maxItems = Math.min(Number(base['maxItems']), mostLoras)
  return { ...base, maxItems, items: { ...items, properties: { ...items.properties, name } } }
}

const SOME_IMAGE = { not: { enum: [null, ''] } }

const canBeAuto = (model: ModelDefinition): boolean => model.inputs.firstFrame !== 'none'

function modelProperty(
  base: JsonSchema,
  models: readonly ModelDefinition[],
  model: ModelDefinition,
): JsonSchema {
  return {
    ...base,
    // An empty name counts as absent.
    anyOf: [...namesOf(models, model), { enum: [null, ''] }, { pattern: OPENAI_MODEL.source }],
  }
}

/**
 * Schemas of the names that choose this model: its id and aliases, and their other spellings,
 * unless those could mean another model. An alias of two models stands for the first of them.
 */
function namesOf(models: readonly ModelDefinition[], model: ModelDefinition): JsonSchema[] {
  const isOwn = (name: string): boolean => modelNamed(models, name)?.id === model.id
  const all = models.flatMap(({ id, aliases }) => [id, ...aliases])
  const names = [model.id, ...model.aliases].filter(isOwn)
  const others = new Set(all.filter((name) => !isOwn(name)).map(bareName))
  const bare = new Set(names.map(bareName).filter((name) => !others.has(name)))
  return [
    { enum: names },
    ...(bare.size === 0 ? [] : [{ pattern: `^(?:${[...bare].map(spellingsOf).join('|')})$` }]),
  ]
}

const BOTH = [true, false]
const has = (field: string): JsonSchema => ({ required: [field], properties: { [field]: SOME_IMAGE } })

/** Requires the name with those images for which another model would be chosen. */
function namedWherever(models: readonly ModelDefinition[], model: ModelDefinition): JsonSchema[] {
  const named = { required: ['model'], properties: { model: { anyOf: namesOf(models, model) } } }
  const cases = BOTH.flatMap((firstFrame) => BOTH.map((lastFrame) => ({ firstFrame, lastFrame })))
  const elsewhere = cases.filter((sent) => chooseModel(models, null, sent).model.id !== model.id)
  if (elsewhere.length === cases.length) return [named]
  return elsewhere.map(({ firstFrame, lastFrame }) => ({
    if: {
      allOf: [
        firstFrame ? has('input_reference') : { not: has('input_reference') },
        lastFrame ? has('last_frame') : { not: has('last_frame') },
      ],
    },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: named,
  }))
}

/** The numbers of frames that round to a permitted one. */
function framesRange(model: ModelDefinition): { minimum: number; maximum: number } {
  const { inputs, limits, oversize } = model
  const first =
    inputs.lastFrame === 'required'
      ? firstClipFrames(model)
      : firstFrames((frames) => roundFrames(frames) >= limits.minFrames)
  if (oversize === 'shrink') return { minimum: first, maximum: MOST_FRAMES }
  return { minimum: first, maximum: firstFrames((frames) => roundFrames(frames) > limits.maxFrames) - 1 }
}

/** The smallest number of frames that gives more than a single image. */
const firstClipFrames = ({ limits }: ModelDefinition): number =>
  firstFrames((frames) => roundFrames(frames) >= Math.max(limits.minFrames, LEAST_CLIP_FRAMES))

function firstFrames(holds: (frames: number) => boolean): number {
  let frames = 1
  while (frames <= MOST_FRAMES && !holds(frames)) frames++
  return frames
}

/** The same in seconds at the model's own rate, where a half frame is rounded up. */
function secondsRange(model: ModelDefinition): JsonSchema {
  const { maximum } = framesRange(model)
  return {
    minimum: (firstClipFrames(model) - 1.5) / model.fps,
    ...(model.oversize === 'refuse' ? { exclusiveMaximum: (maximum - 0.5) / model.fps } : {}),
  }
}

function imageProperty(base: JsonSchema, presence: InputPresence): JsonSchema {
  const description = base['description']
  if (presence === 'none') return { description: 'This model does not take it.', enum: [null, ''] }
  const anyOf = (base['anyOf'] as readonly JsonSchema[]).map((branch) =>
    branch['type'] === 'object' ? { ...branch, ...exactlyOneSource(branch) } : branch,
  )
  return { description, anyOf, ...(presence === 'required' ? SOME_IMAGE : {}) }
}

/** Exactly one of the members that locate an image: a URL or an id. */
function exactlyOneSource(branch: JsonSchema): JsonSchema {
  const members = Object.keys(branch['properties'] ?? {})
  const sources = members.filter((name) => /_(url|id)$/.test(name))
  return {
    oneOf: sources.map((name) => ({ required: [name] })),
    ...(members.includes('frame') ? { dependentRequired: { frame: ['video_id'] } } : {}),
  }
}

/** The schema without references, `allOf` and our extensions. */
function inlined(contract: Contract, schema: Schema): JsonSchema {
  const { allOf = [], ...own } = resolveSchema(contract, schema)
  const merged: Record<string, unknown> = {}
  for (const part of [...allOf.map((each) => inlined(contract, each)), own as JsonSchema])
    for (const [keyword, value] of Object.entries(part)) {
      if (keyword.startsWith('x-')) continue
      // OpenAPI's own keyword for an example.
      if (keyword === 'example') merged['examples'] = [value]
      else if (keyword === 'properties')
        merged[keyword] = { ...(merged[keyword] as object), ...mapped(value as object) }
      else if (keyword === 'required')
        merged[keyword] = [...((merged[keyword] as string[] | undefined) ?? []), ...(value as string[])]
      else if (keyword === 'anyOf')
        merged[keyword] = (value as Schema[]).map((branch) => inlined(contract, branch))
      else merged[keyword] = value
    }
  return merged

  function mapped(properties: object): Members {
    return Object.fromEntries(
      Object.entries(properties as Record<string, Schema>).map(([name, each]) => [
        name,
        inlined(contract, each),
      ]),
    )
  }
}
