import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPrepaid, type Bucket } from '#core/limits/prepaid.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { closeAfter } from '#test/support/closing.ts'
import { consumeToken, countRequests, giveBack } from '#core/store/rate-limits.ts'

const INTERVAL_MS = 10
const limit = { perMinute: 60_000 / INTERVAL_MS, burst: 1000 }
const bucket: Bucket = { key: 'key:busy', limit, factsVersion: '1' }

/** A counter that always has room, and what it was asked for. */
function roomy(intervalMs = INTERVAL_MS) {
  const asked: number[] = []
  const back: number[] = []
  let arrivalMs = 0
  return {
    asked,
    back,
    count: (requests: number) => {
      asked.push(requests)
      return Promise.resolve((arrivalMs += requests * intervalMs))
    },
    giveBack: (requests: number) => void back.push(requests),
  }
}

describe('Requests that are counted beforehand', () => {
  it('A caller with few requests is counted one by one', async () => {
    const prepaid = openPrepaid()
    const { asked, count, giveBack: back } = roomy()
    for (let i = 0; i < 7; i++) assert.equal(await prepaid.take(bucket, 0, count, back), null)
    assert.deepEqual(asked, [])
  })

  it('Requests of a busy caller are counted some at once, and each has its own place', async () => {
    const prepaid = openPrepaid()
    const { asked, count, giveBack: back } = roomy()
    const places = await Promise.all(Array.from({ length: 60 }, () => prepaid.take(bucket, 0, count, back)))
    const taken = places.filter((place) => place !== null)
    assert.ok(asked.length > 0 && asked.every((requests) => requests > 1 && requests <= 20), asked.join())
    assert.equal(new Set(taken).size, taken.length)
    assert.ok(taken.length <= asked.reduce((sum, requests) => sum + requests, 0))
  })

  it('What is not used in time is given back', async () => {
    const prepaid = openPrepaid()
    // Of a slower bucket, which does not refill in the meantime.
    const { asked, back, count, giveBack: onBack } = roomy(1000)
    const slow = { ...bucket, limit: { perMinute: 60, burst: 1000 } }
    let used = 0
    while (asked.length === 0) if ((await prepaid.take(slow, 0, count, onBack)) !== null) used++
    await sleep(400)
    assert.deepEqual(back, [(asked[0] as number) - used])
  })

  it('Nothing is taken by a caller who is known by other facts, or has another limit', async () => {
    const prepaid = openPrepaid()
    const { asked, count, giveBack: back } = roomy()
    while (asked.length === 0) await prepaid.take(bucket, 0, count, back)
    const none = () => Promise.resolve(null)
    assert.equal(await prepaid.take({ ...bucket, factsVersion: '2' }, 0, none, back), null)
    assert.equal(await prepaid.take({ ...bucket, limit: { ...limit, burst: 999 } }, 0, none, back), null)
  })

  it('Nothing is given back to a bucket that was full meanwhile', async () => {
    const prepaid = openPrepaid()
    const { asked, back, count, giveBack: onBack } = roomy()
    while (asked.length === 0) await prepaid.take(bucket, 0, count, onBack)
    await sleep(400)
    assert.deepEqual(back, [])
  })

  it('A count that comes too late is given back, and the caller is counted one by one for a while', async () => {
    const prepaid = openPrepaid()
    const asked: number[] = []
    const back: number[] = []
    const count = async (requests: number) => {
      asked.push(requests)
      await sleep(300)
      return 3_600_000
    }
    const take = () => prepaid.take(bucket, 0, count, (requests) => void back.push(requests))
    const first = await Promise.all(Array.from({ length: 30 }, take))
    assert.ok(first.every((place) => place === null))
    assert.deepEqual(back, asked)
    for (let i = 0; i < 30; i++) assert.equal(await take(), null)
    assert.equal(asked.length, 1)
  })

  it('A bucket without room for them is not asked again for a while', async () => {
    const prepaid = openPrepaid()
    let asked = 0
    const count = () => Promise.resolve((asked++, null))
    for (let i = 0; i < 50; i++) assert.equal(await prepaid.take(bucket, 0, count, () => assert.fail()), null)
    assert.equal(asked, 1)
  })
})

describe('Several requests of one caller in Postgres', () => {
  it('They are counted only where they leave half of the burst, and come back exactly', async (t) => {
    const database = await createTestDatabase()
    closeAfter(t, () => database.drop())
    const db = openTestDatabase(database.url, 2)
    closeAfter(t, () => db.destroy())
    const now = new Date('2030-01-01T00:00:00Z')
    const slow = { perMinute: 60, burst: 100 }
    const several = async (requests: number) =>
      (await countRequests(db, [{ key: 'several', limit: slow, now, requests, factsVersion: null }]))[0]
        ?.allowed
    assert.equal(await several(30), true)
    assert.equal(await several(30), false)
    assert.equal((await consumeToken(db, 'several', slow, now)).remaining, 69)
    await giveBack(db, 'several', slow, 30)
    assert.equal((await consumeToken(db, 'several', slow, now)).remaining, 98)
  })
})
