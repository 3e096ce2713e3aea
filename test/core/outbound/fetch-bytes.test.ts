import assert from 'node:assert/strict'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { patient } from '#test/support/load/patience.ts'
import { gzipSync } from 'node:zlib'
import { type OutboundErrorCode } from '#core/outbound/error.ts'
import { closeAfter } from '#test/support/closing.ts'
import { fetchOptions, postOptions, client, listen, serve, serveRaw, failure, failsWith } from './calls.ts'

describe('fetchBytes', () => {
  test('A fetch returns bytes, status, headers and media type, and sends User-Agent and Accept', async (t) => {
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

  test('A fetch returns null as media type when the server names none', async (t) => {
    const base = await serve(t, (_req, res) => res.end('x'))
    assert.equal((await client(t).fetchBytes(base, fetchOptions)).contentType, null)
  })

  test('A fetch accepts a body of exactly the limit and refuses one byte more, with or without Content-Length', async (t) => {
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

  test('A fetch and a POST stop an endless body at the limit and close the connection', async (t) => {
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
    // The socket buffers of both sides are sent too, but no more than that.
    assert.ok(sentBytes < 40_000_000, `${sentBytes} bytes were sent`)
  })

  test('A fetch refuses a Content-Length above the limit before any byte of the body', async (t) => {
    const base = await serveRaw(t, (socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100001\r\n\r\n'))
    })
    await failsWith(client(t).fetchBytes(base, fetchOptions), 'too_large')
  })

  test('A fetch reads no more bytes than Content-Length announces, and fails when fewer arrive', async (t) => {
    const answers = ['content-length: 3\r\n\r\nabcdef', 'content-length: 30\r\n\r\nabcdef']
    const base = await serveRaw(t, (socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${answers.shift()}`))
    })
    const http = client(t)
    assert.equal((await http.fetchBytes(base, fetchOptions)).body.toString(), 'abc')
    await failsWith(http.fetchBytes(base, fetchOptions), 'bad_response')
  })

  test('A fetch refuses a compressed body, so that the limit holds for what is kept', async (t) => {
    const base = await serve(t, (_req, res) => {
      res.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(10_000_000)))
    })
    await failsWith(client(t).fetchBytes(base, fetchOptions), 'bad_response')
  })

  test('A fetch refuses any status outside 2xx and names it', async (t) => {
    const base = await serve(t, (req, res) => void res.writeHead(Number(req.url?.slice(1))).end('no'))
    for (const status of [400, 401, 403, 404, 429, 500, 503]) {
      const err = await failure(client(t).fetchBytes(`${base}/${status}`, fetchOptions))
      assert.deepEqual([err.code, err.status], ['bad_status', status])
    }
  })

  test('A fetch refuses an answer that is not HTTP, breaks off, or has an oversized header section', async (t) => {
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

  test('A closed port and a name without address are unreachable', async (t) => {
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

  test('A fetch ends at its total timeout however the answer is delayed', async (t) => {
    const dripping: Socket[] = []
    const drip = setInterval(() => dripping.forEach((socket) => socket.write('x')), 20)
    closeAfter(t, () => clearInterval(drip))
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
      assert.ok(tookMs > 200 && tookMs < patient(1_500), `took ${tookMs} ms`)
    }
  })

  test('A fetch ends at its total timeout when the resolver does not answer', async (t) => {
    const http = client(t, { lookup: () => new Promise(() => {}) })
    await failsWith(
      http.fetchBytes('http://slow.example/', { ...fetchOptions, totalTimeoutMs: 100 }),
      'timeout',
    )
    await failsWith(http.checkUrl('http://slow.example/', { timeoutMs: 100 }), 'timeout')
  })

  test('A fetch abandons a connection that is not established within the connect timeout', async (t) => {
    const base = await serveRaw(t, () => {})
    const startedAt = performance.now()
    // TCP is accepted; the TLS handshake is never answered.
    const call = client(t).fetchBytes(base.replace('http:', 'https:'), {
      ...fetchOptions,
      connectTimeoutMs: 200,
    })
    await failsWith(call, 'timeout')
    assert.ok(performance.now() - startedAt < patient(2_000))
  })
})
