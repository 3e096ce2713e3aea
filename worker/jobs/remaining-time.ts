import { PHASES, type Phase } from '#core/task/phase.ts'
import type { RunSpeed } from '#core/task/run-speed.ts'

/**
 * How long what follows the last step takes, as a share of all steps, for runs of a kind that was
 * never measured.
 */
const TAIL_SHARE = 0.2
/** One step may be slower than the others: the first one warms up. */
const TRUSTED_STEPS = 2

/** Where a run is. */
export interface ProgressReport {
  readonly phase: Phase
  readonly step: number
}

/**
 * Tells how long a run still takes, from its reports and from what earlier runs of its kind took.
 */
export interface RemainingTime {
  /** Reports in order, with the time they came. */
  note(report: ProgressReport, at: Date): void
  /** Seconds from `at` to the end of the run; null as long as nothing is known of its speed. */
  seconds(at: Date): number | null
}

/**
 * Before the first step all is taken from `speed`, the measurement of earlier runs; then the run's
 * own steps count as soon as there are two, so that a device that is slower today, skipped steps
 * and steps that a checkpoint spared are all seen; what follows the last step is measured too, or a
 * fifth of the steps.
 */
export function createRemainingTime(steps: number, speed: RunSpeed | null, startedAt: Date): RemainingTime {
  let phase: Phase = 'load'
  let step = 0
  /** Of the first and the newest report while denoising. */
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
      if (tailAt !== null) return Math.max(0, tail - secondsBetween(tailAt, at))
      if (latest === null) {
        const lead = speed === null ? 0 : Math.max(0, speed.leadSeconds - secondsBetween(startedAt, at))
        return lead + steps * each + tail
      }
      const sinceStep = Math.min(each, secondsBetween(latest.at, at))
      return (steps - step) * each - (step < steps ? sinceStep : 0) + tail
    },
  }
}
