import type { EngineWork } from './engine.ts'
import type { EngineProgress } from './run.ts'

/** Keeps what the child does, from the reports of its runs. */
export interface WorkWatch {
  readonly now: EngineWork
  begin(model: string): void
  report(progress: EngineProgress): void
  /** The child has ended, and with it everything that it had loaded. */
  forget(): void
}

const NOTHING: EngineWork = { model: null, stepSeconds: null }

export function watchWork(): WorkWatch {
  let now = NOTHING
  /** When the latest step of the present run ended. */
  let last: { readonly step: number; readonly at: number } | null = null
  return {
    get now() {
      return now
    },
    begin(model) {
      now = { model, stepSeconds: now.model === model ? now.stepSeconds : null }
      last = null
    },
    report({ phase, step }) {
      if (phase !== 'denoise') return
      const at = performance.now()
      if (last !== null && step > last.step)
        now = { ...now, stepSeconds: (at - last.at) / 1000 / (step - last.step) }
      if (last === null || step > last.step) last = { step, at }
    },
    forget() {
      now = NOTHING
      last = null
    },
  }
}
