import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { networkOf } from '#api/auth/failures.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

const LIMIT = 5

let direct: TestApi
let proxied: TestApi
before(async () => {
  const env = { AUTH_FAILURES_PER_MINUTE: String(LIMIT) }
  direct = await startApi({ env })
  proxied = await startApi({ env: { ...env, TRUSTED_PROXIES: '127.0.0.0/8' } })
})
after(async () => {
  await direct?.close()
  await proxied?.close()
})

const attempt = (
  api: TestApi,
  from: string,
  token = 'nonsense',
  pathname = '/v1/videos',
): Promise<Response> =>
  api.call(pathname, { headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': from } })
const statuses = async (api: TestApi, froms: readonly string[]): Promise<number[]> => {
  const found: number[] = []
  for (const from of froms) found.push((await attempt(api, from)).status)
  return found
}
const times = (count: number, from: string): string[] => Array.from({ length: count }, () => from)

describe('The limit on wrong credentials', () => {
  it('Wrong credentials are limited by connection address, whatever a header claims', async () => {
    const claimed = Array.from({ length: LIMIT }, (_, i) => `203.0.113.${i}`)
    assert.deepEqual(await statuses(direct, claimed), Array(LIMIT).fill(401))
    const refused = await attempt(direct, '203.0.113.99')
    assert.equal(refused.status, 429)
    assert.equal((await json<ProblemBody>(refused)).code, 'rate_limit_exceeded')
    assert.match(refused.headers.get('retry-after') ?? '', /^1[012]$|^[5-9]$/)
    assert.equal(refused.headers.get('ratelimit-policy'), `"auth-failures";q=${LIMIT};w=60`)
    assert.match(refused.headers.get('ratelimit') ?? '', /^"auth-failures";r=0;t=\d+$/)
    const { key } = await issueApiKey(direct.deps.db, 'good')
    assert.equal((await attempt(direct, 'x', key)).status, 200)
    assert.equal((await fetch(`${direct.baseUrl}/v1/videos`)).status, 401)
    for (const pathname of ['/v1/t2v/status?task_id=x', '/api/status/x'])
      assert.equal((await attempt(direct, 'x', 'nonsense', pathname)).status, 429, pathname)
    direct.clock.advance(12_000)
    assert.deepEqual(await statuses(direct, times(2, 'x')), [401, 429])
  })

  it('Behind a trusted proxy, wrong credentials are counted by the address that it forwards', async () => {
    assert.deepEqual(await statuses(proxied, [...times(LIMIT + 1, '203.0.113.1'), '203.0.113.2']), [
      ...Array<number>(LIMIT).fill(401),
      429,
      401,
    ])
    const network = Array.from({ length: LIMIT + 1 }, (_, i) => `2001:db8::${i + 1}`)
    assert.deepEqual(await statuses(proxied, [...network, '2001:db8:0:1::1']), [
      ...Array<number>(LIMIT).fill(401),
      429,
      401,
    ])
  })

  it('An IPv4-mapped IPv6 address counts as IPv4, and an IPv6 address as its /64 network', () => {
    assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7')
    assert.equal(networkOf('2001:db8:0:1:2:3:4:5'), networkOf('2001:db8:0:1::'))
    assert.notEqual(networkOf('2001:db8:0:1::'), networkOf('2001:db8:0:2::'))
    assert.equal(networkOf(undefined), 'unknown')
  })
})
