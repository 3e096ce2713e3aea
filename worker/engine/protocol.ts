import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { RunManifest } from '#worker/wan/manifest.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'

/** When the state of a run is written: after so many steps, at the first step after so many seconds; 0 = not by that. */
export interface CheckpointPlan {
  readonly everySteps: number
  readonly everySeconds: number
}

/** A state of a run, complete in a file of its output directory. */
export interface WrittenCheckpoint {
  readonly path: string
  /** Steps that are done in it. */
  readonly step: number
}

/** A small webp of the middle frame as far as it is known, complete in a file of the output directory. */
export interface WrittenPreview {
  readonly path: string
  readonly step: number
}

/** What one run makes. Paths are absolute; everything else was checked and rounded before. */
export interface EngineRequest {
  /** Names the run in messages and logs. */
  readonly runId: string
  readonly modelId: string
  /** First frame, a PNG of exactly width x height; null for a model that makes videos of text alone. */
  readonly imagePath: string | null
  /** Last frame, likewise; null without one. */
  readonly lastImagePath: string | null
  /** A video that this one goes on from, in the output directory: the result is both. Null or absent: none. */
  readonly preceding?: { readonly path: string; readonly frames: number } | null
  /** Existing folder of this run alone; the result files are written into it. */
  readonly outputDirectory: string
  readonly prompt: string
  readonly negativePrompt: string
  readonly width: number
  readonly height: number
  /** Pixel frames, 4n + 1. */
  readonly frames: number
  readonly fps: number
  readonly steps: number
  readonly guidanceScale: number
  /** For models with a second transformer, which is as `guidanceScale` then when it is null; else null. */
  readonly guidanceScale2: number | null
  readonly flowShift: number
  /** 0 … 2⁵³ - 1. */
  readonly seed: number
  /** Above 0: EasyCache may skip steps up to this error estimate. Null or absent: every step is computed. */
  readonly easyCacheThreshold?: number | null
  /** Null: no states are written. */
  readonly checkpoint: CheckpointPlan | null
  /** File of a state that an earlier run of the same kind wrote. One that is damaged or of another run is ignored, with a note. */
  readonly resumeFrom: string | null
  /** Whether previews are written, about eight times a run. */
  readonly previews: boolean
}

export const ENGINE_PHASES = [
  'load',
  'encode_prompt',
  'encode_image',
  'denoise',
  'decode',
  'encode_video',
] as const
export type EnginePhase = (typeof ENGINE_PHASES)[number]

/** Phases come in the order above; `step` counts finished denoising steps and never falls. */
export interface EngineProgress {
  readonly phase: EnginePhase
  readonly step: number
  readonly steps: number
}

export interface EngineResult {
  readonly video: {
    readonly path: string
    readonly sizeBytes: number
    readonly frames: number
    readonly fps: number
    readonly width: number
    readonly height: number
    readonly durationSeconds: number
  }
  readonly thumbnail: { readonly path: string }
  readonly spritesheet: { readonly path: string }
  /** A PNG of exactly width x height. */
  readonly lastFrame: { readonly path: string }
  /** Seconds per phase. */
  readonly timings: Readonly<Record<string, number>>
  /** Denoising steps that the model computed in this run: neither skipped nor done before. */
  readonly computedSteps: number
  readonly manifest: RunManifest
}

export type EngineErrorCode =
  | 'cancelled'
  | 'deadline_exceeded'
  | 'out_of_memory'
  | 'engine_crashed'
  | 'engine_stalled'
  | 'model_unavailable'
  | 'invalid_input'
  | 'encode_failed'
  /** Never thrown by an engine: for the job around a run, whose failures take the same road. */
  | 'storage_failed'
  | 'internal_error'

/** Why a run has no result. The message may be shown to the customer: no paths, no stack, no prompt. */
export class EngineError extends Error {
  readonly code: EngineErrorCode
  /** Whether another attempt may succeed, here or on another engine. */
  readonly retryable: boolean
  constructor(code: EngineErrorCode, message: string, retryable: boolean, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EngineError'
    this.code = code
    this.retryable = retryable
  }
}

/** Why a run is told to stop. */
export type StopCode = 'cancelled' | 'deadline_exceeded'

const STOPPED: Readonly<Record<StopCode, string>> = {
  cancelled: 'The video was cancelled.',
  deadline_exceeded: 'The video took longer than allowed.',
}

export const stopError = (code: StopCode): EngineError => new EngineError(code, STOPPED[code], false)

/** An EngineError on its way through the channel; `detail` is for the operator's log only. */
export interface EngineFailure {
  readonly code: EngineErrorCode
  readonly message: string
  readonly retryable: boolean
  readonly detail: string | null
  /** Whether the process is of no use any more, such as after a lack of memory: it is to be ended. */
  readonly ends: boolean
}

/** What the child needs to know, once, before anything else. */
export interface EngineSetup {
  /** The child sees one CUDA device, so that has number 0 whichever it is. */
  readonly device: 'cpu' | 'cuda:0'
  /** Of the device as `deviceClass` names it: only devices of one class give the same bits. */
  readonly deviceClass: string
  /** Number or UUID of that device in the machine, for the driver's own tools; null on the CPU. */
  readonly visibleDevice: string | null
  readonly modelsDirectory: string
  readonly threads: number
  /** GiB that the engine may use; null: what the device has, or without limit on the CPU. */
  readonly memoryGb: number | null
  readonly ffmpegPath: string | null
  readonly ffprobePath: string | null
  /** For what is costly to find out and stays true; null: nothing is kept. */
  readonly cacheDirectory: string | null
  readonly parentPid: number
}

/**
 * setup → preparing* → ready | unusable; then one run at a time: generate → begun → (progress, note, preview, checkpoint)* → done | failed. A stop may come at any time
 * during a run and is answered by failed with its code, or by done when the run was over first. Frames never pass
 * through the channel: results are files in the output directory.
 */
export type ParentMessage =
  | { readonly type: 'setup'; readonly setup: EngineSetup }
  | { readonly type: 'generate'; readonly request: EngineRequest }
  | {
      readonly type: 'stop'
      readonly runId: string
      readonly code: StopCode
      /** Whether the state of the run is written before it is answered, when its request asks for checkpoints at all. */
      readonly keepState: boolean
    }

export type ChildMessage =
  | {
      readonly type: 'ready'
      readonly models: readonly ModelDefinition[]
      readonly modelFaults: readonly ModelFault[]
      /** What the models take on the device, and what else an operator should know. */
      readonly notes: readonly string[]
    }
  /** A sign of life before `ready`: what is being prepared. */
  | { readonly type: 'preparing'; readonly text: string }
  | { readonly type: 'unusable'; readonly reason: string }
  | { readonly type: 'progress'; readonly runId: string; readonly progress: EngineProgress }
  /** What to tell the customer should memory run out in a way that leaves the child no time to say so. */
  | { readonly type: 'begun'; readonly runId: string; readonly outOfMemory: string }
  /** A sentence for the operator's log. */
  | { readonly type: 'note'; readonly runId: string; readonly text: string }
  | { readonly type: 'preview'; readonly runId: string; readonly preview: WrittenPreview }
  | { readonly type: 'checkpoint'; readonly runId: string; readonly checkpoint: WrittenCheckpoint }
  | { readonly type: 'done'; readonly runId: string; readonly result: EngineResult }
  | { readonly type: 'failed'; readonly runId: string; readonly failure: EngineFailure }
