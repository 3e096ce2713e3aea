import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Db } from '#core/postgres/db.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { rateLimitHeaders, type RateDecision, type RequestLimit } from '#core/limits/rate-limit.ts'
import { deleteFullBuckets, consumeToken } from '#core/store/rate-limits.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'

let database: TestDatabase
/** Two pools, as two replicas of the API have them. */
let replicas: [Db, Db]
before(async () => {
  database = await createTestDatabase()
  const open = (): Db => openTestDatabase(database.url, 10)
  replicas = [open(), open()]
})
after(async () => {
  await Promise.all(replicas.map((db) => db.destroy()))
  await database.drop()
})

const START = new Date('2030-01-01T00:00:00Z')
const later = (ms: number): Date => new Date(START.getTime() + ms)

const burst = (count: number, key: string, limit: RequestLimit, now: Date): Promise<RateDecision[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => consumeToken(replicas[i % 2] as Db, key, limit, now)))
const allowed = (decisions: readonly RateDecision[]): number =>
  decisions.filter((each) => each.allowed).length

describe('the rate limiter', () => {
  it('The rate limiter lets exactly the burst pass when 200 requests arrive at once over two replicas', async () => {
    const limit = { perMinute: 600, burst: 11 }
    for (const key of ['one', 'two', 'three']) assert.equal(allowed(await burst(200, key, limit, START)), 11)
  })

  it('Every request that passes gets its own number of requests left', async () => {
    const decisions = await burst(50, 'numbers', { perMinute: 60, burst: 20 }, START)
    assert.deepEqual(
      decisions.flatMap((each) => (each.allowed ? [each.remaining] : [])).toSorted((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => i),
    )
  })

  it('A bucket refills evenly and never above the burst, and a refused request costs nothing', async () => {
    const limit = { perMinute: 600, burst: 5 }
    assert.equal(allowed(await burst(200, 'refill', limit, START)), 5)
    assert.equal(allowed(await burst(200, 'refill', limit, later(89))), 0)
    assert.equal(allowed(await burst(200, 'refill', limit, later(100))), 1)
    assert.equal(allowed(await burst(200, 'refill', limit, later(400))), 3)
    assert.equal(allowed(await burst(200, 'refill', limit, later(3_600_000))), 5)
  })

  it('A request passes after the wait that a refusal names, and not a second earlier', async () => {
    const limit = { perMinute: 6, burst: 2 }
    await burst(2, 'wait', limit, START)
    const [refused] = await burst(1, 'wait', limit, later(3000))
    assert.deepEqual(refused, { allowed: false, remaining: 0, resetSeconds: 17, retryAfterSeconds: 7 })
    assert.equal(allowed(await burst(1, 'wait', limit, later(9000))), 0)
    assert.equal(allowed(await burst(1, 'wait', limit, later(10_000))), 1)
  })

  it('Of requests at once, whose clocks are a little out of order, the whole burst passes', async () => {
    const limit = { perMinute: 1, burst: 2 }
    for (const ms of [40, 0]) assert.equal(allowed(await burst(1, 'disorder', limit, later(ms))), 1)
    assert.equal(allowed(await burst(1, 'disorder', limit, later(20))), 0)
  })

  it('A replica whose clock is behind lets no extra request pass', async () => {
    const limit = { perMinute: 60, burst: 3 }
    assert.equal(allowed(await burst(10, 'skew', limit, later(5000))), 3)
    assert.equal(allowed(await burst(10, 'skew', limit, later(0))), 0)
  })

  it('The cleanup deletes full buckets only', async () => {
    const limit = { perMinute: 60, burst: 1 }
    await burst(1, 'full', limit, START)
    await burst(1, 'filling', limit, later(5000))
    await deleteFullBuckets(replicas[0], later(5500))
    assert.equal(allowed(await burst(1, 'filling', limit, later(5500))), 0)
    const rows = await replicas[0].selectFrom('rate_limits').select('key').where('key', '=', 'full').execute()
    assert.deepEqual(rows, [])
  })

  it('The headers of the IETF draft state the limit and what is left of it', () => {
    const limit = { perMinute: 600, burst: 100 }
    const decision = { allowed: true, remaining: 42, resetSeconds: 6, retryAfterSeconds: 0 }
    assert.deepEqual(rateLimitHeaders(limit, decision), {
      'RateLimit-Policy': '"requests";q=100;w=10',
      RateLimit: '"requests";r=42;t=6',
    })
  })
})
