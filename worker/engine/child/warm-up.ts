import type { RunSize } from '#core/task/parameters.ts'
import type { LoadedModel } from '#worker/wan/loaded-model.ts'
import type { ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { generate } from '#worker/wan/pipeline.ts'
import type { RgbImage } from '#worker/wan/image/rgb-image.ts'
import { flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { highNoiseSteps } from '#worker/wan/schedulers/high-noise-steps.ts'

/**
 * Runs every part of a model once at this size, without guidance and with as few steps as it has
 * transformers. The runtime chooses and compiles its kernels and takes its memory before the first
 * customer waits. The frames are discarded. `onPhase` is called at the start of each phase.
 *
 * @throws the errors of a run.
 */
export async function warmUp(
  model: LoadedModel,
  { width, height, frames }: RunSize,
  onPhase: (phase: string) => void,
): Promise<void> {
  const { definition } = model.folder
  const { inputs, sampling, defaults } = definition
  const grey = (): RgbImage => ({ width, height, data: new Uint8Array(width * height * 3).fill(128) })
  await generate(
    model,
    {
      ...sampling,
      prompt: 'warm-up',
      negativePrompt: '',
      image: inputs.firstFrame === 'none' ? null : grey(),
      lastImage: inputs.lastFrame === 'required' ? grey() : null,
      width,
      height,
      frames,
      steps: warmUpSteps(model.folder),
      guidanceScale: 1,
      guidanceScale2: defaults.guidanceScale2 === null ? null : 1,
      flowShift: defaults.flowShift,
      seed: 0,
    },
    { onPhase, onStep: () => undefined, yieldPoint: async () => undefined, resume: async () => null },
  )
}

/** The fewest steps that give each of two transformers one; 1 with one transformer. */
function warmUpSteps({ architecture, definition }: Pick<ModelFolder, 'architecture' | 'definition'>): number {
  const { boundaryRatio } = architecture
  if (boundaryRatio === null) return 1
  const { limits, sampling, defaults } = definition
  for (let steps = 2; steps < limits.maxSteps; steps++) {
    const { timesteps } = flowSigmas(sampling.schedule, steps, defaults.flowShift)
    const high = highNoiseSteps(timesteps, boundaryRatio)
    if (high > 0 && high < steps) return steps
  }
  return limits.maxSteps
}
