import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { UpstreamJob } from '#core/task/run.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'
import type { EngineProgress, EngineRequest, EngineResult, WrittenCheckpoint, WrittenPreview } from './run.ts'

/**
 * What makes one video at a time: a device, run by a child process that owns its ONNX sessions, or
 * a slot of a server of another project. Whoever uses it need not know which.
 */
export interface Engine {
  readonly name: string
  readonly device: string
  /** Equal for devices that take the same time for the same run. */
  readonly deviceClass: string
  /** The models that the child serves, read again each time it starts. */
  readonly models: readonly ModelDefinition[]
  readonly modelFaults: readonly ModelFault[]
  /** Why it cannot work now, in one line; null while it works, and while its child restarts. */
  readonly fault: string | null
  /** What it has loaded, and how fast it was. */
  readonly work: EngineWork
  /** Process id of the child; null while it restarts, and of a server. */
  readonly pid: number | null
  /** The server behind it; null for a device. */
  readonly server: EngineServer | null
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

/** A server that makes videos for engines. */
export interface EngineServer {
  /** Its name in ENGINES. */
  readonly name: string
  /** Whether the videos that it made stay there. */
  readonly keepsResults: boolean
  /**
   * Stops a job and deletes what it made. A job that the server does not know counts as deleted.
   *
   * @throws Error when the server does not answer.
   */
  remove(job: UpstreamJob): Promise<void>
}

/** Where a run keeps what its server works on, so that the next attempt finds it. */
export interface UpstreamJobs {
  /** The newest job of the task, of whichever attempt and server; null without one. */
  readonly earlier: UpstreamJob | null
  /**
   * Records a job, before it is asked for and when its id is known.
   *
   * @throws EngineError `cancelled` when another attempt has taken the task over.
   */
  record(job: UpstreamJob): Promise<void>
  /** Forgets a job that left nothing on its server. */
  forget(job: UpstreamJob): Promise<void>
  /** Leaves a job to be removed later; no attempt finds it any more. */
  abandon(job: UpstreamJob): Promise<void>
}

/** Both are null until the first run of the child, or of the server's slot. */
export interface EngineWork {
  /** The model of the current or last run. */
  readonly model: string | null
  /** Seconds of the latest step. */
  readonly stepSeconds: number | null
}

export interface RunOptions {
  onProgress(progress: EngineProgress): void
  /** The caller deletes the file. */
  onCheckpoint?(checkpoint: WrittenCheckpoint): void
  /** The caller deletes the file. */
  onPreview?(preview: WrittenPreview): void
  /** Receives a sentence for the operator's log. */
  onNote?(text: string): void
  /** Engines with a server need it. */
  readonly upstream?: UpstreamJobs
  /** Seconds that earlier runs of the kind took on such devices; null: none was measured. */
  readonly expectedSeconds?: number | null
  /** Cancels the run. With the reason {@link SHUTDOWN} the run writes its state first. */
  readonly signal: AbortSignal
  /** Longest time until the end of the run, in ms; a clock that steps does not change it. */
  readonly timeLimitMs: number
}

/** Reason to cancel a run that another attempt will resume. */
export const SHUTDOWN = 'shutdown'
/** Reason to cancel a run whose video nobody wants any more. */
export const CANCEL = 'cancel'
