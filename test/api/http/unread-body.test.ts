import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { issueApiKey } from '#test/support/service/auth.ts'
import { startApi, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

const CHUNK = Buffer.alloc(1_000_000, 'x')
/** As HTTP's chunked coding writes it. */
const CODED = Buffer.concat([Buffer.from(`${CHUNK.length.toString(16)}\r\n`), CHUNK, Buffer.from('\r\n')])

async function open(
  headers: string,
  { path = '/v1/videos', key = api.key, body = '' }: { path?: string; key?: string; body?: string } = {},
): Promise<Socket> {
  const { port, hostname } = new URL(api.baseUrl)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n${headers}\r\n${body}`)
  return socket
}

/** The head and body of the answer, of which the head says how long the body is. */
async function answerOn(socket: Socket): Promise<string> {
  let received = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    received += String(chunk)
    const [head = '', body] = received.split('\r\n\r\n')
    if (body !== undefined && body.length >= Number(/content-length: (\d+)/i.exec(head)?.[1])) break
  }
  return received
}

const FORM = 'Content-Type: multipart/form-data; boundary=b\r\n'
const FORM_PART = Buffer.from('--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n')
const JSON_TYPE = 'Content-Type: application/json\r\n'
const CHUNKED = 'Transfer-Encoding: chunked\r\n'

describe('An answer to a request whose body has not arrived whole', () => {
  const bodies: readonly (readonly [
    string,
    number,
    string,
    readonly Buffer[],
    { path?: string; key?: string }?,
  ])[] = [
    ['announced as too large', 413, `${JSON_TYPE}Content-Length: 300000000\r\n`, [CHUNK]],
    ['a form announced as too large', 413, `${FORM}Content-Length: 300000000\r\n`, [FORM_PART, CHUNK]],
    ['JSON of unknown length that grows too large', 413, JSON_TYPE + CHUNKED, Array(29).fill(CODED)],
    [
      'a form of unknown length that grows too large',
      413,
      FORM + CHUNKED,
      [
        Buffer.from(`${FORM_PART.length.toString(16)}\r\n`),
        FORM_PART,
        Buffer.from('\r\n'),
        ...Array<Buffer>(29).fill(CODED),
      ],
    ],
    ['without valid credentials', 401, `${JSON_TYPE}Content-Length: 9000000\r\n`, [CHUNK], { key: 'x' }],
    ['at no address', 404, `${JSON_TYPE}Content-Length: 9000000\r\n`, [CHUNK], { path: '/nowhere' }],
    ['of a type that is not read', 415, 'Content-Type: text/plain\r\nContent-Length: 9000000\r\n', [CHUNK]],
  ]
  for (const [what, status, headers, parts, request] of bodies)
    it(`comes at once and says that the connection closes: ${what}`, async () => {
      const socket = await open(headers, request)
      // Nothing after this is sent, as by a client that reads while it sends.
      for (const part of parts) socket.write(part)
      const answer = await answerOn(socket)
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), answer)
      assert.match(answer, /\r\nConnection: close\r\n/i)
      assert.match(answer, /"code":"\w+"/)
      socket.destroy()
    })

  it('ends the connection when the client has sent the rest', async () => {
    const socket = await open(`${JSON_TYPE}Content-Length: 30000000\r\n`)
    const received = text(socket)
    for (let i = 0; i < 30; i++) socket.write(CHUNK)
    assert.match(await received, /^HTTP\/1\.1 413 /)
  })

  it('ends the connection of a client that sends nothing more, and of one that sends without end', async () => {
    const silent = await open(`${JSON_TYPE}Content-Length: 30000000\r\n`)
    assert.match(await text(silent), /^HTTP\/1\.1 413 /)

    const endless = await open(`${JSON_TYPE}Content-Length: 100000000000\r\n`)
    let sent = 0
    endless.on('error', () => undefined)
    endless.resume()
    const closed = once(endless, 'close').catch(() => undefined)
    let isOpen = true
    void closed.then(() => (isOpen = false))
    while (isOpen) {
      sent += CHUNK.length
      if (!endless.write(CHUNK)) await Promise.race([once(endless, 'drain').catch(() => undefined), closed])
      assert.ok(sent < 1e9, 'more than 1 GB was taken')
    }
  })

  it('reaches clients that send everything before they read', async () => {
    const form = new FormData()
    form.set('prompt', 'x')
    form.set('input_reference', new Blob(Array<Buffer>(40).fill(CHUNK)), 'a.png')
    const announced = await api.call('/v1/videos', { method: 'POST', body: form })
    assert.equal(announced.status, 413)
    assert.match(await announced.text(), /"code":"request_too_large"/)

    const socket = await open(`${JSON_TYPE}Content-Length: 60000000\r\n`)
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      Readable.from(Array<Buffer>(60).fill(CHUNK)).pipe(socket, { end: false }).on('unpipe', resolve)
    })
    assert.match(await text(socket), /^HTTP\/1\.1 413 .*"code":"request_too_large"/s)
  })

  it('keeps the connection where the body has arrived', async () => {
    const { key } = await issueApiKey(api.deps.db, 'reader', ['videos:read'])
    const socket = await open(`${JSON_TYPE}Content-Length: 2\r\n`, { key, body: '{}' })
    const answer = await answerOn(socket)
    assert.match(answer, /^HTTP\/1\.1 403 /)
    assert.doesNotMatch(answer, /connection: close/i)
    socket.destroy()
  })
})
