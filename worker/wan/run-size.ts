/** What a run's memory and time depend on beside its model: pixels of a frame, and frames. */
export interface RunSize {
  readonly width: number
  readonly height: number
  readonly frames: number
}
