import type { components } from '#api/openapi.gen.ts'
import { faultOf, sentValue, type FieldSchema } from './fields.ts'

/** A LoRA as the form holds it; an empty strength is the default. */
export interface ChosenLora {
  readonly name: string
  readonly strength: string
  /** For the second transformer; empty: as `strength`. */
  readonly strength2: string
}

/** What a model says of `loras`. */
export interface LoraRules {
  /** The names that may be given; none: the model takes no LoRA. */
  readonly names: readonly string[]
  /** Those that change both transformers of the model, each with a strength of its own. */
  readonly twofold: readonly string[]
  /** How many at once. */
  readonly most: number
  readonly description: string | undefined
  readonly strength: FieldSchema
  readonly strength2: FieldSchema
}

/** The rules of a model, from its schema and its list of LoRAs. */
export function loraRulesOf(model: components['schemas']['ModelCapabilities']): LoraRules {
  const schema = model.input_schema as FieldSchema
  const { items, maxItems = Infinity, description } = schema.properties?.['loras'] ?? {}
  const { name, strength = {}, strength_2: strength2 = {} } = items?.properties ?? {}
  return {
    names: (name?.enum ?? []).map(String),
    twofold: model.loras.filter(({ experts }) => experts.length > 1).map((lora) => lora.name),
    most: maxItems,
    description,
    strength,
    strength2,
  }
}

/** The chosen ones that the model takes: a choice outlives a look at another model. */
export const loraChoice = ({ names }: LoraRules, chosen: readonly ChosenLora[]): ChosenLora[] =>
  chosen.filter(({ name }) => names.includes(name))

/** Why a choice cannot be sent, for the first strength or the second; null when it can. */
export const strengthFault = (schema: FieldSchema, text: string): string | null =>
  faultOf({ kind: 'number', schema }, text)

/**
 * `loras` of the JSON body, and the first fault among its strengths. Without a choice both are
 * null.
 */
export function sentLoras(
  rules: LoraRules,
  chosen: readonly ChosenLora[],
): { readonly value: object[] | null; readonly fault: string | null } {
  const loras = loraChoice(rules, chosen)
  if (loras.length === 0) return { value: null, fault: null }
  const strengths = (lora: ChosenLora) =>
    [
      { name: 'strength', schema: rules.strength, text: lora.strength },
      ...(rules.twofold.includes(lora.name)
        ? [{ name: 'strength_2', schema: rules.strength2, text: lora.strength2 }]
        : []),
    ].filter(({ text }) => text.trim() !== '')
  const faults = loras.flatMap((lora) =>
    strengths(lora).flatMap(({ schema, text }) => strengthFault(schema, text) ?? []),
  )
  const value = loras.map((lora) => ({
    name: lora.name,
    ...Object.fromEntries(
      strengths(lora).map(({ name, schema, text }) => [name, sentValue({ kind: 'number', schema }, text)]),
    ),
  }))
  return { value, fault: faults[0] ?? null }
}
