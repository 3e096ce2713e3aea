import { setTimeout as sleep } from 'node:timers/promises'
import { patient } from '#test/support/load/patience.ts'

const LOOK_EVERY_MS = 150
/** What is wrong stays wrong: a machine under load gets so much more time, and no more. */
const MOST_PATIENCE = 4

/**
 * Looks until nothing is found any more or the time is up; returns what is found then.
 *
 * @param timeoutMs what a quiet machine needs at the most
 */
export async function settled(look: () => Promise<string[]>, timeoutMs: number): Promise<string[]> {
  const giveUpAt = Date.now() + Math.min(patient(timeoutMs), MOST_PATIENCE * timeoutMs)
  for (;;) {
    const findings = await look()
    if (findings.length === 0 || Date.now() > giveUpAt) return findings
    await sleep(LOOK_EVERY_MS)
  }
}
