import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { loadContract } from '#api/contract/contract.ts'
import { revokeApiKey } from '#core/store/api-keys.ts'
import { findTenant } from '#core/store/tenants.ts'
import { goodClaims, hs256, issueApiKey, issuerKey, openJwksServer } from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

const rsa = issuerKey('rsa-1', 'RS256')
const ec = issuerKey('ec-1', 'ES256')

let jwks: Awaited<ReturnType<typeof openJwksServer>>
let api: TestApi
before(async () => {
  jwks = await openJwksServer([rsa, ec])
  api = await startApi({ env: { JWT_JWKS_URL: jwks.url } })
})
after(async () => {
  await api?.close()
  await jwks.close()
})

const withToken = (token: string, pathname = '/v1/videos'): Promise<Response> =>
  api.call(pathname, { headers: { authorization: `Bearer ${token}` } })

async function assertRefused(token: string, why: string): Promise<void> {
  const response = await withToken(token)
  assert.equal(response.status, 401, why)
  assert.match(response.headers.get('www-authenticate') ?? '', /^Bearer realm=/, why)
  assert.equal((await json<ProblemBody>(response)).code, 'invalid_credentials', why)
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
/** A token with the given header, signed by HMAC-SHA256 with the given key. */
function forged(header: object, claims: object, key: string | Buffer = ''): string {
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

describe('Authentication by API key', () => {
  it('A key in x-api-key or api-key is one too, and Authorization goes before it', async () => {
    const as = (headers: Record<string, string>) => fetch(`${api.baseUrl}/v1/videos`, { headers })
    for (const name of ['x-api-key', 'api-key']) {
      assert.equal((await as({ [name]: api.key })).status, 200, name)
      assert.equal((await as({ [name]: 'wvk_nothing' })).status, 401, name)
      assert.equal((await as({ [name]: api.key, authorization: 'Bearer wvk_nothing' })).status, 401, name)
    }
  })

  it('An API key opens an operation that is closed without valid credentials', async () => {
    assert.equal((await api.call('/v1/videos')).status, 200)
    for (const authorization of ['', 'Bearer', 'Basic YTpi', `Token ${api.key}`]) {
      const response = await api.call('/v1/videos', { headers: { authorization } })
      assert.equal(response.status, 401, authorization)
      assert.equal(response.headers.get('www-authenticate'), 'Bearer realm="wan-video-service"')
    }
  })

  it('An invented or revoked API key is refused', async () => {
    const { id, key } = await issueApiKey(api.deps.db, 'acme')
    assert.equal((await withToken(key)).status, 200)
    await revokeApiKey(api.deps.db, 'acme', id, new Date())
    await assertRefused(key, 'revoked')
    const other = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0')
    await assertRefused(other, 'bad checksum')
  })

  it('An API key without the needed scope gets 403 with the name of that scope', async () => {
    const { key } = await issueApiKey(api.deps.db, 'acme', ['videos:read'])
    assert.equal((await withToken(key)).status, 200)
    const response = await api.call('/v1/videos', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{"prompt":"x"}',
    })
    assert.equal(response.status, 403)
    assert.match(response.headers.get('www-authenticate') ?? '', /insufficient_scope.*videos:write/)
    const { key: empty } = await issueApiKey(api.deps.db, 'acme', [])
    assert.equal((await withToken(empty)).status, 403)
  })

  it('Every operation that the contract does not open demands credentials', async () => {
    for (const { method, path, scope } of loadContract().operations) {
      if (scope === null) continue
      const pathname = path.replace('{video_id}', 'video_00000000000000000000000000000000')
      const response = await fetch(api.baseUrl + pathname, { method: method.toUpperCase() })
      assert.equal(response.status, 401, `${method} ${path}`)
    }
  })

  it('Credentials are checked before the body is read', async () => {
    const response = await fetch(`${api.baseUrl}/v1/videos`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer nonsense' },
      body: '{"prompt":',
    })
    assert.equal(response.status, 401)
  })
})

describe('Authentication by JWT', () => {
  it('A JWT (HS256, RS256 or ES256) opens its tenant and creates it if needed', async () => {
    for (const [token, tenant] of [
      [hs256({ ...goodClaims(), tenant: 'by-secret' }), 'by-secret'],
      [rsa.sign({ ...goodClaims(), tenant: 'by-rsa' }), 'by-rsa'],
      [ec.sign({ ...goodClaims(), tenant: 'by-ec' }), 'by-ec'],
    ] as const) {
      assert.equal((await withToken(token)).status, 200)
      assert.match((await findTenant(api.deps.db, tenant))?.webhook_secret ?? '', /^whsec_/)
    }
  })

  it('A JWT has the scopes it lists, and none without a list', async () => {
    const status = async (claims: object): Promise<number> => {
      const { scope: _scope, ...withoutScope } = goodClaims()
      return (await withToken(hs256({ ...withoutScope, ...claims }))).status
    }
    assert.equal(await status({ scope: 'openid videos:read' }), 200)
    assert.equal(await status({ scopes: ['videos:read'] }), 200)
    assert.equal(await status({ scopes: 'videos:read' }), 200)
    for (const claims of [{}, { scope: 'videos:write' }, { scope: '' }, { scope: null }, { scopes: 7 }])
      assert.equal(await status(claims), 403, JSON.stringify(claims))
  })

  it('A JWT manages tenants only by the claim that the operator named', async () => {
    const named = await startApi({ env: { JWT_ADMIN_CLAIM: 'wan_admin' } })
    try {
      const status = async (service: TestApi, claims: object): Promise<number> => {
        const authorization = `Bearer ${hs256({ ...goodClaims(), ...claims })}`
        return (await service.call('/admin/tenants', { headers: { authorization } })).status
      }
      for (const claims of [{ scope: 'admin' }, { scopes: ['admin'] }, { admin: true }]) {
        assert.equal(await status(api, claims), 403)
        assert.equal(await status(named, claims), 403)
      }
      assert.equal(await status(api, { wan_admin: true }), 403)
      for (const wrong of ['true', 1, false, null, [true]])
        assert.equal(await status(named, { scope: 'admin', wan_admin: wrong }), 403)
      assert.equal(await status(named, { wan_admin: true }), 200)
    } finally {
      await named.close()
    }
  })

  it('A JWT with a missing or wrong claim is refused', async () => {
    const now = Math.floor(Date.now() / 1000)
    const { exp: _exp, ...withoutExp } = goodClaims()
    const { tenant: _tenant, ...withoutTenant } = goodClaims()
    const { iss: _iss, ...withoutIssuer } = goodClaims()
    const { aud: _aud, ...withoutAudience } = goodClaims()
    const wrong: [string, object][] = [
      ['no exp', withoutExp],
      ['no tenant', withoutTenant],
      ['no iss', withoutIssuer],
      ['no aud', withoutAudience],
      ['another issuer', { ...goodClaims(), iss: 'https://evil.example' }],
      ['another audience', { ...goodClaims(), aud: 'somebody' }],
      ['tenant not a text', { ...goodClaims(), tenant: ['acme'] }],
      ['tenant empty', { ...goodClaims(), tenant: '' }],
      ['tenant with a line break', { ...goodClaims(), tenant: 'a\nb' }],
      ['expired', { ...goodClaims(), exp: now - 62 }],
      ['not yet valid', { ...goodClaims(), nbf: now + 63 }],
      ['issued in the future', { ...goodClaims(), iat: now + 63 }],
    ]
    for (const [why, claims] of wrong) await assertRefused(hs256(claims), why)
    for (const [why, claims] of [
      ['expired within the tolerance', { ...goodClaims(), exp: now - 55 }],
      ['valid within the tolerance', { ...goodClaims(), nbf: now + 55, iat: now + 55 }],
    ] as const)
      assert.equal((await withToken(hs256(claims))).status, 200, why)
  })

  it('A JWT with a manipulated header or signature is refused', async () => {
    const claims = goodClaims()
    const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
    const publicDer = rsa.publicKey.export({ type: 'spki', format: 'der' })
    const jwk = rsa.publicKey.export({ format: 'jwk' })
    const tokens: [string, string][] = [
      ['alg none', `${part({ alg: 'none' })}.${part(claims)}.`],
      ['alg None', `${part({ alg: 'None' })}.${part(claims)}.`],
      ['no alg', forged({ typ: 'JWT' }, claims, 'x')],
      ['wrong secret', hs256(claims, 'another-secret-of-at-least-thirty-two-chars')],
      ['RS256 key as HS256 secret, PEM', forged({ alg: 'HS256', kid: 'rsa-1' }, claims, publicPem)],
      ['RS256 key as HS256 secret, DER', forged({ alg: 'HS256', kid: 'rsa-1' }, claims, publicDer)],
      ['HS384', forged({ alg: 'HS384' }, claims)],
      ['RS256 without a signature', `${part({ alg: 'RS256', kid: 'rsa-1' })}.${part(claims)}.`],
      ['ES256 with the key of RS256', ec.sign(claims, { kid: 'rsa-1' })],
      ['RS256 with the key of ES256', rsa.sign(claims, { kid: 'ec-1' })],
      ['unknown kid', rsa.sign(claims, { kid: 'nobody' })],
      ['no kid', rsa.sign(claims, { kid: undefined })],
      ['kid as path', rsa.sign(claims, { kid: '../../../../dev/null' })],
      ['kid as SQL', forged({ alg: 'HS256', kid: "' or 1=1 --" }, claims)],
      ['own key in the header', issuerKey('rsa-1', 'RS256').sign(claims, { jwk })],
      ['key set of its own', issuerKey('mine', 'RS256').sign(claims, { jku: `${jwks.url}?mine` })],
      ['crit', hs256(claims, undefined, { crit: ['x'], x: 1 })],
      ['b64', hs256(claims, undefined, { b64: false, crit: ['b64'] })],
      ['not JSON', 'a.b.c'],
      ['two parts', `${part({ alg: 'HS256' })}.${part(claims)}`],
      ['five parts', 'a.b.c.d.e'],
      ['payload no object', forged({ alg: 'HS256' }, [1], 'x')],
      ['changed payload', hs256(claims).replace(/\.[^.]+\./, `.${part({ ...claims, tenant: 'victim' })}.`)],
      ['very long', `${'a'.repeat(9000)}.b.c`],
    ]
    for (const [why, token] of tokens) await assertRefused(token, why)
  })

  it('Invented key ids cause no extra fetches, and known keys outlive an outage of the issuer', async () => {
    const fetched = jwks.state.requests
    for (let i = 0; i < 20; i++) await withToken(rsa.sign(goodClaims(), { kid: `invented-${i}` }))
    assert.ok(jwks.state.requests - fetched <= 1, `${jwks.state.requests - fetched} fetches`)

    const rotated = issuerKey('rsa-2', 'RS256')
    jwks.state.keys.push(rotated)
    api.clock.advance(31_000)
    assert.equal((await withToken(rotated.sign(goodClaims()))).status, 200)

    jwks.state.away = true
    api.clock.advance(11 * 60_000)
    const later = Math.floor(api.clock.now().getTime() / 1000)
    assert.equal((await withToken(rsa.sign(goodClaims(later)))).status, 200)
    jwks.state.away = false
  })
})

describe('Tenant isolation', () => {
  it('A tenant gets 404 from every operation for another tenant’s video', async () => {
    const { key } = await issueApiKey(api.deps.db, 'rival')
    const video = await json(await api.createForm({ prompt: 'x' }))
    for (const { method, path, body: declared } of loadContract().operations) {
      if (!path.includes('{video_id}')) continue
      // A rerun takes no body and refuses one before it looks for the video.
      const body = path.endsWith('/rerun') ? null : declared
      for (const id of [
        video.id,
        'video_00000000000000000000000000000000',
        'nonsense',
        '%00',
        'video_%27--',
      ]) {
        const response = await api.call(path.replace('{video_id}', id), {
          method: method.toUpperCase(),
          headers: {
            authorization: `Bearer ${key}`,
            ...(body === null ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === null ? {} : { body: JSON.stringify({ prompt: 'x' }) }),
        })
        assert.equal(response.status, 404, `${method} ${path} with ${id}`)
      }
    }
    assert.equal((await json<{ data: unknown[] }>(await withToken(key))).data.length, 0)
    assert.equal((await json(await api.call(`/v1/videos/${video.id}`))).status, 'queued')
  })
})
