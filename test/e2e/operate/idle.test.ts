import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { openTripCounter, type TripCounter } from '#test/support/network/trip-counter.ts'
import { startService, type Service } from '#test/support/processes/processes.ts'

/** What starts with the processes is over by then. */
const SETTLED_MS = 5000
/** Holds one of the sweeps that come once a minute. */
const COUNTED_SECONDS = 60
const MOST_PER_SECOND = 5

let database: TestDatabase
let counter: TripCounter
let service: Service
before(async () => {
  database = await createTestDatabase()
  counter = await openTripCounter(database.url)
  service = await startService({ databaseUrl: counter.url, workers: 1 })
})
after(async () => {
  await service.stop()
  await counter.close()
  await database.drop()
})

describe('An idle service', () => {
  it('An API and a worker without work send at most five statements a second together', async () => {
    await sleep(SETTLED_MS)
    const { statements } = await counter.during(() => sleep(COUNTED_SECONDS * 1000))
    const perSecond = statements.flat().length / COUNTED_SECONDS
    assert.ok(perSecond <= MOST_PER_SECOND, `${perSecond} a second: ${frequencies(statements.flat())}`)
  })
})

const frequencies = (statements: readonly string[]): string =>
  Object.entries(Object.groupBy(statements, (text) => text.trim().replace(/\s+/g, ' ').slice(0, 60)))
    .map(([text, all]) => `${all?.length} × ${text}`)
    .join('\n')
