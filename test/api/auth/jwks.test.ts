import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import { after, afterEach, before, describe, it } from 'node:test'
import { JwksUnavailableError, openJwks } from '#api/auth/jwks.ts'
import { goodClaims, issuerKey, openJwksServer } from '#test/support/service/auth.ts'
import { movableClock } from '#test/support/database/tasks.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

const known = issuerKey('known', 'RS256')
const rotated = issuerKey('rotated', 'ES256')
const MINUTE_MS = 60_000

/** Answers of an issuer in trouble. */
const TROUBLES: Readonly<Record<string, RequestListener>> = {
  'answers 500': (_request, response) => response.writeHead(500).end('no'),
  'hangs up': (request) => request.socket.destroy(),
  'answers HTML': (_request, response) => response.end('<html>'),
  'answers null': (_request, response) => response.end('null'),
  'answers keys that are no list': (_request, response) => response.end('{"keys":{"kid":"known"}}'),
  'answers keys that are no keys': (_request, response) => response.end('{"keys":[null,7,{"kty":"RSA"}]}'),
  'answers no keys': (_request, response) => response.end('{"keys":[]}'),
  redirects: (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
  'breaks off': (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"keys":')
    response.destroy()
  },
  'answers without end': (_request, response) => {
    const write = (): void => {
      while (response.writable && response.write(' '.repeat(65_536)));
    }
    response.on('drain', write)
    write()
  },
}

let issuer: Awaited<ReturnType<typeof openJwksServer>>
before(async () => {
  issuer = await openJwksServer([known])
})
afterEach(() => {
  issuer.state.answer = null
  issuer.state.keys = [known]
})
after(() => issuer?.close())

const isUnavailable = (error: unknown): boolean =>
  error instanceof JwksUnavailableError && error.retryAfterSeconds >= 1 && error.retryAfterSeconds <= 30

describe('The key set of an issuer', () => {
  for (const [trouble, answer] of Object.entries(TROUBLES))
    it(`While the issuer ${trouble}, known keys are served and of unknown ones nothing is known`, async () => {
      const clock = movableClock()
      const jwks = openJwks(issuer.url, clock)
      assert.ok(await jwks.find('known'))
      assert.equal(await jwks.find('other'), undefined)

      issuer.state.answer = answer
      clock.advance(11 * MINUTE_MS)
      assert.ok(await jwks.find('known'))
      await assert.rejects(jwks.find('other'), isUnavailable)
      clock.advance(100 * MINUTE_MS)
      assert.ok(await jwks.find('known'), 'the last good answer counts for two hours')
      await assert.rejects(jwks.find('other'), isUnavailable)
      clock.advance(10 * MINUTE_MS)
      await assert.rejects(jwks.find('known'), isUnavailable)

      issuer.state.answer = null
      issuer.state.keys = [known, rotated]
      clock.advance(MINUTE_MS)
      assert.ok(await jwks.find('rotated'), 'the issuer is back')
      assert.ok(await jwks.find('known'))
    })

  it('A known key is served while the issuer keeps a refresh waiting', async () => {
    const clock = movableClock()
    const jwks = openJwks(issuer.url, clock)
    await jwks.find('known')
    const asked = Promise.withResolvers<void>()
    issuer.state.answer = () => asked.resolve()
    clock.advance(11 * MINUTE_MS)
    // Neither call can end by the answer, which never comes.
    assert.ok(await jwks.find('known'))
    await asked.promise
    assert.ok(await jwks.find('known'))
  })

  it('An issuer that drips its answer is given up after five seconds', async () => {
    const jwks = openJwks(issuer.url, movableClock())
    issuer.state.answer = (_request, response) => {
      const timer = setInterval(() => response.write(' '), 100)
      response.once('close', () => clearInterval(timer))
    }
    await assert.rejects(jwks.find('known'), isUnavailable)
  })

  it('A key set above a megabyte is cut, however good its keys are', async () => {
    const padded = JSON.stringify({ keys: [jwkOf('known')], padding: 'x'.repeat(1_000_000) })
    const small = JSON.stringify({ keys: [jwkOf('known')], padding: 'x'.repeat(900_000) })
    issuer.state.answer = (_request, response) => response.end(padded)
    await assert.rejects(openJwks(issuer.url, movableClock()).find('known'), isUnavailable)
    issuer.state.answer = (_request, response) => response.end(small)
    assert.ok(await openJwks(issuer.url, movableClock()).find('known'))
  })

  it('An RSA key below 2048 bits is no key, and its neighbours are', async () => {
    issuer.state.keys = [issuerKey('weak', 'RS256', 1024), known]
    const jwks = openJwks(issuer.url, movableClock())
    assert.equal(await jwks.find('weak'), undefined)
    assert.ok(await jwks.find('known'))
  })
})

const jwkOf = (kid: string): object => ({ ...known.publicKey.export({ format: 'jwk' }), kid, alg: 'RS256' })

describe('Tokens while their issuer is away', () => {
  let api: TestApi
  before(async () => {
    api = await startApi({ env: { JWT_JWKS_URL: issuer.url, AUTH_FAILURES_PER_MINUTE: '1' } })
  })
  after(() => api?.close())

  it('A token that cannot be checked gets 503 with Retry-After, and does not count as wrong', async () => {
    const call = (token: string): Promise<Response> =>
      api.call('/v1/videos', { headers: { authorization: `Bearer ${token}` } })
    issuer.state.answer = (_request, response) => response.writeHead(500).end()
    for (let i = 0; i < 4; i++) {
      const response = await call(rotated.sign(goodClaims()))
      assert.equal(response.status, 503)
      assert.match(response.headers.get('retry-after') ?? '', /^([1-9]|[12]\d|30)$/)
      assert.equal((await json<ProblemBody>(response)).code, 'service_unavailable')
    }
    assert.equal((await call('nonsense')).status, 401, 'the first wrong one of this minute')
    assert.equal((await call('nonsense')).status, 429)
  })
})

it('An issuer that nobody listens for makes its keys unknown, not wrong', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as import('node:net').AddressInfo
  server.close()
  await assert.rejects(openJwks(`http://127.0.0.1:${port}/`, movableClock()).find('known'), isUnavailable)
})
