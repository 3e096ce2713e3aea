import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startApi, type TestApi } from '#test/support/service/service.ts'

const PAGE = 'https://app.example.com'

let closed: TestApi
let open: TestApi
before(async () => {
  closed = await startApi()
  open = await startApi({
    env: {
      CORS_ORIGINS: `${PAGE}, https://other.example.com`,
      PUBLIC_BASE_URL: 'https://videos.example.com',
    },
  })
})
after(async () => {
  await closed?.close()
  await open?.close()
})

const preflight = (api: TestApi, origin: string): Promise<Response> =>
  fetch(`${api.baseUrl}/v1/videos`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,idempotency-key',
    },
  })

describe('Cross-origin requests', () => {
  it('Browsers may call the API only from an origin that equals a configured one', async () => {
    const allowed = await preflight(open, PAGE)
    assert.equal(allowed.status, 204)
    assert.equal(allowed.headers.get('access-control-allow-origin'), PAGE)
    assert.equal(allowed.headers.get('access-control-allow-headers'), 'authorization,idempotency-key')
    assert.match(allowed.headers.get('access-control-allow-methods') ?? '', /POST/)
    assert.match(allowed.headers.get('vary') ?? '', /Origin/)
    assert.equal(allowed.headers.get('access-control-allow-credentials'), null)
    for (const origin of ['https://evil.example', `${PAGE}.evil.example`, 'http://app.example.com', 'null']) {
      const refused = await preflight(open, origin)
      assert.equal(refused.status, 405, origin)
      assert.equal(refused.headers.get('access-control-allow-origin'), null, origin)
    }
  })

  it('Pages of a configured origin may read answers, errors and the headers that clients need', async () => {
    for (const authorization of [`Bearer ${open.key}`, 'Bearer nonsense']) {
      const response = await open.call('/v1/videos', { headers: { origin: PAGE, authorization } })
      assert.equal(response.headers.get('access-control-allow-origin'), PAGE)
      assert.match(response.headers.get('access-control-expose-headers') ?? '', /Retry-After/)
    }
  })

  it('Browsers are refused while no origin is configured', async () => {
    assert.equal((await preflight(closed, PAGE)).status, 405)
    const response = await closed.call('/v1/videos', { headers: { origin: PAGE } })
    assert.equal(response.headers.get('access-control-allow-origin'), null)
  })
})

describe('Security headers', () => {
  it('Every answer has the security headers for browsers', async () => {
    for (const pathname of ['/v1/videos', '/v1/nothing', '/livez', '/admin/tenants']) {
      const { headers } = await open.call(pathname)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', pathname)
      assert.equal(headers.get('x-frame-options'), 'DENY', pathname)
      assert.equal(headers.get('referrer-policy'), 'no-referrer', pathname)
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, pathname)
      assert.equal(headers.get('strict-transport-security'), 'max-age=31536000', pathname)
      assert.equal(headers.get('x-powered-by'), null, pathname)
    }
  })

  it('Strict-Transport-Security is sent only where the public address is https', async () => {
    assert.equal((await closed.call('/livez')).headers.get('strict-transport-security'), null)
  })
})
