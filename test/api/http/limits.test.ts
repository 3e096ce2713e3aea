import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { json, photograph, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { patient } from '#test/support/load/patience.ts'

let api: TestApi
before(async () => {
  api = await startApi({ app: { jsonBodyTimeoutMs: 300 } })
})
after(() => api?.close())

async function openSocket(): Promise<Socket> {
  const { port, hostname } = new URL(api.baseUrl)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/**
 * Sends a byte every 100 ms until the other side disconnects; resolves to the seconds that took.
 */
async function drip(socket: Socket, byte: string): Promise<number> {
  const startedAt = performance.now()
  const timer = setInterval(() => socket.write(byte), 100)
  socket.resume()
  // A FIN and a reset both count as the end, so `once`, which rejects on errors, does not fit.
  await new Promise((resolve) => socket.on('close', resolve))
  clearInterval(timer)
  return (performance.now() - startedAt) / 1000
}

describe('Slow clients', { concurrency: true }, () => {
  it('A client that drips its headers is disconnected within 12 s while others are served', async () => {
    const sockets = await Promise.all(Array.from({ length: 50 }, openSocket))
    const ends = sockets.map((socket) => {
      socket.write('GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: ')
      return drip(socket, 'x')
    })
    assert.equal((await api.call('/v1/videos')).status, 200)
    for (const seconds of await Promise.all(ends)) assert.ok(seconds < patient(12), `${seconds} s`)
  })

  it('A client that drips a JSON body is disconnected', async () => {
    const socket = await openSocket()
    socket.write(
      `POST /v1/videos HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.key}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"prompt":"',
    )
    assert.ok((await drip(socket, 'x')) < patient(3))
  })
})

describe('Uploads', () => {
  it('Expect: 100-continue has invalid credentials refused before the upload', async () => {
    const attempt = async (authorization: string) => {
      const client = request(`${api.baseUrl}/v1/videos`, {
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/json',
          'content-length': 15,
          expect: '100-continue',
        },
      })
      let welcomed = false
      client.on('continue', () => {
        welcomed = true
        client.end('{"prompt":""}  ')
      })
      client.flushHeaders()
      const [response] = (await once(client, 'response')) as [import('node:http').IncomingMessage]
      response.resume()
      client.destroy()
      return { status: response.statusCode, welcomed }
    }
    assert.deepEqual(await attempt('Bearer nonsense'), { status: 401, welcomed: false })
    assert.deepEqual(await attempt(`Bearer ${api.key}`), { status: 400, welcomed: true })
  })

  it('An upload may have no announced length, as when the OpenAI client streams a file', async () => {
    const photo = await photograph()
    const response = await sendChunked([
      part('prompt', 'x'),
      '--b\r\nContent-Disposition: form-data; name="input_reference"; filename="p.jpg"\r\n\r\n',
      photo.subarray(0, 1000),
      photo.subarray(1000),
      '\r\n--b--\r\n',
    ])
    assert.equal(response.status, 200, await response.clone().text())
  })

  it('A form with too many bytes, parts or levels in its field names is refused', async () => {
    const filler = 'x'.repeat(5_000_000)
    const cases: [string, (string | Buffer)[], string][] = [
      ['six fields of 5 MB', [1, 2, 3, 4, 5, 6].map((n) => part(`f${n}`, filler)), 'request_too_large'],
      ['33 fields', Array.from({ length: 33 }, (_, n) => part(`f${n}`, 'x')), 'invalid_request'],
      ['deep names', [part('a[b][c][d][e]', 'x')], 'invalid_request'],
      ['a large index', [part('a[1000000]', 'x')], 'invalid_request'],
      [
        'three files',
        [1, 2, 3].map(
          (n) => `--b\r\nContent-Disposition: form-data; name="f${n}"; filename="f"\r\n\r\nx\r\n`,
        ),
        'invalid_request',
      ],
    ]
    for (const [why, parts, code] of cases) {
      const response = await sendChunked([...parts, '--b--\r\n'])
      assert.equal((await json<ProblemBody>(response)).code, code, why)
    }
    assert.equal((await api.call('/v1/videos')).status, 200)
  })

  it('An upload that is too large is refused by its announced length alone', async () => {
    const socket = await openSocket()
    socket.write(
      `POST /v1/videos HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.key}\r\n` +
        'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 200000000\r\n\r\n',
    )
    const [answer] = (await once(socket, 'data')) as [Buffer]
    assert.match(answer.toString(), /^HTTP\/1.1 413 /)
    socket.destroy()
  })

  it('A compressed body is refused', async () => {
    const response = await api.call('/v1/videos', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: 'x',
    })
    assert.equal(response.status, 415)
    assert.equal(response.headers.get('accept-encoding'), 'identity')
  })
})

const part = (name: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

async function sendChunked(parts: readonly (string | Buffer)[]): Promise<Response> {
  const body = Readable.toWeb(Readable.from(parts.map((each) => Buffer.from(each)))) as ReadableStream
  return await api.call('/v1/videos', {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body,
    duplex: 'half',
  })
}
