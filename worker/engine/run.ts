import type { Phase } from '#core/task/run.ts'
import type { TaskParameters } from '#core/task/parameters.ts'
import type { RunManifest } from '#worker/wan/manifest.ts'

/** When the state of a run is written: every so many steps or seconds; 0 turns either rule off. */
export interface CheckpointPlan {
  readonly everySteps: number
  readonly everySeconds: number
}

/** The complete state of a run, in a file of its output directory. */
export interface WrittenCheckpoint {
  readonly path: string
  /** Steps completed in that state. */
  readonly step: number
}

/** A small WebP of the middle frame as predicted at a step, in a file of the output directory. */
export interface WrittenPreview {
  readonly path: string
  readonly step: number
}

/** One run. Paths are absolute; parameters are already checked and rounded. */
export interface EngineRequest extends Omit<
  TaskParameters,
  'precedingFrames' | 'precedingUpload' | 'nominalSeconds'
> {
  /** Names the run in messages and logs. */
  readonly runId: string
  readonly modelId: string
  /** First frame, a PNG of exactly width × height; null without one. */
  readonly imagePath: string | null
  /** Last frame, a PNG of exactly width × height; null without one. */
  readonly lastImagePath: string | null
  /** The video that this run extends; the result contains both. Null or absent: none. */
  readonly preceding?: {
    readonly path: string
    readonly frames: number
    /** Whether it is a client's file, which has to be decoded and encoded anew. */
    readonly isUpload?: boolean
  } | null
  /** Existing folder of this run alone, which receives the result files. */
  readonly outputDirectory: string
  /** Null: the run writes no checkpoints. */
  readonly checkpoint: CheckpointPlan | null
  /**
   * File of a checkpoint that an earlier run of the same task wrote. A damaged one, or one of
   * another run, is ignored with a note.
   */
  readonly resumeFrom: string | null
  /** Whether the run writes previews, about eight in all. */
  readonly previews: boolean
}

/** What a run is doing; the upload follows the run. */
export type EnginePhase = Exclude<Phase, 'upload'>

/** Phases follow the order of `PHASES`; `step` counts completed denoising steps and never falls. */
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
  /** A PNG of exactly width × height. */
  readonly lastFrame: { readonly path: string }
  /** Seconds per phase. */
  readonly timings: Readonly<Record<string, number>>
  /** Denoising steps that the model computed in this run: neither skipped nor restored. */
  readonly computedSteps: number
  readonly manifest: RunManifest
}
