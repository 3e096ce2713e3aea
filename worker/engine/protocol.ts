import type { ModelDefinition } from '#core/task.ts'

/** What one run makes. Paths are absolute; everything else was checked and rounded before. */
export interface EngineRequest {
  /** Names the run in messages and logs. */
  readonly runId: string
  readonly modelId: string
  /** PNG of exactly width x height. */
  readonly imagePath: string
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
  /** For models with a second transformer; null otherwise. */
  readonly guidanceScale2: number | null
  readonly flowShift: number
  /** 0 … 2⁵³ - 1. */
  readonly seed: number
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
  /** Seconds per phase. */
  readonly timings: Readonly<Record<string, number>>
}

/** A model folder that cannot be served, and why. */
export interface ModelFault {
  readonly folder: string
  readonly reason: string
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
}

/** What the child needs to know, once, before anything else. */
export interface EngineSetup {
  /** The child sees one CUDA device, so that has number 0 whichever it is. */
  readonly device: 'cpu' | 'cuda:0'
  readonly modelsDirectory: string
  readonly threads: number
  readonly ffmpegPath: string | null
  readonly ffprobePath: string | null
  readonly parentPid: number
}

/**
 * setup → ready | unusable; then one run at a time: generate → progress* → done | failed. A stop may come at any time
 * during a run and is answered by failed with its code, or by done when the run was over first. Frames never pass
 * through the channel: results are files in the output directory.
 */
export type ParentMessage =
  | { readonly type: 'setup'; readonly setup: EngineSetup }
  | { readonly type: 'generate'; readonly request: EngineRequest }
  | { readonly type: 'stop'; readonly runId: string; readonly code: StopCode }

export type ChildMessage =
  | {
      readonly type: 'ready'
      readonly models: readonly ModelDefinition[]
      readonly modelFaults: readonly ModelFault[]
    }
  | { readonly type: 'unusable'; readonly reason: string }
  | { readonly type: 'progress'; readonly runId: string; readonly progress: EngineProgress }
  | { readonly type: 'done'; readonly runId: string; readonly result: EngineResult }
  | { readonly type: 'failed'; readonly runId: string; readonly failure: EngineFailure }
