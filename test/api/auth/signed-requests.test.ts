import assert from 'node:assert/strict'
import { createHash, createHmac, generateKeyPairSync, randomUUID, sign as signBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { deleteExpiredNonces } from '#core/store/request-nonces.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, photograph, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
let admin: string
before(async () => {
  api = await startApi()
  admin = (await issueApiKey(api.deps.db, 'operator', ['admin'])).key
})
after(() => api?.close())

const askAdmin = (method: string, pathname: string, body?: object): Promise<Response> =>
  api.call(pathname, {
    method,
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

interface SignedKey {
  readonly id: string
  readonly key: string
  readonly secret: Buffer
}

async function signedKey(fields: object = {}): Promise<SignedKey> {
  const { id, key } = await issueApiKey(api.deps.db, 'acme')
  const answer = await askAdmin('POST', `/admin/tenants/acme/keys/${id}/signature`, {
    algorithm: 'hmac-sha256',
    ...fields,
  })
  assert.equal(answer.status, 200)
  const { signing_secret: secret } = await json<{ signing_secret: string | null }>(answer)
  return { id, key, secret: Buffer.from(secret ?? '', 'base64') }
}

interface Signing {
  readonly method?: string
  readonly pathname?: string
  readonly body?: string
  readonly components?: readonly string[]
  readonly parameters?: Readonly<Record<string, string | number>>
  readonly sign?: (base: string) => Buffer
}

const digestOf = (body: string): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
const GET = ['@method', '@target-uri'] as const
const POST = [...GET, 'content-digest'] as const

/** Headers of a signed request; whatever the options leave out is valid. */
function signed(signer: SignedKey, o: Signing = {}): Record<string, string> {
  const { method = 'GET', pathname = '/v1/videos', body } = o
  const [location = '', query] = pathname.split('?')
  const values: Record<string, string> = {
    '@method': method,
    '@target-uri': api.baseUrl + pathname,
    '@path': location,
    '@query': `?${query ?? ''}`,
    'content-digest': digestOf(body ?? ''),
  }
  const now = Math.floor(api.clock.now().getTime() / 1000)
  const parameters = { created: now, nonce: randomUUID(), ...o.parameters }
  const components = o.components ?? (body === undefined ? GET : POST)
  const input = `(${components.map((name) => `"${name}"`).join(' ')})${Object.entries(parameters)
    .map(([name, value]) => `;${name}=${typeof value === 'string' ? `"${value}"` : value}`)
    .join('')}`
  const lines = components.map((name) => `"${name}": ${values[name]}`)
  const base = [...lines, `"@signature-params": ${input}`].join('\n')
  const sign = o.sign ?? ((text: string) => createHmac('sha256', signer.secret).update(text).digest())
  return {
    authorization: `Bearer ${signer.key}`,
    'signature-input': `sig=${input}`,
    signature: `sig=:${sign(base).toString('base64')}:`,
    ...(body === undefined ? {} : { 'content-digest': digestOf(body), 'content-type': 'application/json' }),
  }
}

async function assertRefused(response: Response, reason: RegExp): Promise<void> {
  const problem = await json<ProblemBody>(response)
  assert.deepEqual([response.status, problem.code], [401, 'signature_invalid'], problem.detail)
  assert.match(problem.detail, reason)
  assert.match(response.headers.get('www-authenticate') ?? '', /^Signature realm=/)
}

describe('API keys that sign their requests', () => {
  it('Method, address and body can be signed by a shared secret or a private key', async () => {
    const signer = await signedKey()
    assert.equal((await api.call('/v1/videos', { headers: signed(signer) })).status, 200)
    const pathname = '/v1/videos?limit=1&order=asc'
    const byParts = signed(signer, { pathname, components: ['@method', '@path', '@query'] })
    assert.equal((await api.call(pathname, { headers: byParts })).status, 200)
    const body = JSON.stringify({ prompt: 'x', model: 'c-text' })
    const headers = signed(signer, { method: 'POST', body })
    assert.equal((await api.call('/v1/videos', { method: 'POST', headers, body })).status, 200)

    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const { x } = publicKey.export({ format: 'jwk' })
    const publicSigner = await signedKey({
      algorithm: 'ed25519',
      public_key: Buffer.from(x as string, 'base64url').toString('base64'),
    })
    const sign = (base: string): Buffer => signBytes(null, Buffer.from(base), privateKey)
    const parameters = { alg: 'ed25519', keyid: publicSigner.id }
    const byKey = signed(publicSigner, { sign, parameters })
    assert.equal((await api.call('/v1/videos', { headers: byKey })).status, 200)
    const other = generateKeyPairSync('ed25519').privateKey
    const forged = signed(publicSigner, { sign: (base) => signBytes(null, Buffer.from(base), other) })
    await assertRefused(await api.call('/v1/videos', { headers: forged }), /not a signature of this request/)
  })

  it('A signed form is checked by the bytes that are sent', async () => {
    const signer = await signedKey()
    const form = new FormData()
    form.set('prompt', 'x')
    form.set('input_reference', new Blob([await photograph()], { type: 'image/jpeg' }), 'p.jpg')
    const encoded = new Response(form)
    const bytes = Buffer.from(await encoded.arrayBuffer())
    const type = encoded.headers.get('content-type') as string
    const send = (sent: Buffer): Promise<Response> => {
      const headers = signed(signer, { method: 'POST', body: bytes.toString('latin1') })
      const digest = `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`
      const input = headers['signature-input']?.slice('sig='.length) as string
      const base = [
        '"@method": POST',
        `"@target-uri": ${api.baseUrl}/v1/videos`,
        `"content-digest": ${digest}`,
        `"@signature-params": ${input}`,
      ].join('\n')
      const signature = createHmac('sha256', signer.secret).update(base).digest('base64')
      return api.call('/v1/videos', {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': type,
          'content-digest': digest,
          signature: `sig=:${signature}:`,
        },
        body: new Uint8Array(sent),
      })
    }
    assert.equal((await send(bytes)).status, 200)
    const tasks = await api.countTasks()
    const changed = Buffer.from(bytes)
    changed[bytes.indexOf('\r\n\r\nx') + 4] = 'y'.charCodeAt(0)
    await assertRefused(await send(changed), /the body does not match/)
    assert.equal(await api.countTasks(), tasks)
  })

  it('A key that requires signatures is refused without one and with an incomplete one', async () => {
    const signer = await signedKey()
    const get = (o: Signing): Promise<Response> => api.call('/v1/videos', { headers: signed(signer, o) })
    const bare = { authorization: `Bearer ${signer.key}` }
    await assertRefused(await api.call('/v1/videos', { headers: bare }), /are missing/)
    const now = Math.floor(api.clock.now().getTime() / 1000)
    for (const [o, reason] of [
      [{ components: ['@target-uri'] }, /does not cover @method/],
      [{ components: ['@method', '@path'] }, /does not cover @target-uri/],
      [{ parameters: { created: now - 302 } }, /`created` must be within 300 s/],
      [{ parameters: { created: now + 302 } }, /`created` must be within 300 s/],
      [{ parameters: { created: 'now' } }, /`created`/],
      [{ parameters: { expires: now - 1 } }, /has expired/],
      [{ parameters: { nonce: '' } }, /`nonce`/],
      [{ parameters: { nonce: 'x'.repeat(129) } }, /`nonce`/],
      [{ parameters: { nonce: 7 } }, /`nonce`/],
      [{ parameters: { alg: 'ed25519' } }, /`alg`/],
      [{ parameters: { keyid: 'another' } }, /`keyid`/],
      [{ method: 'DELETE' }, /not a signature of this request/],
      [{ pathname: '/v1/videos?limit=2' }, /not a signature of this request/],
      [{ sign: () => Buffer.alloc(32) }, /not a signature of this request/],
    ] as const)
      await assertRefused(await get(o), reason)
    assert.equal((await get({ parameters: { created: now - 295 } })).status, 200)
  })

  it('A signed request is refused when its body was changed, added, removed or not covered', async () => {
    const signer = await signedKey()
    const body = JSON.stringify({ prompt: 'x', model: 'c-text' })
    const post = (headers: Record<string, string>, sent: string | undefined): Promise<Response> =>
      api.call('/v1/videos', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        ...(sent === undefined ? {} : { body: sent }),
      })
    const tasks = await api.countTasks()
    const whole = (): Record<string, string> => signed(signer, { method: 'POST', body })
    await assertRefused(await post(whole(), body.replace('"x"', '"y"')), /the body does not match/)
    await assertRefused(await post(whole(), undefined), /the body does not match/)
    await assertRefused(await post(signed(signer, { method: 'POST' }), body), /does not cover content-digest/)
    await assertRefused(
      await post({ ...whole(), 'content-digest': digestOf('{}') }, '{}'),
      /not a signature of this request/,
    )
    assert.equal(await api.countTasks(), tasks)
    // An operation without a body does not read one, but the signature must still cover it.
    const cancel = '/v1/videos/video_0123456789abcdef0123456789abcdef/cancel'
    const headers = { ...signed(signer, { method: 'POST', pathname: cancel }), 'content-type': 'text/plain' }
    await assertRefused(await api.call(cancel, { method: 'POST', headers, body: 'x' }), /content-digest/)
  })

  it('A signed request is accepted once, even when copies arrive simultaneously', async () => {
    const signer = await signedKey()
    const headers = signed(signer)
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.call('/v1/videos', { headers })))
    assert.equal(answers.filter((each) => each.status === 200).length, 1)
    for (const each of answers) if (each.status !== 200) await assertRefused(each, /nonce was used before/)
    const nonce = 'shared'
    const [one, two] = [
      signed(signer, { parameters: { nonce } }),
      signed(await signedKey(), { parameters: { nonce } }),
    ]
    assert.equal((await api.call('/v1/videos', { headers: one })).status, 200)
    assert.equal((await api.call('/v1/videos', { headers: two })).status, 200)
    // A nonce is kept until its signature is too old, then deleted.
    const count = async (): Promise<number> =>
      (await api.deps.db.selectFrom('request_nonces').select('nonce').execute()).length
    const before = await count()
    const at = (seconds: number): Date => new Date(api.clock.now().getTime() + seconds * 1000)
    await deleteExpiredNonces(api.deps.db, at(500))
    assert.equal(await count(), before)
    await deleteExpiredNonces(api.deps.db, at(700))
    assert.equal(await count(), 0)
  })

  it('An optional signature may be absent but not wrong, until its key is removed', async () => {
    const signer = await signedKey({ signature_required: false })
    const bare = { authorization: `Bearer ${signer.key}` }
    assert.equal((await api.call('/v1/videos', { headers: bare })).status, 200)
    const wrong = signed(signer, { sign: () => Buffer.alloc(32) })
    await assertRefused(await api.call('/v1/videos', { headers: wrong }), /not a signature/)
    const shown = await json<{ data: { id: string; signature_algorithm: string }[] }>(
      await askAdmin('GET', '/admin/tenants/acme/keys'),
    )
    assert.equal(shown.data.find(({ id }) => id === signer.id)?.signature_algorithm, 'hmac-sha256')
    assert.ok(!JSON.stringify(shown).includes(signer.secret.toString('base64')))
    const off = await askAdmin('DELETE', `/admin/tenants/acme/keys/${signer.id}/signature`)
    assert.equal((await json<{ signature_algorithm: null }>(off)).signature_algorithm, null)
    assert.equal((await api.call('/v1/videos', { headers: wrong })).status, 200)
  })

  it('A missing signature is refused in the error format of a legacy service', async () => {
    const signer = await signedKey()
    const answer = await api.call('/v1/t2v/status?task_id=x', {
      headers: { authorization: `Bearer ${signer.key}` },
    })
    assert.equal(answer.status, 401)
    assert.match((await json<{ detail: string }>(answer)).detail, /signature/)
  })
})

describe('The operator’s signature settings', () => {
  it('An invalid signature setting is refused with an error that names the problem', async () => {
    const { id } = await issueApiKey(api.deps.db, 'acme')
    const at = (key: string, tenant = 'acme'): string => `/admin/tenants/${tenant}/keys/${key}/signature`
    for (const [pathname, body, code] of [
      [at(id), { algorithm: 'rsa' }, 'invalid_request'],
      [at(id), { algorithm: 'ed25519' }, 'invalid_request'],
      [at(id), { algorithm: 'ed25519', public_key: 'AAAA' }, 'invalid_request'],
      [at(id, 'operator'), { algorithm: 'hmac-sha256' }, 'api_key_not_found'],
      [at('nonsense'), { algorithm: 'hmac-sha256' }, 'api_key_not_found'],
      [at(id, 'nobody'), { algorithm: 'hmac-sha256' }, 'tenant_not_found'],
    ] as const)
      assert.equal((await json<ProblemBody>(await askAdmin('POST', pathname, body))).code, code)
  })
})
