import type { ModelDefinition } from '#core/task/model-definition.ts'
import { samplersOf, type Sampler } from '#core/task/models/samplers.ts'
import { SCHEDULER_CLASSES } from '#api/dialects/openai/create.ts'

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** The words for a scheduler, each with the schedules that go with it. */
function wordsOf(model: ModelDefinition): ReadonlyMap<string, readonly Sampler['schedule'][]> {
  const samplers = samplersOf(model)
  const schedulesOf = (scheduler: Sampler['scheduler']): Sampler['schedule'][] =>
    samplers.filter((each) => each.scheduler === scheduler).map(({ schedule }) => schedule)
  const words = new Map<string, readonly Sampler['schedule'][]>()
  for (const { scheduler } of samplers) words.set(scheduler, schedulesOf(scheduler))
  for (const [name, { scheduler, schedule }] of Object.entries(SCHEDULER_CLASSES))
    words.set(
      name,
      schedulesOf(scheduler).filter((each) => schedule === null || each === schedule),
    )
  return new Map([...words].filter(([, schedules]) => schedules.length > 0))
}

/** Schemas of `scheduler` and `schedule` for a model, each by itself. */
export function samplerProperties(
  property: (name: string) => JsonSchema,
  model: ModelDefinition,
): Readonly<Record<'scheduler' | 'schedule', JsonSchema>> {
  const schedules = new Set(samplersOf(model).map(({ schedule }) => schedule))
  return {
    scheduler: { ...property('scheduler'), enum: [...wordsOf(model).keys(), null] },
    schedule: { ...property('schedule'), enum: [...schedules, null] },
  }
}

/** What each word for a scheduler asks of the schedule. */
export const samplerPairs = (model: ModelDefinition): JsonSchema[] =>
  [...wordsOf(model)].map(([word, schedules]) => ({
    if: { required: ['scheduler'], properties: { scheduler: { const: word } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { schedule: { enum: [...schedules, null] } } },
  }))
