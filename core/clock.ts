/** The source of time, passed in so that tests can move it. */
export interface Clock {
  now(): Date
}

/** The clock of this machine. */
export const systemClock: Clock = { now: () => new Date() }

/** A larger difference from the shared clock is reported. */
const REPORTED_SKEW_SECONDS = 5
const MEASURE_EVERY_MS = 10_000
/** An answer that took longer says too little about the moment it was given. */
const LONGEST_ANSWER_MS = 1000

export interface SharedClock extends Clock {
  /** What the machine's clock was ahead of this one when it was last measured; negative: behind. */
  skewSeconds(): number
  stop(): void
}

/**
 * The clock that all processes share: the time of the database, carried on by this process's
 * monotonic timer between measurements. A machine whose clock is wrong, or steps, decides nothing
 * wrongly. While the database does not answer, the last measurement counts.
 *
 * @param o.ask reads the time of the database, in milliseconds since 1970
 * @param o.onSkew called after each measurement that begins or ends a skew of more than 5 s
 * @param o.machine the clock to compare with
 * @throws the error of the first two questions.
 */
export async function openSharedClock(o: {
  readonly ask: () => Promise<number>
  readonly onSkew: (skewSeconds: number, isSkewed: boolean) => void
  readonly machine?: Clock
}): Promise<SharedClock> {
  const machine = o.machine ?? systemClock
  let offsetMs: number | undefined
  let skewSeconds = 0

  const measure = async (): Promise<void> => {
    const askedAt = performance.now()
    const databaseMs = await o.ask()
    const answeredAt = performance.now()
    if (offsetMs !== undefined && answeredAt - askedAt > LONGEST_ANSWER_MS) return
    offsetMs = databaseMs - (askedAt + answeredAt) / 2
    const wasSkewed = isSkewed(skewSeconds)
    skewSeconds = (machine.now().getTime() - offsetMs - answeredAt) / 1000
    if (isSkewed(skewSeconds) !== wasSkewed) o.onSkew(skewSeconds, !wasSkewed)
  }
  await measure()
  // The first answer waited for a connection, half of which would be an error.
  await measure()
  const timer = setInterval(() => void measure().catch(() => undefined), MEASURE_EVERY_MS)
  return {
    now: () => new Date((offsetMs as number) + performance.now()),
    skewSeconds: () => skewSeconds,
    stop: () => clearInterval(timer),
  }
}

/** Whether a difference between the machine's clock and the shared one is worth a word. */
export const isSkewed = (skewSeconds: number): boolean => Math.abs(skewSeconds) > REPORTED_SKEW_SECONDS
