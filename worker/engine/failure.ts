export type EngineErrorCode =
  | 'cancelled'
  | 'deadline_exceeded'
  | 'out_of_memory'
  | 'engine_crashed'
  | 'engine_stalled'
  | 'model_unavailable'
  | 'invalid_input'
  /** Codes of engines that are servers. */
  | 'upstream_unavailable'
  | 'upstream_lost'
  | 'upstream_failed'
  | 'encode_failed'
  /** Thrown by the job around a run, never by an engine. */
  | 'storage_failed'
  | 'internal_error'

/** What of a worker failed, when the fault is not the task's; `server`: what makes its videos. */
export type WorkerFault = 'folder' | 'ffmpeg' | 'storage' | 'device' | 'server'

/** Why a run has no result. Customers may read the message: no paths, no stack, no prompt. */
export class EngineError extends Error {
  readonly code: EngineErrorCode
  /** Whether another attempt may succeed, on this engine or on another one. */
  readonly retryable: boolean
  /** What of the worker failed; null when that is not known to be the reason. */
  readonly workerFault: WorkerFault | null
  constructor(
    code: EngineErrorCode,
    message: string,
    retryable: boolean,
    options?: ErrorOptions & { readonly workerFault?: WorkerFault | null },
  ) {
    super(message, options)
    this.name = 'EngineError'
    this.code = code
    this.retryable = retryable
    this.workerFault = options?.workerFault ?? null
  }
}

/** Why a run is asked to stop. */
export type StopCode = 'cancelled' | 'deadline_exceeded'

const STOPPED: Readonly<Record<StopCode, string>> = {
  cancelled: 'The video was cancelled.',
  deadline_exceeded: 'The video took longer than allowed.',
}

export const stopError = (code: StopCode): EngineError => new EngineError(code, STOPPED[code], false)
