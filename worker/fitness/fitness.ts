import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import type { WorkerFault } from '#worker/engine/failure.ts'

/** Time after which a worker that cannot work looks again. */
const AGAIN_MS = 5000
/** Something that has not answered by then does not work. */
const LONGEST_LOOK_MS = 10_000

/** What a worker needs for any task, each tried as a run would use it. */
export type Checks = Readonly<Partial<Record<WorkerFault, () => Promise<unknown>>>>

/**
 * Whether this process can make videos at all. A run that fails shows a task to be bad, or the
 * worker: one that cannot write its files would fail every task of the queue in seconds.
 */
export interface Fitness {
  /** Why the process takes no tasks now, as `<fault>: <reason>`; null: it takes them. */
  readonly reason: string | null
  /**
   * Tries everything that a run needs. After a failure the process takes no tasks, and looks every
   * 5 s, until everything works.
   *
   * @returns what does not work; null: nothing is wrong
   */
  look(): Promise<WorkerFault | null>
  /** Takes no tasks for 5 s, and then until a look succeeds. */
  suspend(fault: WorkerFault, reason: string): void
  stop(): void
}

/** @param onChange called after `reason` has changed */
export function watchFitness(
  { log }: Pick<Deps, 'log'>,
  checks: Checks,
  onChange: () => void,
  againMs = AGAIN_MS,
): Fitness {
  let reason: string | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const set = (next: string | null): void => {
    if (next === reason) return
    if (next === null) log.info('this worker takes tasks again')
    else log.error({ reason: next }, 'this worker takes no tasks until this is mended')
    reason = next
    onChange()
  }
  const lookLater = (): void => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void look(), againMs)
  }
  async function look(): Promise<WorkerFault | null> {
    for (const [fault, check] of Object.entries(checks) as [WorkerFault, () => Promise<unknown>][])
      try {
        await inTime(check())
      } catch (error) {
        set(`${fault}: ${messageOf(error)}`)
        lookLater()
        return fault
      }
    set(null)
    return null
  }

  return {
    get reason() {
      return reason
    },
    look,
    suspend(fault, why) {
      set(`${fault}: ${why}`)
      lookLater()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

async function inTime(check: Promise<unknown>): Promise<void> {
  const waiting = new AbortController()
  const late = sleep(LONGEST_LOOK_MS, undefined, { signal: waiting.signal }).then(() => {
    throw new Error(`no answer within ${LONGEST_LOOK_MS / 1000} s`)
  })
  late.catch(() => undefined)
  try {
    await Promise.race([check, late])
  } finally {
    waiting.abort()
  }
}
