import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { loadConfig } from '#core/config/config.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { openIssuer, type TestIssuer } from '#test/support/network/oidc-provider.ts'
import { json, startApi, type TestApi } from '#test/support/service/service.ts'

/** Follows redirects as a browser does, with a cookie jar for each origin and path. */
function browser() {
  const cookies: { origin: string; path: string; name: string; value: string }[] = []
  return async (address: string, stopAt: RegExp): Promise<string> => {
    let url = new URL(address)
    for (let hops = 0; hops < 20; hops++) {
      const { origin, pathname } = url
      const sent = cookies.filter((each) => each.origin === origin && pathname.startsWith(each.path))
      const answer = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; ') },
      })
      for (const line of answer.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split(/;\s*/)
        const [name = '', value = ''] = pair.split(/=(.*)/s)
        const path = /^path=(.*)$/i.exec(attributes.find((each) => /^path=/i.test(each)) ?? '')?.[1] ?? '/'
        const old = cookies.findIndex(
          (each) => each.origin === origin && each.name === name && each.path === path,
        )
        if (old >= 0) cookies.splice(old, 1)
        if (value !== '') cookies.push({ origin, path, name, value })
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`${url.href} answered ${answer.status}: ${await answer.text()}`)
      url = new URL(location, url)
      if (stopAt.test(url.href)) return url.href
    }
    throw new Error('too many redirects')
  }
}

describe('Signing in at an issuer of OpenID Connect', () => {
  let api: TestApi
  let issuer: TestIssuer
  let base: string
  before(async () => {
    // The tests stand in for a proxy: the address that the issuer knows is the public one.
    base = `http://127.0.0.1:${await freeLoopbackPort()}`
    issuer = await openIssuer(`${base}/v1/sign_in/oidc/callback`)
    api = await startApi({
      env: {
        PUBLIC_BASE_URL: base,
        OIDC_ISSUER: issuer.issuer,
        OIDC_CLIENT_ID: 'console',
        JWT_ADMIN_CLAIM: 'operator',
        AUTH_FAILURES_PER_MINUTE: '0',
      },
    })
  })
  after(async () => {
    await api?.close()
    await issuer?.close()
  })

  /** The public address leads to the API of the test. */
  const here = (address: string): string => address.replace(base, api.baseUrl)
  /** From the service to the issuer and back. @returns where the browser ends. */
  async function signIn(person: Record<string, unknown> | null): Promise<string> {
    issuer.person = person
    const first = await fetch(`${api.baseUrl}/v1/sign_in/oidc`, { redirect: 'manual' })
    assert.equal(first.status, 302)
    const cookie = first.headers.getSetCookie()[0] as string
    assert.match(cookie, /; Path=\/v1\/sign_in\/oidc\/callback; Max-Age=900; HttpOnly; SameSite=Lax$/)
    const back = await browser()(first.headers.get('location') as string, /sign_in\/oidc\/callback/)
    return await finish(back, cookie)
  }
  const finish = async (back: string, cookie: string): Promise<string> => {
    const last = await fetch(here(back), {
      redirect: 'manual',
      headers: { cookie: cookie.split(';')[0] as string },
    })
    assert.equal(last.status, 302)
    assert.match(last.headers.getSetCookie()[0] as string, /^wan_oidc=; .*Max-Age=0/)
    return last.headers.get('location') as string
  }
  const redeem = (address: string): Promise<Response> =>
    api.call('/v1/sign_in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: address.split('#code=')[1] }),
    })

  it('The claims of the ID token decide tenant and scopes, and the code works once', async () => {
    const methods = await json<object>(await api.call('/v1/sign_in'))
    assert.deepEqual(methods, {
      object: 'sign_in_methods',
      oidc: { issuer: issuer.issuer, url: `${base}/v1/sign_in/oidc` },
    })
    const address = await signIn({ tenant: 'studio', scopes: ['videos:read', 'other:thing', 'admin'] })
    assert.ok(address.startsWith(`${base}/console#code=`), address)
    const { api_key: key } = await json<{ api_key: string }>(await redeem(address))
    const caller = await json<{ tenant: { id: string }; scopes: string[] }>(
      await api.call('/v1/caller', { headers: { authorization: `Bearer ${key}` } }),
    )
    assert.equal(caller.tenant.id, 'studio')
    // `admin` comes from the claim of the setting, and from no other.
    assert.deepEqual(caller.scopes, ['videos:read'])
    assert.equal((await redeem(address)).status, 401)
  })

  it('The claim that the operator named makes an operator', async () => {
    const address = await signIn({ tenant: 'studio', scopes: 'videos:read', operator: true })
    const { api_key: key } = await json<{ api_key: string }>(await redeem(address))
    const caller = await json<{ scopes: string[] }>(
      await api.call('/v1/caller', { headers: { authorization: `Bearer ${key}` } }),
    )
    assert.deepEqual(caller.scopes, ['videos:read', 'admin'])
  })

  for (const [what, person, reason] of [
    ['declines', null, 'refused'],
    ['has no tenant', { scopes: 'videos:read' }, 'refused'],
    ['has no scope of this service', { tenant: 'studio', scopes: 'email' }, 'not_permitted'],
  ] as const)
    it(`A person who ${what} gets no code`, async () => {
      assert.equal(await signIn(person), `${base}/console#failed=${reason}`)
    })

  it('An answer that another browser asked for, or that was used, signs nobody in', async () => {
    issuer.person = { tenant: 'studio', scopes: 'videos:read' }
    const begin = async () => {
      const answer = await fetch(`${api.baseUrl}/v1/sign_in/oidc`, { redirect: 'manual' })
      return {
        cookie: answer.headers.getSetCookie()[0] as string,
        url: answer.headers.get('location') as string,
      }
    }
    const [mine, theirs] = [await begin(), await begin()]
    const back = await browser()(mine.url, /sign_in\/oidc\/callback/)
    assert.equal(await finish(back, theirs.cookie), `${base}/console#failed=refused`)
    assert.equal(await finish(back, 'other=1'), `${base}/console#failed=expired`)
    assert.ok((await finish(back, mine.cookie)).includes('#code='))
    assert.equal(await finish(back, mine.cookie), `${base}/console#failed=refused`)
  })

  it('The request to the issuer has PKCE, a state and a nonce of its own', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(async () => {
        const answer = await fetch(`${api.baseUrl}/v1/sign_in/oidc`, { redirect: 'manual' })
        return new URL(answer.headers.get('location') as string).searchParams
      }),
    )
    assert.ok(one !== undefined && two !== undefined)
    assert.equal(one.get('code_challenge_method'), 'S256')
    assert.equal(one.get('redirect_uri'), `${base}/v1/sign_in/oidc/callback`)
    for (const name of ['state', 'nonce', 'code_challenge']) {
      assert.ok((one.get(name)?.length ?? 0) >= 32, name)
      assert.notEqual(one.get(name), two.get(name))
    }
  })
})

describe('Without an issuer that answers', () => {
  it('There is no such way without OIDC_ISSUER', async () => {
    const api = await startApi()
    try {
      assert.deepEqual(await json(await api.call('/v1/sign_in')), { object: 'sign_in_methods', oidc: null })
      assert.equal((await api.call('/v1/sign_in/oidc', { redirect: 'manual' })).status, 404)
    } finally {
      await api.close()
    }
  })

  it('An issuer that does not answer is no fault of the person, and is asked again', async () => {
    const port = await freeLoopbackPort()
    const api = await startApi({
      env: { OIDC_ISSUER: `http://127.0.0.1:${port}`, OIDC_CLIENT_ID: 'console' },
    })
    try {
      for (let tries = 0; tries < 2; tries++) {
        const answer = await api.call('/v1/sign_in/oidc', { redirect: 'manual' })
        assert.equal(answer.status, 503)
        assert.ok(answer.headers.get('retry-after') !== null)
      }
    } finally {
      await api.close()
    }
  })

  it('Settings that cannot work are named', () => {
    for (const [env, message] of [
      [{ OIDC_ISSUER: 'https://id.example.com' }, /OIDC_CLIENT_ID must be set with OIDC_ISSUER/],
      [
        { OIDC_ISSUER: 'http://id.example.com', OIDC_CLIENT_ID: 'a' },
        /OIDC_ISSUER must begin with https:\/\//,
      ],
      [
        { OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'a', OIDC_SCOPE: 'email' },
        /OIDC_SCOPE must contain openid/,
      ],
    ] as const)
      assert.throws(() => loadConfig(env), message)
  })
})
