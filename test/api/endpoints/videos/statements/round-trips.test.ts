import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { openTripCounter, type TripCounter, type Trips } from '#test/support/network/trip-counter.ts'
import { json, serveModels, startApi, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
let counter: TripCounter
before(async () => {
  api = await startApi({
    databaseThrough: async (url) => (counter = await openTripCounter(url)).url,
  })
  await serveModels(api)
})
after(async () => {
  await api.close()
  await counter.close()
})

const BODY = { model: 'c-text', prompt: 'a river' }
const shown = ({ statements }: Trips): string =>
  statements
    .map((trip, i) => `${i + 1}: ${trip.map((text) => text.replace(/\s+/g, ' ').slice(0, 300)).join(' | ')}`)
    .join('\n')

/** The fewest of several calls: a probe of another part may fall into one of them. */
async function fewest(act: (call: number) => Promise<unknown>): Promise<Trips> {
  // What is read once per process is read here.
  await act(-1)
  let best: Trips | undefined
  for (let call = 0; call < 5; call++) {
    const trips = await counter.during(() => act(call))
    if (best === undefined || trips.count < best.count) best = trips
  }
  return best as Trips
}

async function assertAtMost(most: number, act: (call: number) => Promise<unknown>): Promise<void> {
  const trips = await fewest(act)
  assert.ok(trips.count <= most, `${trips.count} round trips:\n${shown(trips)}`)
}

const created = async (headers: Record<string, string> = {}): Promise<string> => {
  const response = await api.create(BODY, headers)
  assert.equal(response.status, 200)
  return (await json(response)).id
}

describe('Round trips to the database', () => {
  it('A submit takes at most 3', () => assertAtMost(3, () => created()))

  it('A submit with an Idempotency-Key takes at most 4', () =>
    assertAtMost(4, (call) => created({ 'idempotency-key': `key-${call}` })))

  it('A repeat of a submit takes at most 2', async () => {
    await created({ 'idempotency-key': 'again' })
    await assertAtMost(2, () => created({ 'idempotency-key': 'again' }))
  })

  it('A video is read in at most 3', async () => {
    const id = await created()
    await assertAtMost(3, async () => assert.equal((await api.call(`/v1/videos/${id}`)).status, 200))
  })

  it('A page of videos is read in at most 3', () =>
    assertAtMost(3, async () => assert.equal((await api.call('/v1/videos?limit=20')).status, 200)))

  it('The statements of a round trip of reads are written at once', async () => {
    const id = await created()
    for (const path of [`/v1/videos/${id}`, '/v1/videos?limit=20']) {
      const trips = await fewest(() => api.call(path))
      assert.equal(trips.writes, trips.count, shown(trips))
    }
  })

  it('A start takes at most 5', () =>
    assertAtMost(5, async () => {
      const row = await api.deps.db
        .selectFrom('tasks')
        .select('job_id')
        .where('status', '=', 'queued')
        .executeTakeFirstOrThrow()
      await lifecycle.startNext(api.deps, { jobId: row.job_id, retryCount: 0 })
    }))
})
