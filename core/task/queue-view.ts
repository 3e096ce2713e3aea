/** The queue as one task sees it; read beside the task, never stored. */
export interface QueueView {
  /** 1 = next to start; null when the task is not queued. */
  readonly position: number | null
  /**
   * What a queued task waits for, other than a free worker: one that serves its model at its size,
   * since none is there; or the end of another task of its tenant. Null: for nothing else.
   */
  readonly reason: 'model_not_served' | 'concurrency_limit' | null
  /** Seconds until the end of the task's run. */
  readonly etaSeconds: number | null
}

/** The place that a new task would get in the queue now. */
export interface QueueForecast {
  readonly position: number
  /** Whether a live worker serves its model at its size. */
  readonly isServed: boolean
  /** Seconds before its start; null without a measurement. */
  readonly waitSeconds: number | null
  /** Seconds of its own run; null without a measurement on a live device. */
  readonly runSeconds: number | null
  /** Live engines that serve its model. */
  readonly engines: number
}
