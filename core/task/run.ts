import type { RunSize } from './parameters.ts'

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
