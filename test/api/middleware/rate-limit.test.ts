import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it, type TestContext } from 'node:test'
import { createApp } from '#api/app.ts'
import { loadContract } from '#api/contract/contract.ts'
import { SCOPES } from '#api/auth/scopes.ts'
import { createServer } from '#api/http/server.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { consumeToken } from '#core/store/rate-limits.ts'
import { goodClaims, hs256, issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { closeAfter } from '#test/support/closing.ts'
import { openFacts } from '#core/store/facts.ts'
import { openGroups } from '#core/groups.ts'
import { openPrepaid } from '#core/limits/prepaid.ts'
import { patient } from '#test/support/load/patience.ts'

const BURST = 20

let api: TestApi
before(async () => {
  // Slow enough that nothing refills during a test.
  api = await startApi({ env: { RATE_LIMIT_PER_MINUTE: '1', RATE_LIMIT_BURST: String(BURST) } })
})
after(() => api?.close())

const as = (token: string, pathname = '/v1/videos', init: RequestInit = {}): Promise<Response> =>
  api.call(pathname, { ...init, headers: { authorization: `Bearer ${token}` } })

/** Calls two instances in turn, all at once. */
async function callBoth(t: TestContext, key: string, count: number): Promise<Response[]> {
  const db = openTestDatabase(api.deps.config.databaseUrl as string, 5)
  closeAfter(t, () => db.destroy())
  const own = { facts: openFacts(db), prepaid: openPrepaid(), requestGroups: openGroups() }
  const other = createServer(createApp({ ...api.deps, ...own, db }, { isDraining: () => false }))
  closeAfter(t, async () => {
    other.closeAllConnections()
    other.close()
  })
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const bases = [api.baseUrl, `http://127.0.0.1:${(other.address() as AddressInfo).port}`]
  const headers = { authorization: `Bearer ${key}` }
  const call = async (i: number): Promise<Response> => {
    const response = await fetch(`${bases[i % 2] as string}/v1/videos`, { headers })
    await response.arrayBuffer()
    return response
  }
  return await Promise.all(Array.from({ length: count }, (_, i) => call(i)))
}

describe('The request rate limit', () => {
  it('Exactly the burst of a key passes when 200 requests arrive at once', async () => {
    const { key } = await issueApiKey(api.deps.db, 'burst')
    const responses = await Promise.all(Array.from({ length: 200 }, () => as(key)))
    const count = (status: number): number => responses.filter((each) => each.status === status).length
    assert.deepEqual([count(200), count(429)], [BURST, 200 - BURST])
  })

  it('Exactly the burst of a key passes when 200 requests arrive at two instances at once', async (t) => {
    const { key } = await issueApiKey(api.deps.db, 'two-instances')
    const responses = await callBoth(t, key, 200)
    const passed = responses.filter((each) => each.status === 200)
    assert.deepEqual([passed.length, responses.filter((each) => each.status === 429).length], [BURST, 180])
    for (const each of responses)
      if (each.status === 429) assert.match(each.headers.get('retry-after') ?? '', /^\d+$/)
  })

  it('Exactly the burst passes of a caller so busy that its requests are counted beforehand', async (t) => {
    const { key } = await issueApiKey(api.deps.db, 'busy')
    const limits = { requests_per_minute: 1, request_burst: 600 }
    await api.deps.db.updateTable('tenants').set(limits).where('id', '=', 'busy').execute()
    const responses = await callBoth(t, key, 700)
    assert.equal(responses.filter((each) => each.status === 200).length, 600)
  })

  it('Counting a request against its limit takes milliseconds', async (t) => {
    const limit = { perMinute: 1_000_000, burst: 1000 }
    const times: number[] = []
    for (let i = 0; i < 500; i++) {
      const startedAt = performance.now()
      await consumeToken(api.deps.db, `cost:${i % 50}`, limit, api.deps.clock.now())
      times.push(performance.now() - startedAt)
    }
    const p95 = times.toSorted((a, b) => a - b)[475] as number
    t.diagnostic(`p95 of one count: ${p95.toFixed(2)} ms`)
    // The aim is 3 ms on an idle machine; a test machine may be busy.
    assert.ok(p95 < patient(100), `${p95} ms`)
  })

  it('Every answer states the rate limit, and a refusal has Retry-After', async () => {
    const { key } = await issueApiKey(api.deps.db, 'told')
    const first = await as(key)
    assert.equal(first.headers.get('ratelimit-policy'), `"requests";q=${BURST};w=${BURST * 60}`)
    assert.equal(first.headers.get('ratelimit'), `"requests";r=${BURST - 1};t=60`)
    const missing = await as(key, '/v1/videos/video_00000000000000000000000000000000')
    assert.equal(missing.status, 404)
    // The clock advances during the test, by less than half a minute.
    assert.match(missing.headers.get('ratelimit') ?? '', /^"requests";r=18;t=(120|1[01]\d|9\d)$/)
    for (let i = 0; i < BURST - 2; i++) await as(key)
    const refused = await as(key)
    assert.equal(refused.status, 429)
    assert.match(refused.headers.get('ratelimit') ?? '', /^"requests";r=0;t=(1200|11[7-9]\d)$/)
    assert.match(refused.headers.get('retry-after') ?? '', /^([345]\d|60)$/)
    assert.equal(refused.headers.get('x-should-retry'), 'true')
    const body = await json<ProblemBody>(refused)
    assert.equal(body.code, 'rate_limit_exceeded')
    assert.equal(body.error.type, 'rate_limit_error')
    api.clock.advance(60_000)
    assert.equal((await as(key)).status, 200)
  })

  it('Each API key has its own rate limit, and the tokens of a tenant share one', async () => {
    const [one, two] = [await issueApiKey(api.deps.db, 'apart'), await issueApiKey(api.deps.db, 'apart')]
    const token = (subject: string): string =>
      hs256({
        ...goodClaims(Math.floor(api.clock.now().getTime() / 1000)),
        tenant: 'apart',
        sub: subject,
      })
    for (let i = 0; i < BURST; i++) await as(one.key)
    assert.equal((await as(one.key)).status, 429)
    assert.equal((await as(two.key)).status, 200)
    for (let i = 0; i < BURST; i++) assert.equal((await as(token(`user-${i}`))).status, 200)
    assert.equal((await as(token('another'))).status, 429)
  })

  it('The rate limit applies to every operation that needs credentials, before its body is read', async () => {
    const { key } = await issueApiKey(api.deps.db, 'everywhere', [...SCOPES])
    for (let i = 0; i < BURST; i++) await as(key)
    for (const { method, path, scope } of loadContract().operations) {
      if (scope === null) continue
      const pathname = path.replaceAll(/\{\w+\}/g, 'video_00000000000000000000000000000000')
      const body = method === 'post' ? { body: '{"broken' } : {}
      const response = await as(key, pathname, { method: method.toUpperCase(), ...body })
      assert.equal(response.status, 429, `${method} ${path}`)
    }
  })

  it('A tenant’s own rate limit overrides the default, and 0 means unlimited', async () => {
    const [small, free] = [await issueApiKey(api.deps.db, 'small'), await issueApiKey(api.deps.db, 'free')]
    const setLimit = (id: string, perMinute: number, burst: number) =>
      api.deps.db
        .updateTable('tenants')
        .set({ requests_per_minute: perMinute, request_burst: burst })
        .where('id', '=', id)
        .execute()
    // A minute for one more request: no machine is that slow.
    await setLimit('small', 1, 2)
    await setLimit('free', 0, 1)
    const statuses = await Promise.all([1, 2, 3].map(async () => (await as(small.key)).status))
    assert.deepEqual(
      statuses.toSorted((a, b) => a - b),
      [200, 200, 429],
    )
    for (let i = 0; i < BURST + 5; i++) {
      const response = await as(free.key)
      assert.equal(response.status, 200)
      assert.equal(response.headers.get('ratelimit'), null)
    }
  })

  it('The rate limit ignores requests with invalid credentials and operations that need none', async () => {
    for (let i = 0; i < BURST + 5; i++) assert.equal((await as('nonsense')).status, 401)
    for (let i = 0; i < BURST + 5; i++) assert.equal((await api.call('/livez')).status, 200)
  })
})
