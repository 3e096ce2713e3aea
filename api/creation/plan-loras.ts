import type { Deps } from '#core/deps.ts'
import { fieldError } from '#core/errors.ts'
import type { ModelDefinition, OfferedLora } from '#core/task/model-definition.ts'
import type { Adjustment, RequestedLora } from '#core/task/parameters.ts'
import type { CreateInput } from '#api/dialects/dialect.ts'
import type { Plan } from './plan.ts'

type Permitting = { readonly loras: readonly string[] | null } | undefined

const mayName = (tenant: Permitting, name: string): boolean => tenant?.loras?.includes(name) ?? true

/** The LoRAs that a tenant may name for a model. */
export const permittedLoras = (
  { offeredLoras = [] }: Pick<ModelDefinition, 'offeredLoras'>,
  tenant: Permitting,
): readonly OfferedLora[] => offeredLoras.filter(({ name }) => mayName(tenant, name))

/**
 * The LoRAs of a request, with all strengths.
 *
 * @throws AppError invalid_request that names the LoRA at fault and what there is.
 */
export async function planLoras(
  { facts }: Pick<Deps, 'facts'>,
  tenantId: string,
  model: ModelDefinition,
  asked: CreateInput['loras'],
): Promise<Plan<{ readonly loras?: readonly RequestedLora[] }>> {
  if (asked === null || asked.length === 0) return { parameters: {}, adjustments: [] }
  const { mostLoras = Infinity, oneLoraStrength = false } = model
  if (asked.length > mostLoras) {
    const message = `\`loras\` must name at most ${mostLoras} for the model ${model.id}, not ${asked.length}.`
    throw fieldError('invalid_request', 'loras', message)
  }
  const names = asked.map(({ name }) => name)
  await assertLoras({ facts }, tenantId, model, names)
  const hasTwo = model.defaults.guidanceScale2 !== null && !oneLoraStrength
  const loras = asked.map(({ name, strength, strength_2: second }) => ({
    name,
    strength: strength ?? 1,
    strength2: hasTwo ? (second ?? strength ?? 1) : null,
  }))
  const adjustments = asked.flatMap(({ strength_2: requested = null }, i): Adjustment[] =>
    hasTwo || requested === null
      ? []
      : [
          {
            field: `loras[${i}].strength_2`,
            ...{ requested, used: null, reason: 'The model takes one strength.' },
          },
        ],
  )
  return { parameters: { loras }, adjustments }
}

/**
 * Checks that a tenant may name these LoRAs for a model.
 *
 * @throws AppError invalid_request.
 */
export async function assertLoras(
  { facts }: Pick<Deps, 'facts'>,
  tenantId: string,
  model: ModelDefinition,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return
  const tenant = await facts.tenant(tenantId)
  const permitted = permittedLoras(model, tenant).map(({ name }) => name)
  for (const [i, name] of names.entries()) {
    const field = `loras[${i}].name`
    const refuse = (why: string) => fieldError('invalid_request', field, `\`${field}\`: ${why}`)
    if (names.indexOf(name) < i) throw refuse(`\`${name}\` is there twice; add up its strengths.`)
    if (permitted.includes(name)) continue
    // Of LoRAs that others may name a tenant hears nothing, not even that they do not fit.
    const unfit = mayName(tenant, name) ? model.unfitLoras?.find((each) => each.name === name) : undefined
    if (unfit !== undefined)
      throw refuse(`the LoRA \`${name}\` does not fit the model ${model.id}: ${unfit.reason}.`)
    if (model.loraRefusal !== undefined)
      throw refuse(`the model ${model.id} takes no LoRAs: ${model.loraRefusal}.`)
    const others = permitted.length === 0 ? 'none' : permitted.map((each) => `\`${each}\``).join(', ')
    throw refuse(`you cannot use a LoRA \`${name}\` with the model ${model.id}; there are: ${others}.`)
  }
}
