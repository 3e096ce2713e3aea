/** Pause of a model after it could not be loaded; it doubles up to the longest. */
const FIRST_MS = 30_000
const LONGEST_MS = 15 * 60_000

/**
 * Models that this worker could not load lately. It takes no tasks of them for a while, then the
 * next task tries it again.
 */
export interface ModelPauses {
  isPaused(model: string): boolean
  pause(model: string): void
  /** The model was loaded. */
  clear(model: string): void
  /** Models in a pause. */
  paused(): string[]
}

/** @param now a clock in ms that never steps */
export function createModelPauses(now: () => number = () => performance.now()): ModelPauses {
  const pauses = new Map<string, { readonly until: number; readonly ms: number }>()
  const isPaused = (model: string): boolean => (pauses.get(model)?.until ?? 0) > now()
  return {
    isPaused,
    pause(model) {
      const ms = Math.min(LONGEST_MS, (pauses.get(model)?.ms ?? FIRST_MS / 2) * 2)
      pauses.set(model, { until: now() + ms, ms })
    },
    clear: (model) => void pauses.delete(model),
    paused: () => [...pauses.keys()].filter(isPaused),
  }
}
