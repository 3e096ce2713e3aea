/**
 * The task model, shared by every dialect. Pure: no I/O.
 *
 * **Terminology**
 *
 * | word       | means                                                                  |
 * | ---------- | ---------------------------------------------------------------------- |
 * | task       | the row; customers see it as a video                                   |
 * | job        | a message of the queue that stands for a task                          |
 * | attempt    | one try of a task by a worker                                          |
 * | run        | one execution in the engine                                            |
 * | claim      | a worker's proof that it holds the current attempt                     |
 * | checkpoint | the stored state of a run                                              |
 * | image      | an input: the first frame, the last frame                              |
 * | parked     | queued without a job, because the tenant has as many as it may         |
 * | tombstone  | what is left of a deleted task: id, tenant, model, state, times, size  |
 * | delete     | remove rows or objects                                                 |
 *
 * **States**; `transitions.ts` holds the same arrows as data.
 *
 *   submit ─► queued ── start ─────────────► running ── complete ─► completed
 *             │ │ ▲                          │ │ │
 *             │ │ └── retry, release, adopt ─┘ │ └── fail, start ─► failed
 *             │ └── cached result ─────────────│──────────────────► completed
 *             │                                │ acknowledge cancel, deadline
 *             └── cancel, deadline ────────────┴──────────────────► cancelled
 *
 * Two arrows return to their own state: `adopt` gives a queued task a new job, `start` gives a
 * running task whose job was redelivered a new claim.
 *
 * The ends never change. `cancelRequestedAt` on a running task is a flag, not a state: its worker
 * acknowledges it.
 */
import type { Asset, Assets } from './asset.ts'
import type { Manifest } from './manifest.ts'
import type { Adjustment, TaskParameters } from './parameters.ts'
import type { Phase } from './run.ts'

export const TASK_STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]
const TERMINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const satisfies readonly TaskStatus[]
export const isTerminal = (status: TaskStatus): boolean =>
  (TERMINAL_STATUSES as readonly string[]).includes(status)

export interface TaskError {
  readonly code: string
  readonly message: string
}

/** Proof that a worker holds the current attempt; every write of a worker carries it. */
export interface Claim {
  readonly taskId: string
  /** Rises by one with every start, also those that are not charged as attempts. */
  readonly fencingToken: number
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
  /** Storage key of the first frame. */
  readonly inputKey: string | null
  /** Storage key of the last frame. */
  readonly lastInputKey: string | null
  readonly webhookUrl: string | null
  /** Grants the download of the video without credentials; null for videos that need them. */
  readonly publicId: string | null
  readonly priority: number
  /** Why a queued task waits although a worker is free; null otherwise. */
  /** Whether the tenant's limit of running tasks makes it wait; `QueueView` knows more. */
  readonly queueReason: 'concurrency_limit' | null
  /** Attempts charged to the task; one released at a shutdown is not charged. */
  readonly attempts: number
  readonly phase: Phase | null
  /** Denoising steps done in the current attempt. */
  readonly step: number
  /** Percent, 0 … 100; never falls within one attempt. */
  readonly progress: number
  /** Seconds per phase of the attempt that finished. */
  readonly timings: Readonly<Record<string, number>> | null
  readonly assets: Assets | null
  /** The latest preview of the current or last run. */
  readonly preview: Asset | null
  readonly manifest: Manifest | null
  /** The task that this one repeats. */
  readonly rerunOf: string | null
  /** The task whose settings this one has, with another prompt. */
  readonly remixedFrom: string | null
  /** The task whose video this one extends. */
  readonly extendedFrom: string | null
  /** What its creation belongs to, as W3C Trace Context; null: nobody traces. */
  readonly traceparent: string | null
  readonly batchId: string | null
  readonly error: TaskError | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly expiresAt: Date | null
  readonly assetsRemovedAt: Date | null
  readonly cancelRequestedAt: Date | null
  /** Deadline of its end; null: none. */
  readonly cancelAt: Date | null
  /** Deadline of its first start; null: none. */
  readonly startBy: Date | null
  /** The task whose cached result this one got. */
  readonly cachedFrom: string | null
}
