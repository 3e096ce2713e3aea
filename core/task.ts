/**
 * The task model, shared by every dialect. Pure: no I/O.
 *
 *   queued ── start ─► running ── complete ─► completed ── expire ─► completed, assetsRemovedAt set
 *     │ ▲                │  │
 *     │ └── retry, lost ─┘  └── fail ─► failed
 *     └── cancel ─► cancelled ◄── cancel acknowledged (from running)
 *
 * Terminal states never change. `cancelRequestedAt` on a running task is a flag, not a state.
 */
export const TASK_STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]
export const TERMINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const satisfies readonly TaskStatus[]
export const isTerminal = (status: TaskStatus): boolean =>
  (TERMINAL_STATUSES as readonly string[]).includes(status)

/** What a running task is doing, in order. */
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

/** Everything the engine needs, after defaults, rounding and limits were applied. */
export interface TaskParameters {
  readonly prompt: string
  readonly negativePrompt: string
  /** Pixels, multiples of the model's size multiple. */
  readonly width: number
  readonly height: number
  /** Pixel frames, 4n + 1. */
  readonly frames: number
  readonly fps: number
  readonly steps: number
  readonly guidanceScale: number
  readonly guidanceScale2: number | null
  readonly flowShift: number
  /** 0 … 2⁵³ − 1; chosen at random when the client gave none. */
  readonly seed: number
}

/** A value that we changed, and why. */
export interface Adjustment {
  readonly field: string
  readonly requested: unknown
  readonly used: unknown
  readonly reason: string
}

export interface Asset {
  readonly key: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly sha256: string
}
export const ASSET_KINDS = ['video', 'thumbnail', 'spritesheet'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]
export type Assets = { readonly [K in AssetKind]: Asset }

export interface TaskError {
  readonly code: string
  readonly message: string
}

/** One request to make one video. */
export interface Task {
  readonly id: string
  readonly tenantId: string
  readonly dialect: string
  readonly model: string
  readonly status: TaskStatus
  readonly parameters: TaskParameters
  readonly adjustments: readonly Adjustment[]
  readonly metadata: Readonly<Record<string, string>>
  readonly inputKey: string | null
  readonly webhookUrl: string | null
  /** Whoever knows it may download the video; null for videos that need credentials. */
  readonly publicId: string | null
  readonly priority: number
  /** Times that a worker was charged with it; a release at shutdown is not charged. */
  readonly attempts: number
  readonly phase: Phase | null
  readonly step: number
  /** 0 … 100, never falls within one attempt. */
  readonly progress: number
  /** Seconds per phase of the attempt that finished. */
  readonly timings: Readonly<Record<string, number>> | null
  readonly assets: Assets | null
  readonly error: TaskError | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly expiresAt: Date | null
  readonly assetsRemovedAt: Date | null
  readonly cancelRequestedAt: Date | null
}

export interface NewTask {
  readonly id: string
  readonly tenantId: string
  readonly dialect: string
  readonly model: string
  readonly parameters: TaskParameters
  readonly adjustments: readonly Adjustment[]
  readonly metadata: Readonly<Record<string, string>>
  readonly inputKey: string | null
  readonly webhookUrl: string | null
  readonly publicId?: string | null
}

/** Proof that a worker holds the current attempt; every write of a worker carries it. */
export interface Claim {
  readonly taskId: string
  /** Rises by one with every start, also those that are not charged as attempts. */
  readonly fencingToken: number
}

/** What the queue looks like from one task: read beside the task, never stored. */
export interface QueueView {
  /** 1 = next to start; null when not queued. */
  readonly position: number | null
  readonly etaSeconds: number | null
}

/** What a model accepts, as its `service.json` states; workers register it, the API reads it. */
export interface ModelDefinition {
  readonly id: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly task: 'i2v' | 't2v'
  readonly fps: number
  readonly defaults: {
    readonly size: string
    readonly frames: number
    readonly steps: number
    readonly guidanceScale: number
    readonly flowShift: number
    readonly negativePrompt: string
  }
  readonly limits: {
    readonly minSide: number
    readonly maxPixels: number
    /** Area that `auto` aims at. */
    readonly autoArea: number
    readonly sizeMultiple: number
    readonly minFrames: number
    readonly maxFrames: number
    readonly minSteps: number
    readonly maxSteps: number
  }
  /** Larger requests are shrunk and reported in `adjustments`, or refused with 400. */
  readonly oversize: 'shrink' | 'refuse'
}
