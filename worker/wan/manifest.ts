import { env } from 'onnxruntime-node'
import type { Manifest } from '#core/task/manifest.ts'
import { type AttentionOperator } from '#worker/graphs/onnx/attention.ts'
import { GRAPH_BUILDER_VERSION } from '#worker/graphs/builder-version.ts'
import { fingerprintOf } from '#worker/wan/denoising/checkpoint.ts'
import { requestedParts } from '#worker/wan/folder/loras/requested.ts'
import { boundaryOf, type GenerateInput } from './input.ts'
import { type ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { NOISE_GENERATOR } from './random.ts'
import { gridsOf, type TileSides } from '#worker/wan/tiles/grid.ts'
import { type Device } from '#worker/wan/sessions/session.ts'

/**
 * The facts that decide the frames of a run, known before it begins. On devices of one class, equal
 * facts give equal frames to the bit.
 */
export type RunFacts = Omit<
  RunManifest,
  'fps' | 'promptTokens' | 'promptTruncated' | 'easyCache' | 'resumedFromStep'
>

/**
 * The manifest of a run as the engine knows it: without the device's class and the stored video.
 */
export type RunManifest = Omit<Manifest, 'deviceClass' | 'video'>

export interface RunFactsInput {
  readonly folder: Pick<ModelFolder, 'definition' | 'architecture' | 'loraOffers'>
  readonly files: Readonly<Record<string, string>>
  readonly device: Device
  readonly dtype: string
  readonly input: Omit<GenerateInput, 'image' | 'lastImage'>
  readonly inputs: RunFacts['inputs']
  readonly tileSides: TileSides
}

export function runFacts({
  folder,
  files,
  device,
  dtype,
  input,
  inputs,
  tileSides,
}: RunFactsInput): RunFacts {
  const tiles = gridsOf(tileSides, input, folder.architecture.latents.spatialCompression)
  return {
    model: folder.definition.id,
    files,
    loras: [
      ...folder.definition.loras,
      ...requestedParts(folder.loraOffers, input.loras).map(({ lora, name: file, expert, strength }) => ({
        name: lora,
        ...{ file, expert, strength },
      })),
    ],
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
    boundary: boundaryOf(folder.architecture, input),
    seed: input.seed,
    noise: NOISE_GENERATOR,
    width: input.width,
    height: input.height,
    frames: input.frames,
    inputs,
    ...(tiles === null ? {} : { tiles }),
  }
}

/** The arithmetic of a run, which decides its numbers beside its facts. */
export interface RunArithmetic {
  /** Devices of one class give the same bits for the same graph. */
  readonly deviceClass: string
  readonly attention: AttentionOperator
}

/**
 * Digest that a checkpoint shares with every run that may resume it: SHA-256 over the facts, the
 * device class, the attention operator, the prompts and the EasyCache threshold.
 */
export function runFingerprint(
  facts: RunFacts,
  arithmetic: RunArithmetic,
  input: Pick<GenerateInput, 'prompt' | 'negativePrompt' | 'easyCacheThreshold'>,
): string {
  const { prompt, negativePrompt, easyCacheThreshold = null } = input
  return fingerprintOf({ ...facts, ...arithmetic, prompt, negativePrompt, easyCacheThreshold })
}
