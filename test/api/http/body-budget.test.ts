import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { text } from 'node:stream/consumers'
import { createBodyBudget } from '#api/http/body-budget.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { startApi, TEXT_MODEL, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

describe('A budget of bytes in flight', () => {
  it('Neither the process nor a tenant holds more than its limit, and what is given back is free again', () => {
    const budget = createBodyBudget({ processBytes: 100, tenantBytes: 60 })
    const first = budget.reserve('a', 50)
    assert.ok(first)
    assert.equal(budget.reserve('a', 11), null, 'the share of a')
    const second = budget.reserve('b', 50)
    assert.ok(second)
    assert.equal(budget.reserve('c', 1), null, 'the process')
    first()
    first()
    assert.equal(budget.reserve('b', 11), null, 'the share of b')
    assert.ok(budget.reserve('c', 50), 'what a gave back, once')
    assert.equal(budget.reserve(null, 1), null)
    second()
    assert.ok(budget.reserve(null, 40))
  })

  it('A body above every limit is taken when nothing else is held', () => {
    const budget = createBodyBudget({ processBytes: 10, tenantBytes: 5 })
    const release = budget.reserve('a', 20)
    assert.ok(release)
    assert.equal(budget.reserve('b', 1), null)
    release()
    assert.ok(budget.reserve('b', 1))
  })
})

describe('Uploads beyond the budget', () => {
  let api: TestApi
  let other: string
  before(async () => {
    api = await startApi({
      models: [TEXT_MODEL],
      env: { BODIES_IN_FLIGHT_MB: '64', BODIES_IN_FLIGHT_MB_PER_TENANT: '32' },
    })
    other = (await issueApiKey(api.deps.db, 'other')).key
  })
  after(() => api?.close())

  /** A create that announces so many bytes and sends none of them yet. */
  const upload = (bytes: number | 'chunked', key: string) => {
    const length = bytes === 'chunked' ? { 'transfer-encoding': 'chunked' } : { 'content-length': bytes }
    const sent = httpRequest(`${api.baseUrl}/v1/videos`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        expect: '100-continue',
        ...length,
      },
    })
    sent.on('error', () => undefined)
    sent.flushHeaders()
    const answer = once(sent, 'response').then(([response]) => response as IncomingMessage)
    const admitted = once(sent, 'continue').then(() => true)
    return { sent, answer, outcome: Promise.race([admitted, answer]) }
  }

  it('What a tenant uploads beyond its share is answered 503 before a byte of it, and others go on', async () => {
    const first = upload(20_000_000, api.key)
    assert.equal(await first.outcome, true)
    for (const bytes of [20_000_000, 'chunked'] as const) {
      const refused = (await upload(bytes, api.key).outcome) as IncomingMessage
      assert.equal(refused.statusCode, 503)
      assert.ok(Number(refused.headers['retry-after']) >= 1)
      assert.equal((JSON.parse(await text(refused)) as ProblemBody).code, 'service_unavailable')
    }
    const elsewhere = upload('chunked', other)
    assert.equal(await elsewhere.outcome, true, 'another tenant has its own share')
    assert.equal((await api.create({ prompt: 'small' })).status, 200, 'what is small still fits')

    elsewhere.sent.destroy()
    first.sent.end(JSON.stringify({ prompt: 'x', pad: ' ' }).padEnd(20_000_000))
    assert.equal((await first.answer).statusCode, 200)
    const again = upload(20_000_000, api.key)
    assert.equal(await again.outcome, true, 'the share is free again')
    again.sent.destroy()
  })
})
