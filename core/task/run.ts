import type { RunSize } from './parameters.ts'
import type { TaskError } from './task.ts'

/** The phases of a run, in order. */
export const PHASES = [
  'load',
  'encode_prompt',
  'encode_image',
  'denoise',
  'decode',
  'encode_video',
  'upload',
] as const
export type Phase = (typeof PHASES)[number]

/** The durations of a run, for estimates of later ones. */
export interface RunSpeed {
  /** Devices of one class are equally fast. */
  readonly deviceClass: string
  /** Seconds of one denoising step. */
  readonly stepSeconds: number
  /** Seconds before the first step: loading and encoding of the inputs. */
  readonly leadSeconds: number
  /** Seconds after the last step: decoding, encoding, upload. */
  readonly tailSeconds: number
}

/** Runs of one kind take the same time on the same device. */
export interface RunKind extends RunSize {
  readonly model: string
  readonly steps: number
}

/** The average over the runs of one kind on devices of one class. */
export interface MeasuredSpeed extends RunKind, RunSpeed {
  readonly runs: number
  readonly updatedAt: Date
}

/** What another server works on for a task. */
export interface UpstreamJob {
  /** UUID under which the service asked for it. */
  readonly key: string
  /** The server's name in ENGINES. */
  readonly server: string
  /** The server's own id; null while its answer is not known. */
  readonly id: string | null
}

/** How an attempt ended. A released one was given back by its worker, and does not count. */
export type AttemptOutcome = 'completed' | 'failed' | 'cancelled' | 'released' | 'lost'

/** One try of a task by a worker. */
export interface Attempt {
  readonly fencingToken: number
  /** Id of the worker process; null for one of an older version. */
  readonly worker: string | null
  readonly engine: string | null
  readonly deviceClass: string | null
  readonly startedAt: Date
  /** Steps that came from the checkpoint of an earlier attempt; null: none. */
  readonly resumedFromStep: number | null
  /** The newest stored state of this attempt; null without one. */
  readonly checkpoint: { readonly step: number; readonly at: Date } | null
  readonly endedAt: Date | null
  /** Null while it runs. */
  readonly outcome: AttemptOutcome | null
  readonly error: TaskError | null
}

/** What an engine of a worker does, as the worker's heartbeat tells. */
export interface EngineState {
  readonly name: string
  readonly device: string
  readonly deviceClass: string
  /** Why it cannot work, in one line; null while it can. */
  readonly fault: string | null
  /** The model of its current or last run; null before the first since its process started. */
  readonly model: string | null
  /** Seconds of the latest step; null before the first since its process started. */
  readonly stepSeconds: number | null
  /** Memory of the machine that its process holds; null where the system does not say. */
  readonly residentBytes: number | null
}
