import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type LookupAddress } from 'node:dns'
import {
  createServer as createTcpServer,
  isIP,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net'
import { after, before, describe, test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { OutboundError, type OutboundErrorCode } from '#core/outbound/error.ts'
import { createOutboundHttp, type OutboundHttp } from '#core/outbound/http.ts'
import { invalidUrls, ssrfVectors } from './ssrf-vectors.ts'
import { selfSignedCertificate } from './tls-certificate.ts'

type Options = Parameters<typeof createOutboundHttp>[0]

const fetchOptions = { maxBytes: 100_000, totalTimeoutMs: 5_000, connectTimeoutMs: 2_000, accept: 'image/*' }
const postOptions = {
  headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1' },
  body: '{"a":"é"}',
  totalTimeoutMs: 5_000,
  connectTimeoutMs: 2_000,
  headersTimeoutMs: 5_000,
  maxResponseBytes: 1_000,
}

function client(t: TestContext, o: Partial<Options> = {}): OutboundHttp {
  const http = createOutboundHttp({
    allowPrivate: true,
    allowedPrivateCidrs: [],
    userAgent: 'wan-test/1',
    ...o,
  })
  t.after(() => http.close())
  return http
}

const strict = { allowPrivate: false }

async function listen<S extends TcpServer>(server: S, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  const port = await listen(server)
  t.after(() => closeServer(server))
  return `http://127.0.0.1:${port}`
}

/** A server that answers each connection with raw bytes of its own making. */
async function serveRaw(t: TestContext, onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    onSocket(socket)
  })
  const port = await listen(server)
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${port}`
}

function closeServer(server: Server): void {
  server.closeAllConnections()
  server.close()
}

async function failure(promise: Promise<unknown>): Promise<OutboundError> {
  const err = await promise.then(
    () => assert.fail('the call succeeded'),
    (reason: unknown) => reason,
  )
  assert.ok(err instanceof OutboundError, `not an OutboundError: ${String(err)}`)
  return err
}

async function failsWith(promise: Promise<unknown>, code: OutboundErrorCode): Promise<void> {
  const err = await failure(promise)
  assert.equal(err.code, code, String(err.cause))
}

const addresses = (...list: string[]): LookupAddress[] =>
  list.map((address) => ({ address, family: isIP(address) || 4 }))

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

  test(`${vectorCount} ways to name a forbidden address reach nothing, by GET, POST and check`, async (t) => {
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
        assert.deepEqual([url, code], [url, 'forbidden_address'])
        assert.equal(message, 'the host of the URL is not one that this service may call')
        assert.equal(cause, undefined)
      }
    }
    assert.equal(connections, seen, 'the canary was dialled')
    // the canary is there: the same client without the rule reaches it
    const { body } = await client(t).fetchBytes(`http://127.0.0.1:${port}/`, fetchOptions)
    assert.equal(body.toString(), 'SECRET')
    assert.equal(connections, seen + 1)
  })

  test('a URL that is relative, of another scheme, too long or carries credentials is refused unresolved', async (t) => {
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

  test('a closed port of a forbidden address looks the same as an open one', async (t) => {
    const unused = createTcpServer()
    const closedPort = await listen(unused)
    unused.close()
    const http = client(t, strict)
    const [open, closed] = await Promise.all(
      [port, closedPort].map((p) => failure(http.fetchBytes(`http://127.0.0.1:${p}/`, fetchOptions))),
    )
    assert.deepEqual([open?.code, open?.message], [closed?.code, closed?.message])
  })

  test('a name is resolved once per call and the address that was judged is the one dialled', async (t) => {
    const seen = connections
    // 127.0.0.2 stands for a public address, 127.0.0.1 for what the name is pointed at after the check
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
    await failsWith(http.fetchBytes(url, fetchOptions), 'forbidden_address')
    assert.equal((await http.post(url, postOptions)).status, 200)
    await failsWith(http.post(url, postOptions), 'forbidden_address')
    assert.equal(lookups, 5)
    assert.equal(connections, seen + 2)
  })

  test('a listed network is reached, also when a name resolves into it', async (t) => {
    const lookup = (): Promise<LookupAddress[]> => Promise.resolve(addresses('127.0.0.1'))
    const http = client(t, { ...strict, allowedPrivateCidrs: ['127.0.0.1/32'], lookup })
    assert.equal((await http.fetchBytes(`http://127.0.0.1:${port}/`, fetchOptions)).status, 200)
    assert.equal((await http.post(`http://[::ffff:127.0.0.1]:${port}/`, postOptions)).status, 200)
    assert.equal((await http.post(`http://intranet.example:${port}/`, postOptions)).status, 200)
    await failsWith(http.post(`http://127.0.0.2:${port}/`, postOptions), 'forbidden_address')
  })

  test('link-local addresses stay out of reach when private ones are allowed', async (t) => {
    const http = client(t, { allowPrivate: true })
    await failsWith(http.post('http://169.254.169.254/latest/meta-data/', postOptions), 'forbidden_address')
  })

  test('no redirect is followed, whatever its status and target', async (t) => {
    const seen = connections
    const http = client(t, { ...strict, allowedPrivateCidrs: ['127.0.0.3/32'] })
    const redirecting = createServer((req, res) => {
      res.writeHead(Number(req.url?.slice(1)), { location: `http://127.0.0.1:${port}/` }).end()
    })
    const redirectPort = await listen(redirecting, '127.0.0.3')
    t.after(() => closeServer(redirecting))
    for (const status of [300, 301, 302, 303, 307, 308]) {
      const url = `http://127.0.0.3:${redirectPort}/${status}`
      const err = await failure(http.fetchBytes(url, fetchOptions))
      assert.deepEqual([err.code, err.status], ['redirect', status])
      assert.equal((await http.post(url, postOptions)).status, status)
    }
    assert.equal(connections, seen)
  })

  test('proxy variables and NODE_TLS_REJECT_UNAUTHORIZED in the environment change nothing', async () => {
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

describe('fetchBytes', () => {
  test('gives bytes, status, headers and media type, and says who asks for what', async (t) => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i & 255))
    let asked: Record<string, unknown> = {}
    const base = await serve(t, (req, res) => {
      asked = { url: req.url, ...req.headers }
      res.writeHead(203, { 'content-type': 'Image/PNG; charset=binary', 'x-a': 'b' }).end(bytes)
    })
    const answer = await client(t).fetchBytes(`${base}/a%20b?c=d#e`, fetchOptions)
    assert.deepEqual(answer.body, bytes)
    assert.deepEqual([answer.status, answer.contentType, answer.headers['x-a']], [203, 'image/png', 'b'])
    const { url, accept, connection, ...headers } = asked
    assert.deepEqual([url, accept, connection], ['/a%20b?c=d', 'image/*', 'close'])
    assert.equal(headers['user-agent'], 'wan-test/1')
    assert.equal(headers['accept-encoding'], 'identity')
  })

  test('gives null as media type when the server names none', async (t) => {
    const base = await serve(t, (_req, res) => res.end('x'))
    assert.equal((await client(t).fetchBytes(base, fetchOptions)).contentType, null)
  })

  test('takes a body of exactly the limit and refuses one byte more, with and without Content-Length', async (t) => {
    const base = await serve(t, (req, res) => {
      const bytes = Buffer.alloc(Number(req.url?.split('/')[2]))
      if (req.url?.startsWith('/chunked')) res.write(bytes.subarray(0, 1))
      res.end(req.url?.startsWith('/chunked') ? bytes.subarray(1) : bytes)
    })
    const http = client(t)
    for (const form of ['sized', 'chunked']) {
      const answer = await http.fetchBytes(`${base}/${form}/100000`, fetchOptions)
      assert.equal(answer.body.length, 100_000)
      await failsWith(http.fetchBytes(`${base}/${form}/100001`, fetchOptions), 'too_large')
    }
  })

  test('stops an endless body at the limit and closes the connection, as post does', async (t) => {
    let sentBytes = 0
    let closed = Promise.withResolvers<void>()
    const base = await serve(t, (_req, res) => {
      const chunk = Buffer.alloc(16_384, 'z')
      const pump = (): void => {
        while (!res.destroyed && res.write(chunk)) sentBytes += chunk.length
      }
      res.on('drain', pump).on('close', closed.resolve)
      pump()
    })
    const http = client(t)
    await failsWith(http.fetchBytes(base, fetchOptions), 'too_large')
    await closed.promise
    closed = Promise.withResolvers()
    const { status, bodyExcerpt, bodyCut } = await http.post(base, postOptions)
    assert.deepEqual([status, bodyExcerpt, bodyCut], [200, 'z'.repeat(1_000), true])
    await closed.promise
    // what lay in socket buffers of both sides is sent too, but no more than that
    assert.ok(sentBytes < 40_000_000, `${sentBytes} bytes were sent`)
  })

  test('refuses a Content-Length above the limit before any byte of the body', async (t) => {
    const base = await serveRaw(t, (socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100001\r\n\r\n'))
    })
    await failsWith(client(t).fetchBytes(base, fetchOptions), 'too_large')
  })

  test('takes no more bytes than Content-Length announced, and fails when fewer arrive', async (t) => {
    const answers = ['content-length: 3\r\n\r\nabcdef', 'content-length: 30\r\n\r\nabcdef']
    const base = await serveRaw(t, (socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${answers.shift()}`))
    })
    const http = client(t)
    assert.equal((await http.fetchBytes(base, fetchOptions)).body.toString(), 'abc')
    await failsWith(http.fetchBytes(base, fetchOptions), 'bad_response')
  })

  test('refuses a compressed body, so that the limit holds for what is kept', async (t) => {
    const base = await serve(t, (_req, res) => {
      res.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(10_000_000)))
    })
    await failsWith(client(t).fetchBytes(base, fetchOptions), 'bad_response')
  })

  test('refuses any status outside 2xx and tells it', async (t) => {
    const base = await serve(t, (req, res) => void res.writeHead(Number(req.url?.slice(1))).end('no'))
    for (const status of [400, 401, 403, 404, 429, 500, 503]) {
      const err = await failure(client(t).fetchBytes(`${base}/${status}`, fetchOptions))
      assert.deepEqual([err.code, err.status], ['bad_status', status])
    }
  })

  test('refuses an answer that is not HTTP, breaks off, or has an oversized header section', async (t) => {
    const answers: [string, OutboundErrorCode][] = [
      ['SSH-2.0-OpenSSH_9.2\r\n', 'bad_response'],
      ['HTTP/1.1 200 OK\r\ntransfer-enc', 'bad_response'],
      ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab', 'bad_response'],
      ['', 'bad_response'],
      [`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 'too_large'],
    ]
    let next = ''
    const base = await serveRaw(t, (socket) => void socket.once('data', () => socket.end(next)))
    const http = client(t)
    for (const [bytes, code] of answers) {
      next = bytes
      await failsWith(http.fetchBytes(base, fetchOptions), code)
    }
  })

  test('is unreachable on a closed port and for a name without address', async (t) => {
    const unused = createTcpServer()
    const port = await listen(unused)
    unused.close()
    await failsWith(client(t).fetchBytes(`http://127.0.0.1:${port}/`, fetchOptions), 'unreachable')
    const nothing = client(t, { lookup: () => Promise.resolve([]) })
    await failsWith(nothing.fetchBytes('http://gone.example/', fetchOptions), 'unreachable')
    const failing = client(t, { lookup: () => Promise.reject(new Error('ENOTFOUND')) })
    await failsWith(failing.fetchBytes('http://gone.example/', fetchOptions), 'unreachable')
    await failsWith(failing.checkUrl('http://gone.example/', { timeoutMs: 1_000 }), 'unreachable')
  })

  test('ends at the total deadline however the answer is delayed', async (t) => {
    const dripping: Socket[] = []
    const drip = setInterval(() => dripping.forEach((socket) => socket.write('x')), 20)
    t.after(() => clearInterval(drip))
    const starts = ['', 'HTTP/1.1 200 OK\r\nx: ', 'HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n']
    let next = ''
    const base = await serveRaw(t, (socket) => {
      socket.once('data', () => {
        if (next === '') return
        socket.write(next)
        dripping.push(socket)
      })
    })
    const http = client(t)
    for (const start of starts) {
      next = start
      const startedAt = performance.now()
      await failsWith(http.fetchBytes(base, { ...fetchOptions, totalTimeoutMs: 250 }), 'timeout')
      const tookMs = performance.now() - startedAt
      assert.ok(tookMs > 200 && tookMs < 1_500, `took ${tookMs} ms`)
    }
  })

  test('ends at the total deadline when the resolver does not answer', async (t) => {
    const http = client(t, { lookup: () => new Promise(() => {}) })
    await failsWith(
      http.fetchBytes('http://slow.example/', { ...fetchOptions, totalTimeoutMs: 100 }),
      'timeout',
    )
    await failsWith(http.checkUrl('http://slow.example/', { timeoutMs: 100 }), 'timeout')
  })

  test('gives up a connection that is not established within the connect timeout', async (t) => {
    const base = await serveRaw(t, () => {})
    const startedAt = performance.now()
    // TCP is accepted, the TLS handshake never answered
    const call = client(t).fetchBytes(base.replace('http:', 'https:'), {
      ...fetchOptions,
      connectTimeoutMs: 200,
    })
    await failsWith(call, 'timeout')
    assert.ok(performance.now() - startedAt < 2_000)
  })
})

function currentCertificate(dnsName: string): ReturnType<typeof selfSignedCertificate> {
  const [notBefore, notAfter] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000)) as [
    Date,
    Date,
  ]
  return selfSignedCertificate({ dnsName, notBefore, notAfter })
}

describe('TLS', () => {
  const lookup = (): Promise<LookupAddress[]> => Promise.resolve(addresses('127.0.0.1'))

  async function serveTls(t: TestContext, pair: ReturnType<typeof selfSignedCertificate>): Promise<number> {
    const server = createTlsServer({ cert: pair.certificate, key: pair.privateKey }, (_req, res) => {
      res.end('over TLS')
    })
    const port = await listen(server)
    t.after(() => closeServer(server))
    return port
  }

  test('a certificate that is trusted, current and of that host is accepted, also with a trailing dot', async (t) => {
    const pair = currentCertificate('secure.example')
    const port = await serveTls(t, pair)
    const http = client(t, { lookup, certificateAuthorities: [pair.certificate] })
    for (const host of ['secure.example', 'secure.example.', 'SECURE.example'])
      assert.equal(
        (await http.fetchBytes(`https://${host}:${port}/`, fetchOptions)).body.toString(),
        'over TLS',
      )
  })

  test('an unknown issuer, another host name and an expired certificate are refused', async (t) => {
    const unknown = currentCertificate('secure.example')
    const otherHost = currentCertificate('other.example')
    const expired = selfSignedCertificate({
      dnsName: 'secure.example',
      notBefore: new Date('2001-01-01'),
      notAfter: new Date('2002-01-01'),
    })
    const causes: [ReturnType<typeof selfSignedCertificate>, string[] | undefined, string][] = [
      [unknown, undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      [otherHost, [otherHost.certificate], 'ERR_TLS_CERT_ALTNAME_INVALID'],
      [expired, [expired.certificate], 'CERT_HAS_EXPIRED'],
    ]
    for (const [pair, certificateAuthorities, cause] of causes) {
      const port = await serveTls(t, pair)
      const http = client(t, { lookup, ...(certificateAuthorities && { certificateAuthorities }) })
      const err = await failure(http.post(`https://secure.example:${port}/`, postOptions))
      assert.deepEqual([err.code, (err.cause as { code?: string }).code], ['tls', cause])
    }
  })

  test('a server that speaks plain HTTP on that port is refused and sees no request', async (t) => {
    let requests = 0
    const base = await serve(t, (_req, res) => {
      requests++
      res.end('plain')
    })
    await failsWith(client(t).post(base.replace('http:', 'https:'), postOptions), 'tls')
    assert.equal(requests, 0)
  })
})

describe('post', () => {
  test('sends the body and headers as given and gives status, headers, excerpt and duration', async (t) => {
    let got: unknown
    const base = await serve(t, (req, res) => {
      const chunks: Buffer[] = []
      req.on('data', (chunk: Buffer) => chunks.push(chunk))
      req.on('end', () => {
        got = [
          req.method,
          req.headers['webhook-id'],
          req.headers['content-length'],
          Buffer.concat(chunks).toString(),
        ]
        res.writeHead(202, { 'retry-after': '7' }).end('thänks\0')
      })
    })
    const { durationMs, ...answer } = await client(t).post(base, postOptions)
    assert.deepEqual(got, ['POST', 'evt_1', '10', '{"a":"é"}'])
    assert.deepEqual(
      [answer.status, answer.headers['retry-after'], answer.bodyExcerpt, answer.bodyCut],
      [202, '7', 'thänks\uFFFD', false],
    )
    assert.ok(Number.isInteger(durationMs) && durationMs >= 0)
  })

  test('gives statuses of every class as answers', async (t) => {
    const base = await serve(t, (req, res) => void res.writeHead(Number(req.url?.slice(1))).end())
    const http = client(t)
    for (const status of [200, 204, 304, 400, 410, 429, 500, 502])
      assert.equal((await http.post(`${base}/${status}`, postOptions)).status, status)
  })

  test('keeps the status and the start of a body that never ends, stalls or breaks off', async (t) => {
    const sockets: ((socket: Socket) => void)[] = [
      (socket) => socket.write(`content-length: 5000\r\n\r\n${'y'.repeat(1_500)}`),
      (socket) => socket.write('content-length: 50\r\n\r\nstalled'),
      (socket) => socket.end('content-length: 50\r\n\r\nbroken'),
    ]
    const base = await serveRaw(t, (socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n')
        sockets.shift()?.(socket)
      })
    })
    const http = client(t)
    const excerpts = []
    for (let i = 0; i < 3; i++) {
      const answer = await http.post(base, { ...postOptions, totalTimeoutMs: 300 })
      assert.deepEqual([answer.status, answer.bodyCut], [200, true])
      excerpts.push(answer.bodyExcerpt)
    }
    assert.deepEqual(excerpts, ['y'.repeat(1_000), 'stalled', 'broken'])
  })

  test('keeps the status of a compressed answer and no excerpt', async (t) => {
    const base = await serve(t, (_req, res) => void res.setHeader('content-encoding', 'br').end('??'))
    const { status, bodyExcerpt, bodyCut } = await client(t).post(base, postOptions)
    assert.deepEqual([status, bodyExcerpt, bodyCut], [200, '', true])
  })

  test('ends at the headers timeout when the receiver accepts and never answers', async (t) => {
    const base = await serveRaw(t, () => {})
    const startedAt = performance.now()
    await failsWith(client(t).post(base, { ...postOptions, headersTimeoutMs: 200 }), 'timeout')
    assert.ok(performance.now() - startedAt < 2_000)
  })

  test('opens one connection per call', async (t) => {
    let connections = 0
    const base = await serveRaw(t, (socket) => {
      connections++
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
    })
    const http = client(t)
    for (let i = 0; i < 3; i++) await http.post(base, postOptions)
    assert.equal(connections, 3)
  })

  test('tells a header that cannot be sent from a fault of the receiver', async (t) => {
    const call = client(t).post('http://127.0.0.1:1/', { ...postOptions, headers: { x: 'a\r\nb: c' } })
    await assert.rejects(call, (err) => !(err instanceof OutboundError))
  })
})

describe('withdrawal', () => {
  test('a signal of the caller ends a call as aborted', async (t) => {
    const received = Promise.withResolvers<void>()
    const base = await serveRaw(t, (socket) => void socket.once('data', () => received.resolve()))
    const stop = new AbortController()
    const call = failure(client(t).post(base, { ...postOptions, signal: stop.signal }))
    await received.promise
    stop.abort()
    assert.equal((await call).code, 'aborted')
  })

  test('close ends calls under way, and no call starts after it', async (t) => {
    const received = Promise.withResolvers<Socket>()
    const base = await serveRaw(t, (socket) => void socket.once('data', () => received.resolve(socket)))
    const http = client(t)
    const call = failure(http.fetchBytes(base, fetchOptions))
    const closed = once(await received.promise, 'close')
    await http.close()
    assert.equal((await call).code, 'aborted')
    await closed
    await failsWith(http.fetchBytes(base, fetchOptions), 'aborted')
  })
})
