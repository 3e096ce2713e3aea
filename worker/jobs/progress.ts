import { PHASES, type Phase } from '#core/task/run.ts'
import type { RunSpeed } from '#core/task/run.ts'
import { createRemainingTime, type ProgressReport } from './remaining-time.ts'

/** Share of each phase in a run, in percent; denoising dominates at every size. */
const WEIGHTS: Readonly<Record<Phase, number>> = {
  load: 2,
  encode_prompt: 3,
  encode_image: 5,
  denoise: 75,
  decode: 10,
  encode_video: 3,
  upload: 2,
}
const LEAST_MS_BETWEEN_WRITES = 250

export interface Progress {
  report(report: ProgressReport): void
  /** Writes the newest report at once and resolves when no write is in progress. */
  settled(): Promise<void>
}

/** Completed share of the run in percent, 99 at most; 100 is for the completed task. */
export function percentDone(report: ProgressReport, steps: number): number {
  let percent = 0
  for (const phase of PHASES) {
    if (phase === report.phase) {
      if (phase === 'denoise') percent += (WEIGHTS.denoise * report.step) / steps
      break
    }
    percent += WEIGHTS[phase]
  }
  return Math.min(99, Math.floor(percent))
}

/**
 * Writes what the engine reports: a change of phase at once, steps at most every 250 ms, one write
 * at a time and always the newest. Percent never falls. The estimated end follows from this run's
 * own steps, and before there are any from `speed`, the earlier runs of its kind.
 */
export function createProgress(o: {
  startedAt: Date
  steps: number
  speed: RunSpeed | null
  now(): Date
  write(patch: ProgressReport & { progress: number; etaAt: Date | null }): Promise<void>
  onError(error: unknown): void
}): Progress {
  let latest: ProgressReport | null = null
  let written: ProgressReport | null = null
  let writing: Promise<void> | null = null
  let highest = 0
  let lastWriteAt = 0
  let closing = false
  let timer: NodeJS.Timeout | undefined
  const remaining = createRemainingTime(o.steps, o.speed, o.startedAt)

  const etaAt = (): Date | null => {
    const now = o.now()
    const seconds = remaining.seconds(now)
    return seconds === null ? null : new Date(now.getTime() + Math.round(seconds * 1000))
  }

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (writing !== null || latest === null || latest === written) return
    const report = latest
    const waitMs =
      report.phase === written?.phase && !closing
        ? lastWriteAt + LEAST_MS_BETWEEN_WRITES - performance.now()
        : 0
    if (waitMs > 0) {
      timer = setTimeout(flush, waitMs)
      return
    }
    highest = Math.max(highest, percentDone(report, o.steps))
    lastWriteAt = performance.now()
    written = report
    writing = o
      .write({ ...report, progress: highest, etaAt: etaAt() })
      .catch(o.onError)
      .finally(() => {
        writing = null
        flush()
      })
  }

  return {
    report(report) {
      latest = report
      remaining.note(report, o.now())
      flush()
    },
    async settled() {
      closing = true
      flush()
      while (writing !== null) await writing
    },
  }
}
