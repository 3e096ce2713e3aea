import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openSharedClock } from '#core/clock.ts'
import { databaseTimeMs } from '#core/store/database-time.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { closeAfter } from '#test/support/closing.ts'

const HOUR_MS = 3_600_000
const shifted = (ms: number) => ({ now: () => new Date(Date.now() + ms) })

describe('The shared clock', () => {
  it('The clock shows the time of the database, however wrong that of the machine is', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url)
    closeAfter(t, () => db.destroy())
    for (const wrongMs of [HOUR_MS, -HOUR_MS, 0]) {
      const said: [skewSeconds: number, isSkewed: boolean][] = []
      const clock = await openSharedClock({
        ask: () => databaseTimeMs(db),
        onSkew: (...skew) => said.push(skew),
        machine: shifted(wrongMs),
      })
      clock.stop()
      const before = await databaseTimeMs(db)
      const now = clock.now().getTime()
      const after = await databaseTimeMs(db)
      // Half of the time that the first question took may stand between the two.
      assert.ok(now > before - 2000 && now < after + 2000, `${now} is not in ${before} … ${after}`)
      assert.ok(Math.abs(clock.skewSeconds() - wrongMs / 1000) < 2, String(clock.skewSeconds()))
      assert.deepEqual(
        said.map(([, isSkewed]) => isSkewed),
        wrongMs === 0 ? [] : [true],
      )
    }
  })

  it('The clock needs an answer to begin with', async () => {
    const gone = new Error('the database is away')
    await assert.rejects(openSharedClock({ ask: () => Promise.reject(gone), onSkew: () => undefined }), gone)
  })
})
