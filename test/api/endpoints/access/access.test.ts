import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { revokeApiKey } from '#core/store/api-keys.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type TestApi } from '#test/support/service/service.ts'

describe('Access', () => {
  let api: TestApi
  before(async () => {
    api = await startApi()
  })
  after(() => api?.close())

  it('A caller learns its tenant and scopes, and no more of them than its key has', async () => {
    const { key } = await issueApiKey(api.deps.db, 'reader', ['videos:read'])
    const caller = await json<object>(
      await api.call('/v1/caller', { headers: { authorization: `Bearer ${key}` } }),
    )
    assert.deepEqual(caller, {
      object: 'caller',
      tenant: { id: 'reader', name: 'reader' },
      scopes: ['videos:read'],
      credentials: 'api_key',
    })
  })

  const admin = async (): Promise<Record<string, string>> => ({
    authorization: `Bearer ${(await issueApiKey(api.deps.db, 'operator', ['admin'])).key}`,
    'content-type': 'application/json',
  })
  const makeCode = async (seconds = 900): Promise<string> => {
    const link = await json<{ url: string }>(
      await api.call('/admin/tenants/acme/sign_in_links', {
        method: 'POST',
        headers: await admin(),
        body: JSON.stringify({ scopes: ['videos:read'], expires_in_seconds: seconds }),
      }),
    )
    const [page, fragment] = link.url.split('#code=')
    assert.equal(page, `${api.baseUrl}/console`)
    return fragment as string
  }
  const redeem = (code: string): Promise<Response> =>
    api.call('/v1/sign_in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
  const callerBy = (key: string): Promise<Response> =>
    api.call('/v1/caller', { headers: { authorization: `Bearer ${key}` } })

  it('A link signs one person in, once, for 12 hours', async () => {
    const code = await makeCode()
    const answers = await Promise.all([redeem(code), redeem(code)])
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [201, 401],
    )
    const signedIn = answers.find(({ status }) => status === 201) as Response
    const { api_key: key } = await json<{ api_key: string }>(signedIn)
    const caller = await json<{ scopes: string[]; tenant: { id: string } }>(await callerBy(key))
    assert.deepEqual([caller.scopes, caller.tenant.id], [['videos:read'], 'acme'])
    api.clock.advance(12 * 3600 * 1000 + 1000)
    assert.equal((await callerBy(key)).status, 401)
  })

  it('A link that was not opened in time is refused', async () => {
    const code = await makeCode(60)
    api.clock.advance(61_000)
    assert.equal((await redeem(code)).status, 401)
  })

  it('The cookie of a media session reads files and nothing else, and ends with its key', async () => {
    const { id, key } = await issueApiKey(api.deps.db, 'acme', ['videos:read', 'videos:write'])
    const own = { authorization: `Bearer ${key}` }
    const begun = await api.call('/v1/media_session', { method: 'POST', headers: own })
    assert.equal(begun.status, 201)
    const header = begun.headers.get('set-cookie') ?? ''
    assert.match(header, /; Path=\/v1\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
    const cookie = header.split(';')[0] as string
    const withCookie = (pathname: string): Promise<Response> =>
      fetch(api.baseUrl + pathname, { headers: { cookie } })
    const video = await json<{ id: string }>(await api.createForm({ prompt: 'x' }))
    const path = `/v1/videos/${video.id}`
    // Not finished: 404 with not_ready, past the credentials.
    assert.equal((await withCookie(`${path}/content`)).status, 404)
    assert.equal((await withCookie(path)).status, 401)
    assert.equal((await withCookie('/v1/videos')).status, 401)
    await revokeApiKey(api.deps.db, 'acme', id, api.clock.now())
    assert.equal((await withCookie(`${path}/content`)).status, 401)
  })

  it('Ending a media session removes its cookie', async () => {
    const own = { authorization: `Bearer ${api.key}` }
    const begun = await api.call('/v1/media_session', { method: 'POST', headers: own })
    const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] as string
    const ended = await api.call('/v1/media_session', { method: 'DELETE', headers: { ...own, cookie } })
    assert.equal(ended.status, 204)
    assert.match(ended.headers.get('set-cookie') ?? '', /^wan_media=; .*Max-Age=0/)
    const video = await json<{ id: string }>(await api.createForm({ prompt: 'x' }))
    const left = await fetch(`${api.baseUrl}/v1/videos/${video.id}/content`, { headers: { cookie } })
    assert.equal(left.status, 401)
  })
})
