import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { patient } from '#test/support/load/patience.ts'
import { OutboundError } from '#core/outbound/error.ts'
import { closeAfter } from '#test/support/closing.ts'
import { fetchOptions, postOptions, client, serve, serveRaw, failure, failsWith } from './calls.ts'

describe('post', () => {
  test('A POST sends the body and headers as given and returns status, headers, excerpt and duration', async (t) => {
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

  test('A POST returns statuses of every class as answers', async (t) => {
    const base = await serve(t, (req, res) => void res.writeHead(Number(req.url?.slice(1))).end())
    const http = client(t)
    for (const status of [200, 204, 304, 400, 410, 429, 500, 502])
      assert.equal((await http.post(`${base}/${status}`, postOptions)).status, status)
  })

  test('A POST keeps the status and the start of a body that never ends, stalls or breaks off', async (t) => {
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

  test('A POST keeps the status of a compressed answer and no excerpt', async (t) => {
    const base = await serve(t, (_req, res) => void res.setHeader('content-encoding', 'br').end('??'))
    const { status, bodyExcerpt, bodyCut } = await client(t).post(base, postOptions)
    assert.deepEqual([status, bodyExcerpt, bodyCut], [200, '', true])
  })

  test('A POST ends at the headers timeout when the receiver accepts and never answers', async (t) => {
    const base = await serveRaw(t, () => {})
    const startedAt = performance.now()
    await failsWith(client(t).post(base, { ...postOptions, headersTimeoutMs: 200 }), 'timeout')
    assert.ok(performance.now() - startedAt < patient(2_000))
  })

  test('Every POST opens a connection of its own', async (t) => {
    let connections = 0
    const base = await serveRaw(t, (socket) => {
      connections++
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
    })
    const http = client(t)
    for (let i = 0; i < 3; i++) await http.post(base, postOptions)
    assert.equal(connections, 3)
  })

  test('Calls of one channel share a connection, except after a body that was not read whole', async (t) => {
    const ports: (number | undefined)[] = []
    let body: string | undefined = ''
    const url = await serve(t, (req, res) => {
      ports.push(req.socket.remotePort)
      res.writeHead(200).end(body)
    })
    const http = client(t)
    const [one, other] = [http.openChannel(), http.openChannel()]
    closeAfter(t, () => [one, other].forEach((channel) => channel.close()))
    const post = (channel: typeof one) => http.post(url, { ...postOptions, channel })
    await post(one)
    await post(one)
    body = 'x'.repeat(postOptions.maxResponseBytes * 2)
    assert.equal((await post(one)).bodyCut, true)
    body = ''
    await post(one)
    await post(other)
    const [first, second, third, fourth, fifth] = ports
    assert.deepEqual([second, third], [first, first])
    assert.notEqual(fourth, first)
    assert.notEqual(fifth, fourth)
  })

  test('A channel goes on after its host has closed a connection, and two calls at once have two', async (t) => {
    let calls = 0
    const url = await serve(t, (_req, res) => {
      calls += 1
      res.writeHead(200, calls === 2 ? { connection: 'close' } : {}).end('ok')
    })
    const http = client(t)
    const channel = http.openChannel()
    closeAfter(t, () => channel.close())
    const post = () => http.post(url, { ...postOptions, channel })
    for (let i = 0; i < 4; i++) assert.equal((await post()).bodyExcerpt, 'ok')
    const answers = await Promise.all([post(), post()])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    )
    assert.equal(calls, 6)
  })

  test('A header that cannot be sent is a programming error, not a fault of the receiver', async (t) => {
    const call = client(t).post('http://127.0.0.1:1/', { ...postOptions, headers: { x: 'a\r\nb: c' } })
    await assert.rejects(call, (err) => !(err instanceof OutboundError))
  })
})

describe('withdrawal', () => {
  test("The caller's signal ends a call as aborted", async (t) => {
    const received = Promise.withResolvers<void>()
    const base = await serveRaw(t, (socket) => void socket.once('data', () => received.resolve()))
    const stop = new AbortController()
    const call = failure(client(t).post(base, { ...postOptions, signal: stop.signal }))
    await received.promise
    stop.abort()
    assert.equal((await call).code, 'aborted')
  })

  test('A closed client ends the calls under way and starts no other', async (t) => {
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
