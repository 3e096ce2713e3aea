import { env } from 'onnxruntime-node'
import { type AttentionOperator } from '#worker/graphs/onnx/attention.ts'
import { GRAPH_BUILDER_VERSION } from '#worker/graphs/builder-version.ts'
import { fingerprintOf } from '#worker/wan/denoising/checkpoint.ts'
import { type ModelLora } from '#worker/wan/folder/config/definition.ts'
import { type GenerateInput } from './input.ts'
import { type ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { NOISE_GENERATOR } from './random.ts'
import { type Device } from '#worker/wan/sessions/session.ts'

/** What decides the frames of a run, known before it begins: the same again on a device of the same class gives the same to the bit. */
export interface RunFacts {
  readonly model: string
  /** SHA-256 by path inside the model folder. */
  readonly files: Readonly<Record<string, string>>
  readonly loras: readonly ModelLora[]
  readonly graphBuilder: string
  readonly onnxRuntime: string
  readonly provider: 'cpu' | 'cuda'
  /** Of the transformer's arithmetic. */
  readonly dtype: string
  readonly scheduler: string
  readonly schedule: string
  readonly steps: number
  readonly flowShift: number
  readonly guidanceScale: number
  readonly guidanceScale2: number | null
  /** Share of the noise below which the second transformer takes over; null for models with one. */
  readonly boundary: number | null
  readonly seed: number
  readonly noise: typeof NOISE_GENERATOR
  readonly width: number
  readonly height: number
  readonly frames: number
  /** SHA-256 of the picture files; null for those that were not given. */
  readonly inputs: { readonly firstFrame: string | null; readonly lastFrame: string | null }
}

/** The facts of a run, and what came of it. */
export interface RunManifest extends RunFacts {
  readonly fps: number
  /** With the end token. */
  readonly promptTokens: number
  readonly promptTruncated: boolean
  readonly easyCache: { readonly threshold: number; readonly skippedSteps: number } | null
  /** Steps that a checkpoint spared this attempt; null when it began at the start. */
  readonly resumedFromStep: number | null
}

export interface RunFactsInput {
  readonly folder: Pick<ModelFolder, 'definition' | 'architecture'>
  readonly files: Readonly<Record<string, string>>
  readonly device: Device
  readonly dtype: string
  readonly input: Omit<GenerateInput, 'image' | 'lastImage'>
  readonly inputs: RunFacts['inputs']
}

export function runFacts({ folder, files, device, dtype, input, inputs }: RunFactsInput): RunFacts {
  return {
    model: folder.definition.id,
    files,
    loras: folder.definition.loras,
    graphBuilder: GRAPH_BUILDER_VERSION,
    onnxRuntime: env.versions.node ?? env.versions.common,
    provider: device === 'cpu' ? 'cpu' : 'cuda',
    dtype,
    scheduler: input.scheduler,
    schedule: input.schedule,
    steps: input.steps,
    flowShift: input.flowShift,
    guidanceScale: input.guidanceScale,
    guidanceScale2: input.guidanceScale2,
    boundary: folder.architecture.boundaryRatio,
    seed: input.seed,
    noise: NOISE_GENERATOR,
    width: input.width,
    height: input.height,
    frames: input.frames,
    inputs,
  }
}

/** Beside its facts, what a run's numbers come from. */
export interface RunArithmetic {
  /** Devices of one class give the same bits for the same graph. */
  readonly deviceClass: string
  readonly attention: AttentionOperator
}

/**
 * What a checkpoint must have in common with the run that goes on from it: the facts, among them the type of the
 * transformers' arithmetic, the device class and the attention operator, the words, and whether steps may be skipped.
 */
export function runFingerprint(
  facts: RunFacts,
  arithmetic: RunArithmetic,
  input: Pick<GenerateInput, 'prompt' | 'negativePrompt' | 'easyCacheThreshold'>,
): string {
  const { prompt, negativePrompt, easyCacheThreshold = null } = input
  return fingerprintOf({ ...facts, ...arithmetic, prompt, negativePrompt, easyCacheThreshold })
}
