import { PHASES, type Phase } from '#core/task/run.ts'
import type { RunSpeed } from '#core/task/run.ts'

/** Time after the last step as a share of all steps, for runs of a kind that was never measured. */
const TAIL_SHARE = 0.2
/** The first step is slower than the others, because it warms up. */
const TRUSTED_STEPS = 2

/** Phase and step of a run. */
export interface ProgressReport {
  readonly phase: Phase
  readonly step: number
}

/** The remaining time of a run, from its reports and the speed of earlier runs of its kind. */
export interface RemainingTime {
  /** Records a report and its time; reports arrive in order. */
  note(report: ProgressReport, at: Date): void
  /** Seconds from `at` to the end of the run; null while its speed is unknown. */
  seconds(at: Date): number | null
}

/**
 * Before the first step the estimate is `speed`, the measurement of earlier runs. From the second
 * step on it is the run's own speed, which reflects a slower device, skipped steps and restored
 * steps. The time after the last step (decoding, encoding, upload) comes from `speed`. Without one
 * it is taken to be a fifth of the steps, and once it has lasted longer, the rest is unknown.
 */
export function createRemainingTime(steps: number, speed: RunSpeed | null, startedAt: Date): RemainingTime {
  let phase: Phase = 'load'
  let step = 0
  /** The first and the newest report while denoising. */
  let first: { readonly step: number; readonly at: Date } | null = null
  let latest: { readonly step: number; readonly at: Date } | null = null
  let tailAt: Date | null = null

  const isPast = (other: Phase): boolean => PHASES.indexOf(phase) > PHASES.indexOf(other)
  const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000

  const stepSeconds = (): number | null => {
    const own = first === null || latest === null ? 0 : latest.step - first.step
    const trusted = speed === null ? 1 : TRUSTED_STEPS
    if (first !== null && latest !== null && own >= trusted) return secondsBetween(first.at, latest.at) / own
    return speed?.stepSeconds ?? null
  }

  return {
    note(report, at) {
      ;({ phase, step } = report)
      if (phase === 'denoise') {
        latest = { step, at }
        first ??= latest
      } else if (isPast('denoise')) tailAt ??= at
    },
    seconds(at) {
      const each = stepSeconds()
      if (each === null) return null
      const tail = speed?.tailSeconds ?? TAIL_SHARE * steps * each
      if (tailAt !== null) {
        const left = tail - secondsBetween(tailAt, at)
        return left < 0 && speed === null ? null : Math.max(0, left)
      }
      if (latest === null) {
        const lead = speed === null ? 0 : Math.max(0, speed.leadSeconds - secondsBetween(startedAt, at))
        return lead + steps * each + tail
      }
      const sinceStep = Math.min(each, secondsBetween(latest.at, at))
      return (steps - step) * each - (step < steps ? sinceStep : 0) + tail
    },
  }
}
