import { createDenoiser } from './denoiser.ts'
import { type DecodedVideo } from './frames.ts'
import { checkInput, type GenerateInput } from './generate-input.ts'
import { needsGuidance } from './guidance.ts'
import { encodeImage } from './image-encoder.ts'
import { imageCondition, valueCount } from './latents.ts'
import { type LoadedModel } from './model.ts'
import { normalNoise } from './random.ts'
import { flowSigmas } from './schedulers/flow-sigmas.ts'
import { createUniPc } from './schedulers/unipc.ts'
import { decodeLatents, encodeFirstFrame } from './vae.ts'

/** What a run is doing, in order. */
export const PHASES = ['load', 'encode_prompt', 'encode_image', 'denoise', 'decode'] as const
export type Phase = (typeof PHASES)[number]

/** How a run reports and is stopped. */
export interface Hooks {
  readonly onPhase: (phase: Phase) => void
  /** `step` of `steps` denoising steps is done; `latents` [channels, frames, height, width] are where it led and must not be changed. */
  readonly onStep: (step: number, steps: number, latents: Float32Array) => void
  /**
   * Awaited before every forward and every session that is opened: the moment for the event loop to hear of a cancellation, since nothing
   * else runs during a forward. What it throws ends the run; the model stays usable.
   */
  readonly checkpoint: () => Promise<void>
}

export interface GenerateResult extends DecodedVideo {
  /** Milliseconds per phase. */
  readonly timings: Readonly<Record<Phase, number>>
  /** Tokens of the prompt with its end token, and whether it was cut to the 512 that fit. */
  readonly promptTokens: number
  readonly promptTruncated: boolean
}

/**
 * Makes a video that starts with the given image: the image-to-video pipeline of Wan 2.1, as WanImageToVideoPipeline of diffusers
 * (pipelines/wan/pipeline_wan_i2v.py) computes it. Throws InvalidInputError, what a session throws, or what `checkpoint` throws.
 */
export async function generate(
  model: LoadedModel,
  input: GenerateInput,
  hooks: Hooks,
): Promise<GenerateResult> {
  const timings: Record<Phase, number> = { load: 0, encode_prompt: 0, encode_image: 0, denoise: 0, decode: 0 }
  const during = async <T>(phase: Phase, work: () => Promise<T>): Promise<T> => {
    hooks.onPhase(phase)
    const startedAt = performance.now()
    const result = await work()
    timings[phase] = performance.now() - startedAt
    return result
  }
  const { checkpoint } = hooks
  const { headDim, latents: statistics, clip } = model.folder

  // 1 check
  const shape = checkInput(input, statistics.channels)
  const guided = needsGuidance(input.guidanceScale)
  const parts = await during('load', () => model.open(checkpoint))

  // 2 encode prompt
  const { prompt, negative } = await during('encode_prompt', async () => {
    await checkpoint()
    const prompt = await parts.textEncoder.encode(input.prompt)
    if (!guided) return { prompt, negative: null }
    await checkpoint()
    return { prompt, negative: await parts.textEncoder.encodeRemembered(input.negativePrompt) }
  })

  // 3 encode image
  const { imageTokens, condition } = await during('encode_image', async () => {
    await checkpoint()
    const imageTokens =
      parts.imageEncoder && clip && (await encodeImage(parts.imageEncoder, clip, input.image))
    await checkpoint()
    const imageLatents = await encodeFirstFrame(parts.vaeEncoder, input.image, shape)
    return { imageTokens, condition: imageCondition(imageLatents, shape) }
  })

  const denoised = await during('denoise', async () => {
    // 4 timesteps
    const scheduler = createUniPc(flowSigmas(input.schedule, input.steps, input.flowShift))

    // 5 latents
    let latents = input.latents ?? normalNoise(input.seed, valueCount(shape))

    // 6 denoise
    const denoise = createDenoiser(parts.transformer, {
      shape,
      headDim,
      condition,
      image: imageTokens,
      text: prompt.embeds,
      negativeText: negative && negative.embeds,
      guidanceScale: input.guidanceScale,
      checkpoint,
    })
    for (const [i, timestep] of scheduler.timesteps.entries()) {
      latents = scheduler.step(i, await denoise(latents, timestep), latents)
      hooks.onStep(i + 1, input.steps, latents)
    }
    return latents
  })

  // 7 decode
  const video = await during('decode', async () => {
    await checkpoint()
    return decodeLatents(parts.vaeDecoder, denoised, shape, statistics)
  })
  return { ...video, timings, promptTokens: prompt.tokenCount, promptTruncated: prompt.truncated }
}
