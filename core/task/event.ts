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
