import type { PgBoss } from 'pg-boss'

/** A little more than the second after which pg-boss permits the next pass. */
const EVERY_MS = 1050
/** A longer pause between two answers of the database is an outage, or this process was frozen. */
const LONGEST_PAUSE_MS = 4000

/**
 * Takes jobs from workers that fell silent, and keeps house in the queue.
 *
 * During an outage of the database every worker is silent. So silence counts only while this
 * process has been in touch with the database for as long as a worker may be silent: after an
 * outage, those who hold jobs renew them before anybody takes them over.
 *
 * @param silenceMs time after which a silent worker loses its job
 * @returns a function that stops it and waits for the pass under way.
 */
export function superviseQueue(
  boss: Pick<PgBoss, 'supervise' | 'getDb'>,
  silenceMs: number,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let inTouchSince = performance.now()
  let lastAnswerAt = inTouchSince
  let passing: Promise<void> | null = null

  const pass = async (): Promise<void> => {
    try {
      await boss.getDb().executeSql('select 1')
      const now = performance.now()
      if (now - lastAnswerAt > LONGEST_PAUSE_MS) inTouchSince = now
      lastAnswerAt = now
      if (now - inTouchSince >= silenceMs) await boss.supervise()
    } catch (error) {
      inTouchSince = Number.POSITIVE_INFINITY
      lastAnswerAt = Number.NEGATIVE_INFINITY
      onError(error)
    }
  }
  const timer = setInterval(() => {
    passing ??= pass().finally(() => {
      passing = null
    })
  }, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await passing
  }
}
