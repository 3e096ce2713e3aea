import type { ModelDefinition } from '#core/task/model-definition.ts'

/** How a run goes from noise to a video: the method of its steps, the noise levels they visit. */
export type Sampler = ModelDefinition['sampling']

/** UniPC needs the logarithm of 1 - σ, and L and E start at σ = 1. */
const SAMPLERS: readonly Sampler[] = [
  { scheduler: 'unipc', schedule: 'A' },
  { scheduler: 'unipc', schedule: 'B' },
  { scheduler: 'euler', schedule: 'A' },
  { scheduler: 'euler', schedule: 'B' },
  { scheduler: 'euler', schedule: 'E' },
  { scheduler: 'euler', schedule: 'L' },
]

/**
 * The samplers that a request may choose, the model's own first; only that one where the model
 * fixes it. A model that is sampled along L was distilled for those noise levels and makes nothing
 * of use along others.
 */
export function samplersOf({
  sampling,
  fixed = [],
}: Pick<ModelDefinition, 'sampling' | 'fixed'>): readonly Sampler[] {
  if (sampling.schedule === 'L' || fixed.includes('scheduler')) return [sampling]
  const isOwn = (each: Sampler): boolean =>
    each.scheduler === sampling.scheduler && each.schedule === sampling.schedule
  return [sampling, ...SAMPLERS.filter((each) => !isOwn(each))]
}

/**
 * The sampler of a request: what it leaves open is the model's own where that goes together, else
 * the first choice of the model.
 *
 * @returns undefined when the model has no such sampler
 */
export function chooseSampler(
  model: Pick<ModelDefinition, 'sampling' | 'fixed'>,
  asked: { readonly [K in keyof Sampler]: Sampler[K] | null },
): Sampler | undefined {
  const fitting = samplersOf(model).filter(
    ({ scheduler, schedule }) =>
      (asked.scheduler ?? scheduler) === scheduler && (asked.schedule ?? schedule) === schedule,
  )
  const { scheduler, schedule } = model.sampling
  return (
    fitting.find((each) => each.scheduler === scheduler && each.schedule === schedule) ??
    fitting.find((each) => each.schedule === schedule || each.scheduler === scheduler) ??
    fitting[0]
  )
}
