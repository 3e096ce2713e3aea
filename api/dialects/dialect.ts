import type { LimitState } from '#core/limits/limit-state.ts'
import type { Batch, BatchedTask } from '#core/task/batch.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { QueueView } from '#core/task/queue-view.ts'
import type { Sampler } from '#core/task/models/samplers.ts'
import type { AppError } from '#core/errors.ts'
import type { StoredEvent, TaskProgress } from '#core/task/event.ts'
import type { Task } from '#core/task/task.ts'

/** A request as a dialect reads it, once it fits the contract. */
export interface WireRequest {
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
  readonly files: readonly WireFile[]
  /** What is wrong with each item of a batch, in its place; absent for other requests. */
  readonly itemFaults?: readonly (AppError | null)[]
}

/** A file of a form, in memory. */
export interface WireFile {
  readonly field: string
  /** The client's name for it. */
  readonly name: string
  readonly bytes: Buffer
}

/** An answer before it is sent. */
export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body: unknown
  /** Limits shown in `RateLimit` beside the limit of requests. */
  readonly limits?: readonly LimitState[]
}

/** What an answer needs to write URLs. */
export interface Links {
  /** Without a trailing slash. */
  readonly baseUrl: string
}

/** The fields of a request that hold an image. */
export type ImageField = 'input_reference' | 'last_frame'

export type ImageSource =
  | {
      readonly kind: 'bytes'
      readonly bytes: Buffer
      /** The name under which later requests of the same owner can use it. */
      readonly keepAs?: string
    }
  /** An earlier upload, by the name under which it was kept. */
  | { readonly kind: 'kept'; readonly name: string }
  /** A file of the tenant, by its id. */
  | { readonly kind: 'file'; readonly fileId: string }
  /** A frame of a finished video. */
  | { readonly kind: 'video'; readonly taskId: string; readonly frame: 'last' }
  /** An http, https or data URL, not yet checked. */
  | { readonly kind: 'url'; readonly url: string }

/**
 * Everything a client may say about the video it wants; null for what it left out. Errors use these
 * field names.
 */
export interface CreateInput {
  readonly prompt: string
  readonly negative_prompt: string | null
  readonly model: string | null
  /**
   * Acceptable kinds of models, the best first. A model of another kind counts as none, and then
   * the first served one is used. Null when `model` must be what it names.
   */
  readonly model_tasks: readonly ModelDefinition['task'][] | null
  /** The treatment of a value above the model's limits; null for what the model says. */
  readonly oversize: ModelDefinition['oversize'] | null
  /** Whether the result gets an address that needs no credentials. */
  readonly public_result: boolean
  /** `WIDTHxHEIGHT`, an aspect ratio `W:H`, or `auto`. */
  readonly size: string | null
  readonly seconds: number | null
  readonly num_frames: number | null
  readonly fps: number | null
  readonly num_inference_steps: number | null
  readonly guidance_scale: number | null
  readonly guidance_scale_2: number | null
  readonly flow_shift: number | null
  readonly scheduler: Sampler['scheduler'] | null
  readonly schedule: Sampler['schedule'] | null
  /** 0 … 1, for models with two transformers. */
  readonly boundary_ratio: number | null
  /** True for the usual threshold. */
  readonly easy_cache: boolean | number | null
  /** LoRAs beside those of the model. */
  readonly loras:
    | readonly {
        readonly name: string
        readonly strength?: number
        readonly strength_2?: number | null
      }[]
    | null
  readonly seed: number | null
  /** The first frame of the video. */
  readonly input_reference: ImageSource | null
  /** The last frame of the video. */
  readonly last_frame: ImageSource | null
  readonly webhook_url: string | null
  readonly metadata: Readonly<Record<string, string>>
  /** Seconds after its creation within which a worker must start it; null for no limit. */
  readonly start_timeout_seconds: number | null
  /** False: the result cache is neither read nor filled. */
  readonly cache: boolean | null
  /** Fields that the dialect does not know, by name. */
  readonly unknown: Readonly<Record<string, unknown>>
}

/** The input of a request that has only a prompt. */
export const EMPTY_CREATE_INPUT: Omit<CreateInput, 'prompt'> = {
  negative_prompt: null,
  model: null,
  model_tasks: null,
  oversize: null,
  public_result: false,
  size: null,
  seconds: null,
  num_frames: null,
  fps: null,
  num_inference_steps: null,
  guidance_scale: null,
  guidance_scale_2: null,
  flow_shift: null,
  scheduler: null,
  schedule: null,
  boundary_ratio: null,
  easy_cache: null,
  loras: null,
  seed: null,
  input_reference: null,
  last_frame: null,
  webhook_url: null,
  metadata: {},
  start_timeout_seconds: null,
  cache: null,
  unknown: {},
}

/** The actions that several formats share, with their input. */
export interface ActionInput {
  readonly create: CreateInput
  /** Create, and answer when the task has ended. */
  readonly createAndWait: {
    readonly create: CreateInput
    /** Null for the longest wait that the service permits. */
    readonly timeoutSeconds: number | null
    /** Cancels a task whose client stops waiting: for formats that cannot ask for it later. */
    readonly cancelWhenLeft: boolean
  }
  readonly get: { readonly taskId: string }
  /** As `get`, except that an unknown id may be an answer instead of an error. */
  readonly find: { readonly id: string; readonly taskId: string | null; readonly required: boolean }
  readonly cancel: { readonly taskId: string; readonly from?: 'queued' | 'queued or running' }
  readonly publicFile: { readonly publicId: string | null }
  readonly health: Readonly<Record<never, never>>
  readonly describe: Readonly<Record<never, never>>
}

/** A task and its place in the queue. */
export interface ViewedTask {
  readonly task: Task
  readonly view: QueueView
}

/** A batch and its tasks. */
export interface BatchView {
  readonly batch: Batch
  /** In the order of the items. */
  readonly tasks: readonly BatchedTask[]
}

/** What the answer to each action shows. */
export interface ActionResult {
  readonly create: ViewedTask
  /** `task` is unfinished when the wait ended first, after `limitSeconds`. */
  readonly createAndWait: ViewedTask & { readonly waitedSeconds: number; readonly limitSeconds: number }
  readonly get: ViewedTask
  readonly find: { readonly id: string; readonly found: ViewedTask | null }
  readonly cancel: ViewedTask
  readonly publicFile: { readonly task: Task }
  /** What is wrong; null when nothing is. */
  readonly health: { readonly fault: string | null }
  readonly describe: Readonly<Record<never, never>>
}

export type Action = keyof ActionInput

export const DIALECT_NAMES = ['openai', 'wan21-video', 'comfy-api', 't2v', 'i2vgen'] as const
export type DialectName = (typeof DIALECT_NAMES)[number]

/**
 * A wire format: data and pure functions, nothing else. An action that the format lacks is absent.
 * `parse` throws AppError that names the field.
 */
export interface Dialect {
  readonly name: DialectName
  readonly parse: { readonly [A in Action]?: (request: WireRequest) => ActionInput[A] }
  readonly render: { readonly [A in Action]?: (result: ActionResult[A], links: Links) => WireResponse }
  readonly error: (error: AppError, requestId: string) => WireResponse
  /** How the events of a task are written; absent where there are none. */
  readonly events?: EventFormat
  /** Whether `Prefer: wait`, `Cancel-After` and `If-None-Match` are part of the format. */
  readonly takesPreferences?: true
  /**
   * Reads credentials from other places than the usual one.
   *
   * @throws AppError invalid_credentials.
   */
  readonly credentials?: (request: CredentialsRequest) => string | null
  /** Setting that admits requests without credentials, all as one tenant. */
  readonly openBySetting?: 'legacyComfyOpen'
  /** Since when an older service is deprecated. Its answers state this and the date of its end. */
  readonly deprecatedAt?: Date
  /** Methods that pages of any origin may use. */
  readonly anyOrigin?: readonly string[]
}

/** How events and progress are written, each as one line of JSON. */
export interface EventFormat {
  readonly event: (event: StoredEvent) => string
  readonly progress: (progress: TaskProgress) => string
}

/** The parts of a request that may hold credentials. */
export interface CredentialsRequest {
  readonly authorization: string | undefined
  readonly query: Readonly<Record<string, unknown>>
}

/** The token of `Authorization: Bearer …`; null when there is none. */
export const bearerToken = ({ authorization }: Pick<CredentialsRequest, 'authorization'>): string | null =>
  /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1] ?? null
