/** The queue as one task sees it; read beside the task, never stored. */
export interface QueueView {
  /** 1 = next to start; null when the task is not queued. */
  readonly position: number | null
  /** Seconds until the end of the task's run. */
  readonly etaSeconds: number | null
}

/** The place that a new task would get in the queue now. */
export interface QueueForecast {
  readonly position: number
  /** Seconds before its start; null without a measurement. */
  readonly waitSeconds: number | null
  /** Seconds of its own run; null without a measurement on a live device. */
  readonly runSeconds: number | null
  /** Live engines. */
  readonly engines: number
}
