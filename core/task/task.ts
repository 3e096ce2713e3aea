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
const TERMINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const satisfies readonly TaskStatus[]
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
  /** Above 0: steps whose estimated error stays below it may be skipped. Null or absent: every step is computed. */
  readonly easyCacheThreshold?: number | null
  /** Frames of the video that this one goes on from; the last of them is its own first one. Absent: it begins anew. */
  readonly precedingFrames?: number
}

/** Frames of the whole clip. */
export const framesOf = ({
  frames,
  precedingFrames,
}: Pick<TaskParameters, 'frames' | 'precedingFrames'>): number =>
  precedingFrames === undefined ? frames : precedingFrames + frames - 1

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
const ASSET_KINDS = ['video', 'thumbnail', 'spritesheet'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]
export type Assets = { readonly [K in AssetKind]: Asset } & {
  /** A PNG of the last frame, for videos that go on from it; not a thing to download. Absent where none was kept. */
  readonly lastFrame?: Asset
}
/** What can be downloaded: the assets of a finished task, and the newest picture of a run. */
export type ContentKind = AssetKind | 'preview'

/** Everything that decided a video: the same again on a device of the same class gives the same frames to the bit. */
export interface Manifest {
  readonly model: string
  /** SHA-256 of every file that was read, by its path inside the model folder: configurations, tokenizer, weights, LoRA weights. */
  readonly files: Readonly<Record<string, string>>
  readonly loras: readonly ModelLora[]
  /** Version of what turns configurations into graphs. */
  readonly graphBuilder: string
  readonly onnxRuntime: string
  readonly provider: 'cpu' | 'cuda'
  /** Of the transformer's arithmetic. */
  readonly dtype: string
  readonly deviceClass: string
  readonly scheduler: string
  readonly schedule: string
  readonly steps: number
  readonly flowShift: number
  readonly guidanceScale: number
  readonly guidanceScale2: number | null
  /** Share of the noise below which the second transformer takes over; null for models with one. */
  readonly boundary: number | null
  readonly seed: number
  readonly noise: { readonly generator: string; readonly version: number }
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly fps: number
  /** With the end token. */
  readonly promptTokens: number
  readonly promptTruncated: boolean
  /** SHA-256 of the prepared pictures, and of the video before; null for those that were not given. */
  readonly inputs: {
    readonly firstFrame: string | null
    readonly lastFrame: string | null
    readonly precedingVideo?: string | null
  }
  readonly easyCache: { readonly threshold: number; readonly skippedSteps: number } | null
  /** Step that the last attempt began after, by a checkpoint of an earlier one; null when it began at the start. */
  readonly resumedFromStep: number | null
  /** SHA-256 of the mp4. */
  readonly video: { readonly sha256: string }
}

/** What a run took, for estimates of later ones. */
export interface RunSpeed {
  /** Devices of one class are equally fast. */
  readonly deviceClass: string
  /** Of a denoising step. */
  readonly stepSeconds: number
  /** Before the first step: loading and encoding of the inputs. */
  readonly leadSeconds: number
  /** After the last one: decoding, encoding, upload. */
  readonly tailSeconds: number
}

/** Runs that take the same time on the same device. */
export interface RunKind {
  readonly model: string
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly steps: number
}

/** The average over the runs of one kind on devices of one class. */
export interface MeasuredSpeed extends RunKind, RunSpeed {
  readonly runs: number
  readonly updatedAt: Date
}

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
  /** The picture that it begins with, in the storage. */
  readonly inputKey: string | null
  /** The picture that it ends with. */
  readonly lastInputKey: string | null
  readonly webhookUrl: string | null
  /** Whoever knows it may download the video; null for videos that need credentials. */
  readonly publicId: string | null
  readonly priority: number
  /** Why a queued task could not start although a worker is free; null otherwise. */
  readonly queueReason: 'concurrency_limit' | null
  /** Times that a worker was charged with it; a release at shutdown is not charged. */
  readonly attempts: number
  readonly phase: Phase | null
  readonly step: number
  /** 0 … 100, never falls within one attempt. */
  readonly progress: number
  /** Seconds per phase of the attempt that finished. */
  readonly timings: Readonly<Record<string, number>> | null
  readonly assets: Assets | null
  /** The newest picture of the current or last run. */
  readonly preview: Asset | null
  readonly manifest: Manifest | null
  /** The task that this one repeats. */
  readonly rerunOf: string | null
  /** The task whose settings this one has with other words. */
  readonly remixedFrom: string | null
  /** The task whose video this one goes on from. */
  readonly extendedFrom: string | null
  readonly batchId: string | null
  readonly error: TaskError | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly expiresAt: Date | null
  readonly assetsRemovedAt: Date | null
  readonly cancelRequestedAt: Date | null
  /** When it is cancelled if it has not ended; null: never. */
  readonly cancelAt: Date | null
  /** When it is cancelled if no worker has ever started it; null: never. */
  readonly startBy: Date | null
  /** The task whose result this one got. */
  readonly cachedFrom: string | null
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
  readonly lastInputKey?: string | null
  readonly webhookUrl: string | null
  /** Bytes of its inputs as the client sent them; 0 when absent. */
  readonly uploadBytes?: number
  readonly publicId?: string | null
  readonly rerunOf?: string | null
  /** From its creation; null or absent: no deadline. */
  readonly cancelAfterSeconds?: number | null
  readonly startTimeoutSeconds?: number | null
  /** Under what its result is found again, and the revision of the model in it; absent: not at all. */
  readonly cacheKey?: string
  readonly cacheRevision?: string
  /** Makes it a task that has ended before it began. */
  readonly cached?: CachedResult
  readonly remixedFrom?: string | null
  readonly extendedFrom?: string | null
  /** The batch that it is an item of, and which one; absent for a task on its own. */
  readonly batch?: { readonly id: string; readonly index: number }
}

/** The result of another task, with files of its own. */
export interface CachedResult {
  readonly from: string
  readonly assets: Assets
  readonly preview: Asset | null
  readonly manifest: Manifest
}

/** Which tasks of a tenant are listed; null and empty where any will do. */
export interface TaskFilter {
  readonly statuses: readonly TaskStatus[] | null
  readonly model: string | null
  readonly batchId: string | null
  readonly createdFrom: Date | null
  /** Not at this time any more. */
  readonly createdBefore: Date | null
  /** Pairs that the metadata has. */
  readonly metadata: Readonly<Record<string, string>>
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

/** Where a task that does not exist yet would stand in the queue, were it made now. */
export interface QueueForecast {
  readonly position: number
  /** Before it starts; null without a measurement. */
  readonly waitSeconds: number | null
  /** Of its own run; null without a measurement on a device that is up. */
  readonly runSeconds: number | null
  /** That are up. */
  readonly engines: number
}

/** Whether a model is given a picture: it must be, may be, or cannot be. */
export type InputPresence = 'required' | 'optional' | 'none'

/** Low-rank weights that are added to one transformer of a model. */
export interface ModelLora {
  /** Inside the model folder. */
  readonly file: string
  readonly expert: 'transformer' | 'transformer_2'
  readonly strength: number
}

/** What a model accepts, as its `service.json` states; workers register it, the API reads it. */
export interface ModelDefinition {
  readonly id: string
  readonly aliases: readonly string[]
  readonly title: string
  /** From text; from an image; from a first and a last frame; from text with or without an image. */
  readonly task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
  readonly inputs: {
    readonly firstFrame: InputPresence
    readonly lastFrame: InputPresence
  }
  readonly fps: number
  readonly defaults: {
    /** `auto`, by the shape of the first frame, or `<width>x<height>`. */
    readonly size: string
    readonly frames: number
    readonly steps: number
    readonly guidanceScale: number
    /** Of the low-noise transformer; null for models with one transformer. */
    readonly guidanceScale2: number | null
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
  readonly sampling: {
    readonly scheduler: 'unipc' | 'euler'
    readonly schedule: 'A' | 'B' | 'L'
  }
  readonly loras: readonly ModelLora[]
  /** Sizes that a worker prepares for when it starts. */
  readonly buckets?:
    readonly { readonly width: number; readonly height: number; readonly frames: number }[] | null
  /**
   * What the memory of the devices lets the model make, where that is less than its limits: width × height at most, by
   * number of frames, each valid up to its frames, which rise. Absent or empty: the limits hold.
   */
  readonly fittingSizes?: readonly { readonly frames: number; readonly maxPixels: number }[]
  /** Larger requests are shrunk and reported in `adjustments`, or refused with 400. */
  readonly oversize: 'shrink' | 'refuse'
}

/** An item of a batch that no task was made of. */
export interface RejectedItem {
  readonly index: number
  readonly code: string
  readonly message: string
  /** The field at fault; null when it is about the whole. */
  readonly param: string | null
}

/** Many tasks of one request. It has ended when all of them have. */
export interface Batch {
  readonly id: string
  readonly tenantId: string
  /** Items as they came, the rejected ones included. */
  readonly total: number
  readonly rejected: readonly RejectedItem[]
  readonly metadata: Readonly<Record<string, string>>
  readonly webhookUrl: string | null
  readonly createdAt: Date
  readonly cancelRequestedAt: Date | null
  readonly finishedAt: Date | null
}

export type NewBatch = Omit<Batch, 'createdAt' | 'cancelRequestedAt' | 'finishedAt'>

/** An item of a batch that a task was made of. */
export interface BatchedTask {
  readonly index: number
  readonly taskId: string
  readonly status: TaskStatus
  readonly error: TaskError | null
  /** Its owner has taken it away. */
  readonly isDeleted: boolean
}

/** One limit of a tenant and what is left of it. */
export interface LimitState {
  readonly name: 'running' | 'queued' | 'gpu-seconds' | 'upload-bytes'
  readonly limit: number
  readonly remaining: number
  /** Length of the window and seconds until it begins anew; null for what has no window. */
  readonly window: { readonly seconds: number; readonly resetSeconds: number } | null
}
