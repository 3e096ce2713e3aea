import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type LookupAddress } from 'node:dns'
import { createServer as createTcpServer } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { closeAfter } from '#test/support/closing.ts'
import { invalidUrls, ssrfVectors } from './ssrf-vectors.ts'
import { currentCertificate } from './tls-certificate.ts'
import {
  fetchOptions,
  postOptions,
  client,
  strict,
  listen,
  closeServer,
  failure,
  failsWith,
  addresses,
} from './calls.ts'

describe('forbidden targets', () => {
  let canary: Server
  let canaryV6: Server
  let port: number
  let connections = 0

  before(async () => {
    const answer: RequestListener = (_req, res) => res.end('SECRET')
    canary = createServer(answer).on('connection', () => connections++)
    canaryV6 = createServer(answer).on('connection', () => connections++)
    port = await listen(canary, '0.0.0.0')
    await new Promise<void>((resolve) => {
      canaryV6.on('error', () => resolve())
      canaryV6.listen({ port, host: '::1', ipv6Only: true }, resolve)
    })
  })

  after(() => {
    closeServer(canary)
    closeServer(canaryV6)
  })

  const vectorCount = ssrfVectors(1).length

  test(`None of ${vectorCount} ways to name a forbidden address reaches it, by GET, POST or check`, async (t) => {
    assert.ok(vectorCount >= 60)
    const seen = connections
    for (const { url, resolvesTo } of ssrfVectors(port)) {
      const http = client(t, {
        ...strict,
        ...(resolvesTo && { lookup: () => Promise.resolve(addresses(...resolvesTo)) }),
      })
      const calls = [
        http.fetchBytes(url, fetchOptions),
        http.post(url, postOptions),
        http.checkUrl(url, { timeoutMs: 2_000 }),
      ]
      for (const { code, message, cause } of await Promise.all(calls.map(failure))) {
        // A name must not tell whether the network of the service knows it.
        assert.deepEqual([url, code], [url, resolvesTo ? 'unreachable' : 'forbidden_address'])
        if (!resolvesTo) {
          assert.equal(message, 'the host of the URL is not one that this service may call')
          assert.equal(cause, undefined)
        }
      }
    }
    assert.equal(connections, seen, 'the canary was dialled')
    // The canary runs: the same client without the rule reaches it.
    const { body } = await client(t).fetchBytes(`http://127.0.0.1:${port}/`, fetchOptions)
    assert.equal(body.toString(), 'SECRET')
    assert.equal(connections, seen + 1)
  })

  test('A URL that is relative, of another scheme, too long or carries credentials is refused unresolved', async (t) => {
    const seen = connections
    const http = client(t, { lookup: () => assert.fail('a name was resolved') })
    for (const url of invalidUrls(port)) {
      const { code } = await failure(http.fetchBytes(url, fetchOptions))
      assert.deepEqual([url, code], [url, 'invalid_url'])
      await failsWith(http.post(url, postOptions), 'invalid_url')
      await failsWith(http.checkUrl(url, { timeoutMs: 2_000 }), 'invalid_url')
    }
    assert.equal(connections, seen)
  })

  test('A closed port of a forbidden address looks the same as an open one', async (t) => {
    const unused = createTcpServer()
    const closedPort = await listen(unused)
    unused.close()
    const http = client(t, strict)
    const [open, closed] = await Promise.all(
      [port, closedPort].map((p) => failure(http.fetchBytes(`http://127.0.0.1:${p}/`, fetchOptions))),
    )
    assert.deepEqual([open?.code, open?.message], [closed?.code, closed?.message])
  })

  test('A name is resolved once per call, and the address that was checked is the one dialled', async (t) => {
    const seen = connections
    // 127.0.0.2 stands for a public address, 127.0.0.1 for the target of the name after the check.
    const answers = ['127.0.0.2', '127.0.0.2', '127.0.0.1', '127.0.0.2', '127.0.0.1']
    let lookups = 0
    const http = client(t, {
      ...strict,
      allowedPrivateCidrs: ['127.0.0.2/32'],
      lookup: () => Promise.resolve(addresses(answers[lookups++] as string)),
    })
    const url = `http://rebind.example:${port}/`
    await http.checkUrl(url, { timeoutMs: 2_000 })
    assert.equal((await http.fetchBytes(url, fetchOptions)).status, 200)
    await failsWith(http.fetchBytes(url, fetchOptions), 'unreachable')
    assert.equal((await http.post(url, postOptions)).status, 200)
    await failsWith(http.post(url, postOptions), 'unreachable')
    assert.equal(lookups, 5)
    assert.equal(connections, seen + 2)
  })

  test('A name with a private address gives the answer of a name that does not exist', async (t) => {
    const missing = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    const none = client(t, { ...strict, lookup: () => Promise.reject(missing) })
    const hidden = client(t, { ...strict, lookup: () => Promise.resolve(addresses('10.0.0.7')) })
    const url = 'http://db.internal.example/'
    for (const call of [
      (http: typeof none) => http.fetchBytes(url, fetchOptions),
      (http: typeof none) => http.post(url, postOptions),
      (http: typeof none) => http.checkUrl(url, { timeoutMs: 2_000 }),
    ]) {
      const [a, b] = await Promise.all([failure(call(none)), failure(call(hidden))])
      assert.deepEqual([a.code, a.message, a.status], [b.code, b.message, b.status])
    }
  })

  test('An allowed network is reached, also when a name resolves into it', async (t) => {
    const lookup = (): Promise<LookupAddress[]> => Promise.resolve(addresses('127.0.0.1'))
    const http = client(t, { ...strict, allowedPrivateCidrs: ['127.0.0.1/32'], lookup })
    assert.equal((await http.fetchBytes(`http://127.0.0.1:${port}/`, fetchOptions)).status, 200)
    assert.equal((await http.post(`http://[::ffff:127.0.0.1]:${port}/`, postOptions)).status, 200)
    assert.equal((await http.post(`http://intranet.example:${port}/`, postOptions)).status, 200)
    await failsWith(http.post(`http://127.0.0.2:${port}/`, postOptions), 'forbidden_address')
  })

  test('Link-local addresses stay out of reach when private ones are allowed', async (t) => {
    const http = client(t, { allowPrivate: true })
    await failsWith(http.post('http://169.254.169.254/latest/meta-data/', postOptions), 'forbidden_address')
  })

  test('No redirect is followed, whatever its status and target', async (t) => {
    const seen = connections
    const http = client(t, { ...strict, allowedPrivateCidrs: ['127.0.0.3/32'] })
    const redirecting = createServer((req, res) => {
      res.writeHead(Number(req.url?.slice(1)), { location: `http://127.0.0.1:${port}/` }).end()
    })
    const redirectPort = await listen(redirecting, '127.0.0.3')
    closeAfter(t, () => closeServer(redirecting))
    for (const status of [300, 301, 302, 303, 307, 308]) {
      const url = `http://127.0.0.3:${redirectPort}/${status}`
      const err = await failure(http.fetchBytes(url, fetchOptions))
      assert.deepEqual([err.code, err.status], ['redirect', status])
      assert.equal((await http.post(url, postOptions)).status, status)
    }
    assert.equal(connections, seen)
  })

  test('Proxy variables and NODE_TLS_REJECT_UNAUTHORIZED in the environment change nothing', async () => {
    const seen = connections
    const { certificate, privateKey } = currentCertificate('secure.example')
    const tls = createTlsServer({ cert: certificate, key: privateKey }, (_req, res) => res.end('UNTRUSTED'))
    const tlsPort = await listen(tls, '127.0.0.3')
    const target = createServer((_req, res) => res.end('DIRECT'))
    const targetPort = await listen(target, '127.0.0.3')
    const script = `
      import { createOutboundHttp } from '#core/outbound/http.ts'
      const http = createOutboundHttp({ allowPrivate: false, allowedPrivateCidrs: ['127.0.0.3/32'], userAgent: 'x' })
      const o = ${JSON.stringify(fetchOptions)}
      console.log((await http.fetchBytes('http://127.0.0.3:${targetPort}/', o)).body.toString())
      console.log(await http.fetchBytes('https://127.0.0.3:${tlsPort}/', o).catch((err) => err.code))`
    const proxy = `http://127.0.0.1:${port}`
    const env = { http_proxy: proxy, HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-warnings', '--input-type=module-typescript', '--eval', script],
      { env: { ...env, NODE_USE_ENV_PROXY: '1', NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
    )
    closeServer(target)
    closeServer(tls)
    assert.equal(stdout, 'DIRECT\ntls\n')
    assert.equal(connections, seen)
  })
})
