import type { TaskStatus } from './task.ts'

/** Selects the tasks of a tenant in a list. Null or empty fields select all. */
export interface TaskFilter {
  readonly statuses: readonly TaskStatus[] | null
  readonly model: string | null
  readonly batchId: string | null
  /** Inclusive. */
  readonly createdFrom: Date | null
  /** Exclusive. */
  readonly createdBefore: Date | null
  /** Pairs that the metadata must hold. */
  readonly metadata: Readonly<Record<string, string>>
}
