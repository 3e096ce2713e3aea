import type { Phase } from '#core/task/run.ts'
import { denoise, type DenoiseState, type DenoiseStep } from '#worker/wan/denoising/denoise.ts'
import { createDenoiser, type Expert } from '#worker/wan/denoising/denoiser.ts'
import { type DecodedVideo } from './frames.ts'
import { boundaryOf, checkInput, type GenerateInput } from './input.ts'
import { needsGuidance } from '#worker/wan/denoising/guidance.ts'
import { encodeImages } from '#worker/wan/image/encoder.ts'
import { imageCondition, withFirstFrame } from '#worker/wan/latents/conditions.ts'
import { type LatentShape, valueCount } from '#worker/wan/latents/shape.ts'
import { type LoadedModel } from './loaded-model.ts'
import { type Component } from '#worker/wan/folder/graphs.ts'
import { normalNoise } from './random.ts'
import { createScheduler } from '#worker/wan/schedulers/create-scheduler.ts'
import { flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { highNoiseSteps } from '#worker/wan/schedulers/high-noise-steps.ts'
import { gridsOf } from '#worker/wan/tiles/grid.ts'
import { type RgbImage } from '#worker/wan/image/rgb-image.ts'
import { decodeLatents, encodeFirstAndLastFrame, encodeFirstFrame, encodeFrame } from './vae.ts'
import { decodeInTiles, encodeInTiles } from './vae-tiles.ts'

/** What the pipeline is doing; encoding the video and uploading it follow elsewhere. */
export type PipelinePhase = Exclude<Phase, 'encode_video' | 'upload'>

/** How a run reports and how it is stopped. */
export interface Hooks {
  readonly onPhase: (phase: PipelinePhase) => void
  readonly onStep: (step: DenoiseStep, shape: LatentShape) => void
  /**
   * Awaited before every forward and before every session that is opened. A forward blocks the
   * thread, so this is where the event loop can turn. An error thrown here ends the run; the model
   * stays usable.
   */
  readonly yieldPoint: () => Promise<void>
  /**
   * Awaited once, before the first step: the state that an earlier run of the same model and input
   * reached. Its steps are not computed again, and the frames are equal to the bit. Null or absent:
   * the run starts from noise.
   */
  readonly resume?: () => Promise<DenoiseState | null>
}

export interface GenerateResult extends DecodedVideo {
  /** Milliseconds per phase. */
  readonly timings: Readonly<Record<PipelinePhase, number>>
  /** Tokens of the prompt, its end token included. */
  readonly promptTokens: number
  /** Whether the prompt was cut to the 512 tokens that fit. */
  readonly promptTruncated: boolean
  /** Denoising steps that EasyCache skipped. */
  readonly skippedSteps: number
  /** Denoising steps that the model computed in this run. */
  readonly computedSteps: number
}

/**
 * Makes a video. Computes the pipelines of Wan 2.1 and 2.2 as diffusers' WanPipeline and
 * WanImageToVideoPipeline do (pipelines/wan/pipeline_wan.py, pipeline_wan_i2v.py); the model's
 * architecture decides which parts run.
 *
 * @throws InvalidInputError; any error of a session or of `yieldPoint`.
 */
export async function generate(
  model: LoadedModel,
  input: GenerateInput,
  hooks: Hooks,
): Promise<GenerateResult> {
  const timings: Record<PipelinePhase, number> = {
    load: 0,
    encode_prompt: 0,
    encode_image: 0,
    denoise: 0,
    decode: 0,
  }
  const loading = async <T>(work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const result = await work()
    timings.load += performance.now() - startedAt
    return result
  }
  // Opening a session counts as loading, whichever phase it happens in.
  const during = async <T>(phase: Exclude<PipelinePhase, 'load'>, work: () => Promise<T>): Promise<T> => {
    hooks.onPhase(phase)
    const startedAt = performance.now() - timings.load
    const result = await work()
    timings[phase] = performance.now() - timings.load - startedAt
    return result
  }
  const { yieldPoint } = hooks
  const session = (component: Component) => loading(() => model.session(component, yieldPoint))
  const { architecture, clip } = model.folder
  const { image, lastImage } = input

  const replacesFirstFrame = architecture.conditioning === 'first_frame'

  // 1 check
  const shape = checkInput(input, model.folder)
  const { patchSize, spatialCompression: position } = architecture.latents
  const tiles = gridsOf(model.tileSides, input, position)
  const scales = [input.guidanceScale, input.guidanceScale2 ?? input.guidanceScale]
  hooks.onPhase('load')
  await loading(() => model.open(yieldPoint))

  // 2 encode prompt
  const { prompt, negative } = await during('encode_prompt', async () => {
    const encoder = await loading(() => model.textEncoder(yieldPoint))
    await yieldPoint()
    const prompt = await encoder.encode(input.prompt)
    if (!scales.some(needsGuidance)) return { prompt, negative: null }
    await yieldPoint()
    return { prompt, negative: await encoder.encodeRemembered(input.negativePrompt) }
  })

  // 3 encode image
  const encodeGiven = async () => {
    if (!image) return { imageTokens: null, imageLatents: null }
    const images = lastImage ? [image, lastImage] : [image]
    const imageTokens = clip
      ? await encodeImages(await session('imageEncoder'), clip, images, yieldPoint)
      : null
    const encoder = await session(lastImage ? 'firstLastEncoder' : 'vaeEncoder')
    await yieldPoint()
    const encode = ([first, last]: readonly RgbImage[]) =>
      last
        ? encodeFirstAndLastFrame(encoder, first!, last, shape.frames)
        : replacesFirstFrame
          ? encodeFrame(encoder, first!)
          : encodeFirstFrame(encoder, first!, shape.frames)
    const imageLatents = tiles?.encode
      ? await encodeInTiles(encode, images, replacesFirstFrame ? { ...shape, frames: 1 } : shape, {
          grid: tiles.encode,
          position,
          yieldPoint,
        })
      : await encode(images)
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
    const boundaryRatio = boundaryOf(architecture, input)
    const switchStep = boundaryRatio === null ? null : highNoiseSteps(timesteps, boundaryRatio)

    // 5 latents
    const start = resumeFrom ?? {
      step: 0,
      latents: input.latents ?? normalNoise(input.seed, valueCount(shape)),
    }

    // 6 denoise
    const highNoise: Expert = {
      session: () => session('transformer'),
      guidanceScale: scales[0]!,
      inputs: await loading(() => model.loras.valuesFor('transformer', input.loras)),
    }
    const lowNoise: Expert = {
      session: () => session('transformer2'),
      guidanceScale: scales[1]!,
      inputs: await loading(() => model.loras.valuesFor('transformer_2', input.loras)),
    }
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
      yieldPoint,
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
    await yieldPoint()
    if (tiles?.decode) {
      const options = { grid: tiles.decode, position, patchSize, yieldPoint }
      return decodeInTiles(decoder, denoised, shape, architecture.latents, options)
    }
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
