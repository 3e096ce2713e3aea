import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { createServer } from '#api/http/server.ts'
import { methodsAt, ROUTES } from '#api/routes.ts'
import { startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  readonly problem: () => ProblemBody
}

/** Sends bytes as they are and reads until the service closes the connection. */
async function exchange(...parts: (string | Buffer)[]): Promise<Answer> {
  const socket = connect(Number(new URL(api.baseUrl).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
  const received = await text(socket)
  const [head = '', ...rest] = received.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const body = rest.join('\r\n\r\n')
  return {
    status: Number(first.split(' ')[1]),
    headers: new Headers(lines.map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string])),
    body,
    problem: () => JSON.parse(body) as ProblemBody,
  }
}

const credentials = (): string => `Authorization: Bearer ${api.key}\r\n`
const close = 'Connection: close\r\n'

function assertClosingProblem(answer: Answer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.body)
  assert.equal(answer.headers.get('connection'), 'close')
  const { code: found, status: told, request_id: requestId, error } = answer.problem()
  assert.deepEqual([found, told, error.code], [code, status, code])
  assert.equal(requestId, answer.headers.get('x-request-id'))
}

describe('What the parser refuses', () => {
  const post = (): string =>
    `POST /v1/videos HTTP/1.1\r\nHost: x\r\n${credentials()}Content-Type: application/json\r\n`

  it('has an error body and closes the connection', async () => {
    const long = 'y'.repeat(20_000)
    assertClosingProblem(
      await exchange(`GET / HTTP/1.1\r\nHost: x\r\nX: ${long}\r\n\r\n`),
      431,
      'request_too_large',
    )
    assertClosingProblem(await exchange(`GET /${long} HTTP/1.1\r\nHost: x\r\n\r\n`), 431, 'request_too_large')
    assertClosingProblem(await exchange('GARBAGE\r\n\r\n'), 400, 'invalid_request')
    assertClosingProblem(await exchange('GET / HTTP/1.1\r\nHost: x\r\n bad\r\n\r\n'), 400, 'invalid_request')
    const chunked = `${post()}Transfer-Encoding: chunked\r\n\r\n`
    assertClosingProblem(
      await exchange(`${chunked}5;${long}\r\nhello\r\n0\r\n\r\n`),
      413,
      'request_too_large',
    )
    assertClosingProblem(await exchange(`${chunked}ZZ\r\nhello\r\n0\r\n\r\n`), 400, 'invalid_request')
    const both = `${post()}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}`
    assertClosingProblem(await exchange(both), 400, 'invalid_request')
  })

  it('is answered behind complete answers of the same connection', async () => {
    const answer = await exchange('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n', 'GARBAGE\r\n\r\n')
    assert.equal(answer.status, 200)
    assert.match(answer.body, /HTTP\/1\.1 400 /)
  })
})

describe('A connection that is idle for too long', () => {
  it('gets 503 with Retry-After while an answer is due, and is cut otherwise', async () => {
    const server = createServer((req, res) => {
      if (req.url === '/begun') res.write('a')
    })
    server.timeout = 100
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const ask = async (request: string): Promise<string> => {
      const socket = connect(port, '127.0.0.1')
      socket.write(request)
      return await text(socket)
    }
    const due = await ask('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    assert.match(due, /^HTTP\/1\.1 503 /)
    assert.match(due, /\r\nRetry-After: 5\r\n/)
    assert.match(due, /"code":"service_unavailable"/)
    assert.doesNotMatch(await ask('GET /begun HTTP/1.1\r\nHost: x\r\n\r\n'), /503/)
    assert.equal(await ask('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx'), '')
    server.close()
  })
})

describe('Host', () => {
  it('A request has exactly one', async () => {
    for (const hosts of ['Host: x\r\nHost: y\r\n', 'Host: x\r\nhost: x\r\n', '']) {
      const answer = await exchange(`GET /v1/videos HTTP/1.1\r\n${hosts}${credentials()}\r\n`)
      assertClosingProblem(answer, 400, 'invalid_request')
    }
    const old = await exchange(`GET /v1/videos HTTP/1.0\r\n${credentials()}\r\n`)
    assert.equal(old.status, 200, 'HTTP/1.0 needs none')
  })

  it('An absolute target stands for its path, in every dialect', async () => {
    for (const [target, status] of [
      ['http://elsewhere:99/v1/videos?limit=1', 200],
      ['HTTPS://elsewhere/livez', 200],
      ['http://elsewhere', 200],
      ['http://elsewhere?x=1', 200],
      ['http://elsewhere/nowhere', 404],
      ['http://elsewhere/v1/videos?limit=x', 400],
    ] as const) {
      const answer = await exchange(`GET ${target} HTTP/1.1\r\nHost: x\r\n${credentials()}${close}\r\n`)
      assert.equal(answer.status, status, `${target}: ${answer.body}`)
    }
  })
})

describe('Expect', () => {
  const post = (expect: string, version = '1.1', path = '/v1/videos') =>
    exchange(
      `POST ${path} HTTP/${version}\r\nHost: x\r\n${credentials()}${close}Expect: ${expect}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
    )

  it('An expectation that cannot be met has an error body, in every dialect', async () => {
    for (const expect of ['foo', '100-continue, foo', 'x100-continue']) {
      const answer = await post(expect)
      assertClosingProblem(answer, 417, 'invalid_request')
      assert.match(answer.body, /`100-continue`/)
    }
    const legacy = await post('foo', '1.1', '/video/submit')
    assert.equal(legacy.status, 400, 'as that service answers every wrong request')
    assert.match(legacy.body, /^\{"detail":\{"status":"Failed","reason":".*`100-continue`/)
  })

  it('An expectation of HTTP/1.0 is ignored, and 100-continue is met in any case', async () => {
    assert.equal((await post('foo', '1.0')).status, 400)
    const continued = await post('100-Continue')
    assert.equal(continued.status, 100)
    assert.match(continued.body, /^HTTP\/1\.1 400 /)
  })
})

describe('Methods', () => {
  const ALL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']

  for (const path of new Set(ROUTES.map((route) => route.path)))
    it(`Allow names exactly what ${path} takes`, async () => {
      const address = path.replaceAll(/\{\w+\}/g, 'nothing')
      const allowed = methodsAt(ROUTES, address)
      for (const method of ALL) {
        // Without credentials: a method that is taken gets 401, or an answer if it is open.
        const answer = await exchange(
          `${method} ${address} HTTP/1.1\r\nHost: x\r\n${close}Content-Length: 0\r\n\r\n`,
        )
        assert.equal(answer.status !== 405, allowed.includes(method), `${method}: ${answer.status}`)
        if (answer.status === 405)
          assert.deepEqual(answer.headers.get('allow')?.split(', ').toSorted(), allowed.toSorted())
      }
    })

  it('An address of its own is not the id of a video, with any method', async () => {
    for (const name of ['sync', 'batches', 'estimate', 'extensions', 'edits', 'characters'])
      for (const method of ['GET', 'DELETE', 'PUT']) {
        const answer = await api.call(`/v1/videos/${name}`, { method })
        assert.equal(answer.status, 405, `${method} ${name}`)
        assert.equal(answer.headers.get('allow'), 'POST')
        assert.equal(((await answer.json()) as ProblemBody).detail, `${method} is not allowed here; POST is.`)
      }
    const nested = await api.call('/v1/videos/batches/cancel', { method: 'POST' })
    if (nested.status === 405)
      assert.match(((await nested.json()) as ProblemBody).detail, /^POST is not allowed here; .+ is\.$/)
  })

  it('HEAD of a list is its GET without the body', async () => {
    const ask = (method: string): Promise<Answer> =>
      exchange(`${method} /v1/videos?limit=1 HTTP/1.1\r\nHost: x\r\n${credentials()}${close}\r\n`)
    const [get, head] = [await ask('GET'), await ask('HEAD')]
    assert.deepEqual([head.status, head.body], [200, ''])
    assert.equal(head.headers.get('content-type'), get.headers.get('content-type'))
    const wrong = await exchange(
      `HEAD /v1/videos?limit=x HTTP/1.1\r\nHost: x\r\n${credentials()}${close}\r\n`,
    )
    assert.equal(wrong.status, 400)
  })
})

describe('Bytes of JSON', () => {
  const send = (body: string | Buffer, type = 'application/json'): Promise<Response> =>
    api.call('/v1/videos', {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(Buffer.from(body as string)),
    })
  const detail = async (response: Response): Promise<string> =>
    `${response.status} ${((await response.json()) as ProblemBody).detail}`

  it('that are not UTF-8 get 400', async () => {
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf]]) {
      const body = Buffer.concat([Buffer.from('{"prompt":"'), Buffer.from(bytes), Buffer.from('"}')])
      for (const type of ['application/json', 'application/json; charset=utf-8'])
        assert.equal(await detail(await send(body, type)), '400 The body is not valid UTF-8.')
    }
    assert.notEqual((await send('{"prompt":"é 漢 😀"}')).status, 500)
  })

  it('cost little, however many names they have', async () => {
    const names = Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 1])
    const body = JSON.stringify(Object.fromEntries(names))
    await send(body)
    const before = process.cpuUsage()
    assert.match(await detail(await send(body)), /^400 /)
    const { user, system } = process.cpuUsage(before)
    // Of the client and the service together: both are this process.
    assert.ok((user + system) / 1000 < 50, `${(user + system) / 1000} ms of CPU`)
  })

  it('are refused unparsed when they have more values than the operation takes', async () => {
    const many = (count: number): string => Array.from({ length: count }, (_, i) => `"k${i}":1`).join()
    // The end is no JSON, which only a parser would notice.
    for (const body of [`{${many(50_000)}`, `{"metadata":{${many(50_000)}`, `[${'1,'.repeat(50_000)}`])
      assert.match(await detail(await send(body)), /^400 .*more than 10000 values/)
    assert.doesNotMatch(await detail(await send(`{"x":"${',:'.repeat(50_000)}","prompt`)), /values/)
    assert.doesNotMatch(await detail(await send(`{"x":"\\"${',:'.repeat(50_000)}","prompt`)), /values/)
  })
})
