import { denoise, type DenoiseState, type DenoiseStep } from '#worker/wan/denoising/denoise.ts'
import { createDenoiser, type Expert } from '#worker/wan/denoising/denoiser.ts'
import { type DecodedVideo } from './frames.ts'
import { checkInput, type GenerateInput } from './input.ts'
import { needsGuidance } from '#worker/wan/denoising/guidance.ts'
import { encodeImages } from '#worker/wan/image/encoder.ts'
import { imageCondition, type LatentShape, valueCount, withFirstFrame } from '#worker/wan/latents/latents.ts'
import { type LoadedModel } from './loaded-model.ts'
import { type Component } from '#worker/wan/folder/graphs.ts'
import { normalNoise } from './random.ts'
import { createScheduler } from '#worker/wan/schedulers/create-scheduler.ts'
import { flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { highNoiseSteps } from '#worker/wan/schedulers/high-noise-steps.ts'
import { decodeLatents, encodeFirstAndLastFrame, encodeFirstFrame, encodeFrame } from './vae.ts'

/** What a run is doing, in order. */
export const PHASES = ['load', 'encode_prompt', 'encode_image', 'denoise', 'decode'] as const
export type Phase = (typeof PHASES)[number]

/** How a run reports and is stopped. */
export interface Hooks {
  readonly onPhase: (phase: Phase) => void
  readonly onStep: (step: DenoiseStep, shape: LatentShape) => void
  /**
   * Awaited before every forward and every session that is opened: the moment for the event loop to hear of a cancellation, since nothing
   * else runs during a forward. What it throws ends the run; the model stays usable.
   */
  readonly checkpoint: () => Promise<void>
  /**
   * Awaited once, before the first step: a state that a run of the same model and input reached. Its steps are not taken again, and the frames
   * are the same to the bit. Null or absent: the run begins with noise.
   */
  readonly resume?: () => Promise<DenoiseState | null>
}

export interface GenerateResult extends DecodedVideo {
  /** Milliseconds per phase. */
  readonly timings: Readonly<Record<Phase, number>>
  /** Tokens of the prompt with its end token, and whether it was cut to the 512 that fit. */
  readonly promptTokens: number
  readonly promptTruncated: boolean
  /** Denoising steps that EasyCache spared the model. */
  readonly skippedSteps: number
  /** Those that it took in this run. */
  readonly computedSteps: number
}

/**
 * Makes a video: the pipelines of Wan 2.1 and 2.2, as WanPipeline and WanImageToVideoPipeline of diffusers (pipelines/wan/pipeline_wan.py and
 * pipeline_wan_i2v.py) compute them; the model's architecture says which parts there are. Throws InvalidInputError, what a session throws,
 * or what `checkpoint` throws.
 */
export async function generate(
  model: LoadedModel,
  input: GenerateInput,
  hooks: Hooks,
): Promise<GenerateResult> {
  const timings: Record<Phase, number> = { load: 0, encode_prompt: 0, encode_image: 0, denoise: 0, decode: 0 }
  const loading = async <T>(work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const result = await work()
    timings.load += performance.now() - startedAt
    return result
  }
  // Sessions that are opened during a phase count as loading.
  const during = async <T>(phase: Exclude<Phase, 'load'>, work: () => Promise<T>): Promise<T> => {
    hooks.onPhase(phase)
    const startedAt = performance.now() - timings.load
    const result = await work()
    timings[phase] = performance.now() - timings.load - startedAt
    return result
  }
  const { checkpoint } = hooks
  const session = (component: Component) => loading(() => model.session(component, checkpoint))
  const { architecture, clip } = model.folder
  const { image, lastImage } = input

  const replacesFirstFrame = architecture.conditioning === 'first_frame'

  // 1 check
  const shape = checkInput(input, model.folder)
  const scales = [input.guidanceScale, input.guidanceScale2 ?? input.guidanceScale]
  hooks.onPhase('load')
  await loading(() => model.open(checkpoint))

  // 2 encode prompt
  const { prompt, negative } = await during('encode_prompt', async () => {
    const encoder = await loading(() => model.textEncoder(checkpoint))
    await checkpoint()
    const prompt = await encoder.encode(input.prompt)
    if (!scales.some(needsGuidance)) return { prompt, negative: null }
    await checkpoint()
    return { prompt, negative: await encoder.encodeRemembered(input.negativePrompt) }
  })

  // 3 encode image
  const encodeGiven = async () => {
    if (!image) return { imageTokens: null, imageLatents: null }
    const images = lastImage ? [image, lastImage] : [image]
    const imageTokens = clip
      ? await encodeImages(await session('imageEncoder'), clip, images, checkpoint)
      : null
    const encoder = await session(lastImage ? 'firstLastEncoder' : 'vaeEncoder')
    await checkpoint()
    const imageLatents = lastImage
      ? await encodeFirstAndLastFrame(encoder, image, lastImage, shape.frames)
      : replacesFirstFrame
        ? await encodeFrame(encoder, image)
        : await encodeFirstFrame(encoder, image, shape.frames)
    return { imageTokens, imageLatents }
  }
  const { imageTokens, imageLatents } = image
    ? await during('encode_image', encodeGiven)
    : await encodeGiven()
  const firstFrame = replacesFirstFrame ? imageLatents : null
  const condition =
    architecture.conditioning === 'channels' && imageLatents
      ? imageCondition(imageLatents, shape, lastImage !== null)
      : null

  const resumeFrom = (await hooks.resume?.()) ?? null
  const { latents, skippedSteps, computedSteps } = await during('denoise', async () => {
    // 4 timesteps
    const sigmas = flowSigmas(input.schedule, input.steps, input.flowShift)
    const scheduler = createScheduler(input.scheduler, sigmas, resumeFrom?.scheduler)
    const { timesteps } = scheduler
    const { boundaryRatio } = architecture
    const switchStep = boundaryRatio === null ? null : highNoiseSteps(timesteps, boundaryRatio)

    // 5 latents
    const start = resumeFrom ?? {
      step: 0,
      latents: input.latents ?? normalNoise(input.seed, valueCount(shape)),
    }

    // 6 denoise
    const highNoise: Expert = { session: () => session('transformer'), guidanceScale: scales[0]! }
    const lowNoise: Expert = { session: () => session('transformer2'), guidanceScale: scales[1]! }
    const predict = createDenoiser({
      shape,
      headDim: architecture.headDim,
      timesteps,
      expertAt: (index) => (switchStep === null || index < switchStep ? highNoise : lowNoise),
      condition,
      firstFrameTimestep: replacesFirstFrame,
      firstFrame,
      image: imageTokens,
      text: prompt.embeds,
      negativeText: negative && negative.embeds,
      checkpoint,
    })
    return denoise({
      scheduler,
      start,
      predict,
      easyCacheThreshold: input.easyCacheThreshold ?? null,
      switchStep,
      onStep: (step) => hooks.onStep(step, shape),
    })
  })
  const denoised = firstFrame ? withFirstFrame(latents, firstFrame, shape) : latents

  // 7 decode
  const video = await during('decode', async () => {
    const decoder = await session('vaeDecoder')
    await checkpoint()
    return decodeLatents(decoder, denoised, shape, architecture.latents)
  })
  return {
    ...video,
    timings,
    promptTokens: prompt.tokenCount,
    promptTruncated: prompt.truncated,
    skippedSteps,
    computedSteps,
  }
}
