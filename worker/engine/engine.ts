import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'
import type { EngineProgress, EngineRequest, EngineResult, WrittenCheckpoint, WrittenPreview } from './run.ts'

/** One device, run by a child process that owns its ONNX sessions and makes one video at a time. */
export interface Engine {
  readonly name: string
  readonly device: string
  /** Equal for devices that take the same time for the same run. */
  readonly deviceClass: string
  /** The models that the child serves, read again each time it starts. */
  readonly models: readonly ModelDefinition[]
  readonly modelFaults: readonly ModelFault[]
  /** Why the child cannot be started again, in one line; null while it works or restarts. */
  readonly fault: string | null
  /** Process id of the child; null while it restarts. */
  readonly pid: number | null
  /**
   * Makes one video. Once this settles, the child no longer touches the output directory. A run
   * that arrives while the child restarts waits for it, and fails if that start fails.
   *
   * @throws EngineError for every failure of a run; Error when the engine is busy.
   */
  generate(request: EngineRequest, options: RunOptions): Promise<EngineResult>
  /** Ends the child: an idle one exits; a run is killed and fails with `engine_crashed`. */
  close(): Promise<void>
}

export interface RunOptions {
  onProgress(progress: EngineProgress): void
  /** The caller deletes the file. */
  onCheckpoint?(checkpoint: WrittenCheckpoint): void
  /** The caller deletes the file. */
  onPreview?(preview: WrittenPreview): void
  /** Receives a sentence for the operator's log. */
  onNote?(text: string): void
  /** Cancels the run. With the reason {@link SHUTDOWN} the run writes its state first. */
  readonly signal: AbortSignal
  /** Longest time until the end of the run, in ms; a clock that steps does not change it. */
  readonly timeLimitMs: number
}

/** Reason to cancel a run that another attempt will resume. */
export const SHUTDOWN = 'shutdown'
