import type { Asset, Assets } from './asset.ts'
import type { Manifest } from './manifest.ts'
import type { Adjustment, TaskParameters } from './parameters.ts'

/** A task as its creation hands it to the lifecycle. */
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
  /** Seconds from its creation to its end; null or absent: no deadline. */
  readonly cancelAfterSeconds?: number | null
  /** Seconds from its creation to its first start; null or absent: no deadline. */
  readonly startTimeoutSeconds?: number | null
  /**
   * Key under which its result is cached, and the model revision in that key; absent: not cached.
   */
  readonly cacheKey?: string
  readonly cacheRevision?: string
  /** The cached result with which the task completes at once. */
  readonly cached?: CachedResult
  /** What its creation belongs to; null or absent: nobody traces. */
  readonly traceparent?: string | null
  readonly remixedFrom?: string | null
  readonly extendedFrom?: string | null
  /** The batch of which it is an item, and its place there; absent for a single task. */
  readonly batch?: { readonly id: string; readonly index: number }
}

/** The result of another task, with files of its own. */
export interface CachedResult {
  readonly from: string
  readonly assets: Assets
  readonly preview: Asset | null
  readonly manifest: Manifest
}
