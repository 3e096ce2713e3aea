import { fieldError, type AppError } from '#core/errors.ts'
import { newSeed } from '#core/ids.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { Adjustment, TaskParameters } from '#core/task/parameters.ts'
import { chooseSampler, samplersOf, type Sampler } from '#core/task/models/samplers.ts'
import { autoSize, FRAMES_PER_LATENT, roundFrames, type Size } from './video-size.ts'
import type { CreateInput } from '#api/dialects/dialect.ts'

/** Values for the video, and what became of the values that the client chose. */
export interface Plan<P> {
  readonly parameters: P
  /** Every value of the client that was changed, and why. */
  readonly adjustments: readonly Adjustment[]
}

/** Everything about a generation but its size. */
export type SamplingParameters = Omit<TaskParameters, 'width' | 'height'>

/**
 * Everything about a generation but its size: the client's values within the model's limits, and
 * defaults for the rest. A value above a limit is lowered or refused, as the model says; one below
 * a limit is refused.
 *
 * @throws AppError invalid_frame_count, invalid_request, unsupported_parameter.
 */
export function planSampling(model: ModelDefinition, asked: CreateInput): Plan<SamplingParameters> {
  const { parameters: input, adjustments } = withoutFixed(model, asked)
  const fps = input.fps ?? model.fps
  const frames = planFrames(model, input, fps)
  const steps = planSteps(model, input.num_inference_steps)
  const secondScale = planSecondScale(model, input.guidance_scale_2)
  const sampler = planSampler(model, input)
  const boundary = planBoundary(model, input.boundary_ratio)
  const easyCache = planEasyCache(sampler, input.easy_cache, steps.parameters)
  const seed = planSeed(input.seed)
  return {
    parameters: {
      prompt: input.prompt,
      negativePrompt: input.negative_prompt ?? model.defaults.negativePrompt,
      ...frames.parameters,
      fps,
      steps: steps.parameters,
      guidanceScale: input.guidance_scale ?? model.defaults.guidanceScale,
      guidanceScale2: secondScale.parameters,
      flowShift: input.flow_shift ?? model.defaults.flowShift,
      ...sampler,
      ...boundary.parameters,
      easyCacheThreshold: easyCache.parameters,
      seed: seed.parameters,
    },
    adjustments: [
      ...adjustments,
      ...frames.adjustments,
      ...steps.adjustments,
      ...secondScale.adjustments,
      ...boundary.adjustments,
      ...easyCache.adjustments,
      ...seed.adjustments,
    ],
  }
}

/** What of a request has an effect on this model. */
function withoutFixed({ fixed = [] }: ModelDefinition, input: CreateInput): Plan<CreateInput> {
  const asked = fixed.filter((field) => input[field] !== null)
  return {
    parameters: { ...input, ...Object.fromEntries(asked.map((field) => [field, null])) },
    adjustments: asked.map((field) => adjusted(field, input[field], null, 'The model fixes it.')),
  }
}

/** torch's generator on the CPU, which makes the noise, is seeded with 32 bits. */
const SEEDS = 2 ** 32

function planSeed(requested: number | null): Plan<number> {
  const seed = (requested ?? newSeed()) % SEEDS
  if (requested === null || requested === seed) return { parameters: seed, adjustments: [] }
  const reason = 'The low 32 bits of a seed decide the noise.'
  return { parameters: seed, adjustments: [adjusted('seed', requested, seed, reason)] }
}

/** The threshold that H-EmbodVis/EasyCache uses for Wan. */
const EASY_CACHE_THRESHOLD = 0.05
/**
 * Steps of a distilled schedule differ too much for one to stand in for the next. Such schedules
 * have at most eight steps or are of the kind L.
 */
const MOST_DISTILLED_STEPS = 8

function planEasyCache(
  { schedule }: Sampler,
  requested: boolean | number | null,
  steps: number,
): Plan<number | null> {
  if (requested === null || requested === false) return { parameters: null, adjustments: [] }
  if (steps > MOST_DISTILLED_STEPS && schedule !== 'L')
    return { parameters: requested === true ? EASY_CACHE_THRESHOLD : requested, adjustments: [] }
  const reason =
    schedule === 'L'
      ? 'The schedule L leaves no step to skip.'
      : `Runs of up to ${MOST_DISTILLED_STEPS} steps have no step to skip.`
  return { parameters: null, adjustments: [adjusted('easy_cache', requested, null, reason)] }
}

/** One latent frame after the first: the shortest clip, and the least that has a last frame. */
export const LEAST_CLIP_FRAMES = FRAMES_PER_LATENT + 1

/**
 * n frames last (n − 1) / fps seconds, because the first one is the image. `num_frames` overrides
 * `seconds`, and alone asks for a single frame.
 */
function planFrames(
  { limits, defaults, oversize }: ModelDefinition,
  { num_frames: requested, seconds, last_frame: lastFrame }: CreateInput,
  fps: number,
): Plan<Pick<TaskParameters, 'frames' | 'nominalSeconds'>> {
  if (requested === null && seconds === null)
    return { parameters: { frames: defaults.frames }, adjustments: [] }
  const field = requested === null ? 'seconds' : 'num_frames'
  const shown = (frames: number): number => (field === 'seconds' ? secondsOf(frames, fps) : frames)
  const rounded = roundFrames(requested ?? Math.round((seconds as number) * fps) + 1)
  const tooMany = rounded > limits.maxFrames
  const isClip = requested === null || lastFrame !== null
  const least = isClip ? Math.max(limits.minFrames, LEAST_CLIP_FRAMES) : limits.minFrames
  if (rounded < least || (tooMany && oversize === 'refuse'))
    throw fieldError(
      'invalid_frame_count',
      field,
      `\`${field}\` must be from ${shown(least)} to ${shown(limits.maxFrames)} for this model` +
        `${isClip && requested !== null ? ' with a last frame' : ''}` +
        `${field === 'seconds' ? ` at ${fps} frames per second` : ''}, not ${requested ?? seconds}.`,
    )
  const frames = Math.min(rounded, limits.maxFrames)
  const adjustments: Adjustment[] = []
  if (requested !== null && frames !== requested)
    adjustments.push(
      adjusted(
        'num_frames',
        requested,
        frames,
        tooMany ? `The model makes at most ${limits.maxFrames} frames.` : ROUNDED,
      ),
    )
  if (seconds !== null && Math.abs(secondsOf(frames, fps) - seconds) > 1e-3)
    adjustments.push(
      adjusted(
        'seconds',
        seconds,
        secondsOf(frames, fps),
        requested !== null
          ? '`num_frames` was given as well and takes precedence.'
          : tooMany
            ? `The model makes at most ${limits.maxFrames} frames.`
            : ROUNDED,
      ),
    )
  const nominal =
    requested === null ? { nominalSeconds: nominalSecondsOf(frames, fps, seconds as number) } : {}
  return { parameters: { frames, ...nominal }, adjustments }
}

/**
 * What the answer says of a length that was asked for. Whole seconds stay whole, since OpenAI's
 * clients read an integer; a request that was shortened is told the length it got.
 */
function nominalSecondsOf(frames: number, fps: number, requested: number): number {
  const made = secondsOf(frames, fps)
  if (!Number.isInteger(requested)) return made
  const isRounded = Math.abs(made - requested) * fps <= FRAMES_PER_LATENT / 2
  return isRounded ? requested : Math.max(1, Math.round(made))
}

const ROUNDED = 'Frames come in 4n + 1.'
const secondsOf = (frames: number, fps: number): number => Number(((frames - 1) / fps).toFixed(3))

function planSteps({ limits, defaults, oversize }: ModelDefinition, requested: number | null): Plan<number> {
  if (requested === null) return { parameters: defaults.steps, adjustments: [] }
  const { minSteps, maxSteps } = limits
  if (requested < minSteps || (requested > maxSteps && oversize === 'refuse'))
    throw fieldError(
      'invalid_request',
      'num_inference_steps',
      `\`num_inference_steps\` must be from ${minSteps} to ${maxSteps} for this model, not ${requested}.`,
    )
  if (requested <= maxSteps) return { parameters: requested, adjustments: [] }
  const reason = `The model takes at most ${maxSteps} steps.`
  return { parameters: maxSteps, adjustments: [adjusted('num_inference_steps', requested, maxSteps, reason)] }
}

/**
 * The sampler that the request asks for, out of the model's.
 *
 * @throws AppError unsupported_parameter.
 */
function planSampler(model: ModelDefinition, { scheduler, schedule }: CreateInput): Sampler {
  const sampler = chooseSampler(model, { scheduler, schedule })
  if (sampler !== undefined) return sampler
  const asked = [scheduler, schedule].filter((each) => each !== null).join(' with ')
  const choices = Object.entries(Object.groupBy(samplersOf(model), (each) => each.scheduler))
    .map(([name, each]) => `\`${name}\` with ${each.map((one) => one.schedule).join(', ')}`)
    .join('; ')
  throw fieldError(
    'unsupported_parameter',
    schedule === null ? 'scheduler' : 'schedule',
    `This model cannot be sampled by ${asked}. It takes \`scheduler\` and \`schedule\`: ${choices}.`,
  )
}

/** Where the second transformer takes over, for models that have one. */
function planBoundary(
  { defaults }: ModelDefinition,
  requested: number | null,
): Plan<Pick<TaskParameters, 'boundaryRatio'>> {
  if (requested === null) return { parameters: {}, adjustments: [] }
  if ((defaults.guidanceScale2 ?? null) !== null)
    return { parameters: { boundaryRatio: requested }, adjustments: [] }
  return {
    parameters: {},
    adjustments: [adjusted('boundary_ratio', requested, null, 'The model has one transformer.')],
  }
}

/** Guidance of the second transformer, for models that have one. */
function planSecondScale({ defaults }: ModelDefinition, requested: number | null): Plan<number | null> {
  const standard = defaults.guidanceScale2 ?? null
  if (standard !== null || requested === null) return { parameters: requested ?? standard, adjustments: [] }
  return {
    parameters: null,
    adjustments: [adjusted('guidance_scale_2', requested, null, 'The model has one transformer.')],
  }
}

/**
 * The size that a request asks for: `WIDTHxHEIGHT`, `W:H` or `auto`. A model with an optional image
 * uses its default size only without an image; otherwise the size follows the image.
 */
export const requestedSize = (
  { inputs, defaults }: Pick<ModelDefinition, 'inputs' | 'defaults'>,
  requested: string | null,
  hasImage: boolean,
): string => requested ?? (inputs.firstFrame === 'optional' && hasImage ? 'auto' : defaults.size)

/**
 * The size of the video in pixels.
 *
 * @param requested `WIDTHxHEIGHT`, an aspect ratio `W:H`, `auto`, or null for the model's default
 * @param image size of the input image, which `auto` follows; null when there is none
 * @throws AppError invalid_size.
 */
export function planSize(model: ModelDefinition, requested: string | null, image: Size | null): Plan<Size> {
  const { limits } = model
  const { sizeMultiple: multiple, minSide, maxPixels } = limits
  const size = requestedSize(model, requested, image !== null)
  if (size === 'auto') {
    if (image === null)
      throw fieldError('invalid_size', 'size', '`size` can only be `auto` when there is an input image.')
    return { parameters: autoSize(image, { area: limits.autoArea, multiple, minSide }), adjustments: [] }
  }
  const [, across, down] = /^(\d+):(\d+)$/.exec(size) ?? []
  if (down !== undefined)
    return {
      parameters: autoSize(
        { width: Number(across), height: Number(down) },
        { area: limits.autoArea, multiple, minSide },
      ),
      adjustments: [],
    }
  const [width, height] = size.split('x').map(Number) as [number, number]
  const refuse = (): AppError =>
    fieldError(
      'invalid_size',
      'size',
      `\`size\` must be \`auto\`, W:H or WIDTHxHEIGHT with sides of at least ${minSide} and at most ${maxPixels} pixels in all ` +
        `for this model, not ${size}.`,
    )
  if (Math.min(width, height) < minSide) throw refuse()
  const smallest = Math.ceil(minSide / multiple) * multiple
  const side = (length: number): number => Math.max(smallest, Math.floor(length / multiple) * multiple)
  const floored = { width: side(width), height: side(height) }
  if (floored.width * floored.height <= maxPixels)
    return fitted(size, floored, `Sides come in multiples of ${multiple}.`)
  if (model.oversize === 'refuse') throw refuse()
  const shrunk = autoSize({ width, height }, { area: maxPixels, multiple, minSide })
  return fitted(size, shrunk, `The model makes at most ${maxPixels} pixels per frame.`)
}

function fitted(requested: string, size: Size, reason: string): Plan<Size> {
  const used = `${size.width}x${size.height}`
  const same = requested.split('x').map(Number).join('x') === used
  return { parameters: size, adjustments: same ? [] : [adjusted('size', requested, used, reason)] }
}

const adjusted = (field: string, requested: unknown, used: unknown, reason: string): Adjustment => ({
  field,
  requested,
  used,
  reason,
})
