import type { Phase } from './run.ts'
import type { TaskStatus } from './task.ts'

/** Ends of a task. */
export const VIDEO_WEBHOOK_EVENT_TYPES = ['video.completed', 'video.failed', 'video.cancelled'] as const
/** Events that webhooks carry; the others stay in the feed and the video's stream. */
export const WEBHOOK_EVENT_TYPES = [...VIDEO_WEBHOOK_EVENT_TYPES, 'batch.completed'] as const
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number]
/** Every recorded event, as the feed and a video's stream show it. */
export const EVENT_TYPES = [
  ...WEBHOOK_EVENT_TYPES,
  'video.queued',
  'video.started',
  'video.retrying',
  'video.released',
  'video.expired',
  'video.deleted',
  'webhook_endpoint.disabled',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/**
 * The type under which an endpoint receives an event: the event's own, or `video.failed` for a
 * cancelled video when the endpoint knows no `video.cancelled`, since such a video reads `failed`.
 *
 * @returns null when the endpoint asked for neither.
 */
export function deliveredType(
  type: WebhookEventType,
  subscribed: readonly string[],
): WebhookEventType | null {
  if (subscribed.includes(type)) return type
  return type === 'video.cancelled' && subscribed.includes('video.failed') ? 'video.failed' : null
}

/** Types of the events that reach an endpoint with these subscriptions. */
export const eventTypesFor = (subscribed: readonly string[]): WebhookEventType[] =>
  WEBHOOK_EVENT_TYPES.filter((type) => deliveredType(type, subscribed) !== null)

/** The frozen bytes of an event under another type; nothing else in them differs. */
export const bodyOfType = (body: string, type: string): string =>
  JSON.stringify({ ...(JSON.parse(body) as object), type })

/** The subject of an event: a task, a batch or a webhook endpoint; the others are null. */
export interface EventSubject {
  readonly taskId: string | null
  readonly batchId?: string | null
  readonly endpointId?: string | null
}

export interface StoredEvent extends EventSubject {
  readonly id: string
  readonly type: EventType
  /** The frozen bytes of the webhook; null for an event that no webhook carries. */
  readonly body: string | null
  readonly createdAt: Date
}

/** The progress of a running task between two events. */
export interface TaskProgress {
  readonly taskId: string
  readonly status: TaskStatus
  readonly phase: Phase | null
  /** Denoising steps done, of `steps`. */
  readonly step: number
  readonly steps: number
  /** Percent, 0 … 100. */
  readonly progress: number
  readonly etaAt: Date | null
  /** Denoising step of the newest preview; null without one. */
  readonly previewStep: number | null
  readonly updatedAt: Date
  /** Number of the task's newest event. */
  readonly lastSeq: number
}
