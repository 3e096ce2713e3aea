import type { TaskError, TaskStatus } from './task.ts'

/** An item of a batch that became no task. */
export interface RejectedItem {
  readonly index: number
  readonly code: string
  readonly message: string
  /** The field at fault; null when the whole item is. */
  readonly param: string | null
}

/** The tasks of one request. A batch has ended when all of its tasks have. */
export interface Batch {
  readonly id: string
  readonly tenantId: string
  /** Items of the request, the rejected ones included. */
  readonly total: number
  readonly rejected: readonly RejectedItem[]
  readonly metadata: Readonly<Record<string, string>>
  readonly webhookUrl: string | null
  readonly createdAt: Date
  readonly cancelRequestedAt: Date | null
  readonly finishedAt: Date | null
}

export type NewBatch = Omit<Batch, 'createdAt' | 'cancelRequestedAt' | 'finishedAt'>

/** An item of a batch that became a task. */
export interface BatchedTask {
  readonly index: number
  readonly taskId: string
  readonly status: TaskStatus
  readonly error: TaskError | null
  /** Whether its owner has deleted it. */
  readonly isDeleted: boolean
}
