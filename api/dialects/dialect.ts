import type { AppError } from '#core/errors.ts'
import type { StoredEvent, TaskProgress } from '#core/event.ts'
import type { ContentKind, ModelDefinition, QueueView, Task } from '#core/task.ts'

/** What a request looks like to a dialect, once it is known to fit the contract. */
export interface WireRequest {
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
  readonly files: readonly WireFile[]
}

export interface WireFile {
  readonly field: string
  readonly bytes: Buffer
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body: unknown
}

/** What a rendered answer needs to write addresses. */
export interface Links {
  /** Without a slash at the end. */
  readonly baseUrl: string
}

export type ImageSource =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** An http, https or data URL, not yet looked at. */
  | { readonly kind: 'url'; readonly url: string }

/** Everything a client may say about the video it wants; null where it said nothing. Field names in errors are these. */
export interface CreateInput {
  readonly prompt: string
  readonly negative_prompt: string | null
  readonly model: string | null
  /** `WIDTHxHEIGHT` or `auto`. */
  readonly size: string | null
  readonly seconds: number | null
  readonly num_frames: number | null
  readonly fps: number | null
  readonly num_inference_steps: number | null
  readonly guidance_scale: number | null
  readonly guidance_scale_2: number | null
  readonly flow_shift: number | null
  /** True for the usual threshold. */
  readonly easy_cache: boolean | number | null
  readonly seed: number | null
  readonly input_reference: ImageSource | null
  readonly webhook_url: string | null
  readonly metadata: Readonly<Record<string, string>>
  /** Names and values of fields that the dialect does not know. */
  readonly unknown: Readonly<Record<string, unknown>>
}

export interface ActionInput {
  readonly create: CreateInput
  readonly get: { readonly taskId: string }
  readonly list: { readonly limit: number; readonly order: 'asc' | 'desc'; readonly after: string | null }
  readonly remove: { readonly taskId: string }
  readonly cancel: { readonly taskId: string }
  readonly rerun: { readonly taskId: string }
  readonly content: { readonly taskId: string; readonly kind: ContentKind }
  readonly models: Readonly<Record<never, never>>
  readonly watch: { readonly taskId: string }
  readonly events: { readonly limit: number; readonly after: string | null }
}

export interface ViewedTask {
  readonly task: Task
  readonly view: QueueView
}

export interface ActionResult {
  readonly create: ViewedTask
  readonly get: ViewedTask
  readonly list: { readonly tasks: readonly ViewedTask[]; readonly hasMore: boolean }
  readonly remove: { readonly taskId: string }
  readonly cancel: ViewedTask
  readonly rerun: ViewedTask
  readonly content: { readonly task: Task; readonly kind: ContentKind }
  readonly models: { readonly models: readonly (ModelDefinition & { readonly updatedAt: Date })[] }
  readonly watch: never
  readonly events: { readonly events: readonly StoredEvent[]; readonly hasMore: boolean }
}

export type Action = keyof ActionInput

export const DIALECT_NAMES = ['openai'] as const
export type DialectName = (typeof DIALECT_NAMES)[number]

/**
 * A wire format: data and pure functions, nothing else. An operation that the format lacks is absent. `parse`
 * throws AppError that names the field; `render.content` gives the headers of a download, its body is the file.
 */
export interface Dialect {
  readonly name: DialectName
  readonly parse: { readonly [A in Action]?: (request: WireRequest) => ActionInput[A] }
  readonly render: { readonly [A in Action]?: (result: ActionResult[A], links: Links) => WireResponse }
  readonly error: (error: AppError, requestId: string) => WireResponse
  /** How the events of a task are written; absent where there are none. */
  readonly events?: EventFormat
  /** Whether `Prefer: wait` and `If-None-Match` are part of the format, for `create` and `get`. */
  readonly takesPreferences?: true
}

/** One line of JSON each. */
export interface EventFormat {
  readonly event: (event: StoredEvent) => string
  readonly progress: (progress: TaskProgress) => string
}
