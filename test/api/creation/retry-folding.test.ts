import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import OpenAI, { toFile } from 'openai'
import { taskIdOfVideo } from '#core/ids.ts'
import { registerModels } from '#core/store/models.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { json, photograph, startApi, TINY_MODEL, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
const servers: Server[] = []
before(async () => {
  api = await startApi({ models: [TINY_MODEL] })
})
after(() => api?.close())
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function listen(server: Server): Promise<string> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A proxy that loses the answers to the first `losses` requests. */
async function lossyProxy(losses: number): Promise<{ url: string; attempts: string[] }> {
  const attempts: string[] = []
  let lost = 0
  const url = await listen(
    createServer((incoming, outgoing) => {
      attempts.push(String(incoming.headers['x-stainless-retry-count']))
      const lose = lost < losses
      lost += 1
      const forwarded = request(
        api.baseUrl + incoming.url,
        { method: incoming.method ?? 'GET', headers: incoming.headers },
        (answer) => {
          if (lose) answer.resume().on('end', () => outgoing.destroy())
          else answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers))
        },
      )
      incoming.pipe(forwarded)
    }),
  )
  return { url, attempts }
}

const body = (prompt: string): string =>
  JSON.stringify({
    prompt,
    size: '64x64',
    num_frames: 5,
    input_reference: { image_url: `data:image/jpeg;base64,${photo}` },
  })
let photo = ''
before(async () => {
  photo = (await photograph()).toString('base64')
})
const attempt = (
  retryCount: number,
  text: string,
  at: TestApi = api,
  headers: Record<string, string> = {},
): Promise<Response> =>
  at.call('/v1/videos', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-stainless-retry-count': String(retryCount),
      ...headers,
    },
    body: text,
  })
const idOf = async (answer: Promise<Response>): Promise<string> => (await json(await answer)).id

describe('Retries of the official OpenAI client', () => {
  it('Retries after lost answers make one video', async () => {
    const before = await api.countTasks()
    const proxy = await lossyProxy(2)
    const client = new OpenAI({ baseURL: `${proxy.url}/v1`, apiKey: api.key, maxRetries: 2 })
    const video = await client.videos.create({
      prompt: 'lost twice',
      input_reference: await toFile(await photograph(), 'photo.jpg', { type: 'image/jpeg' }),
    })
    assert.deepEqual(proxy.attempts, ['0', '1', '2'])
    assert.equal(await api.countTasks(), before + 1)
    assert.equal((await client.videos.retrieve(video.id)).id, video.id)
  })

  it('Simultaneous equal calls with lost answers make one video each', async () => {
    const before = await api.countTasks()
    const proxy = await lossyProxy(4)
    const client = new OpenAI({ baseURL: `${proxy.url}/v1`, apiKey: api.key, maxRetries: 2 })
    const videos = await Promise.all(
      [1, 2, 3, 4].map(async () =>
        client.videos.create({
          prompt: 'four variants',
          input_reference: await toFile(await photograph(), 'photo.jpg', { type: 'image/jpeg' }),
        }),
      ),
    )
    assert.equal(new Set(videos.map((video) => video.id)).size, 4)
    assert.equal(await api.countTasks(), before + 4)
  })

  it('A retry gets the same bytes as the first answer, and marks them as repeated', async () => {
    const first = await attempt(0, body('same bytes'))
    const again = await attempt(1, body('same bytes'))
    assert.equal(await again.text(), await first.text())
    assert.equal(again.headers.get('idempotent-replayed'), 'true')
    assert.equal(again.status, 200)
  })

  it('A retry that overtakes the first attempt makes the same video', async () => {
    const held: ServerResponse[] = []
    const arrived = Promise.withResolvers<void>()
    const url = await listen(
      createServer((_request, response) => {
        held.push(response)
        if (held.length === 2) arrived.resolve()
      }),
    )
    const text = JSON.stringify({
      prompt: 'overtaken',
      size: '64x64',
      num_frames: 5,
      input_reference: { image_url: `${url}/photo.jpg` },
    })
    const before = await api.countTasks()
    const first = attempt(0, text)
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const repeat = attempt(1, text)
    await arrived.promise
    const bytes = await photograph()
    held[1]?.end(bytes)
    const id = await idOf(repeat)
    held[0]?.end(bytes)
    assert.equal(await idOf(first), id)
    assert.equal(await api.countTasks(), before + 1)
  })

  it('Retries and new calls with the same body are kept apart', async () => {
    const first = await idOf(attempt(0, body('twice on purpose')))
    const second = await idOf(attempt(0, body('twice on purpose')))
    assert.notEqual(second, first)
    assert.equal(await idOf(attempt(1, body('twice on purpose'))), first)
    assert.equal(await idOf(attempt(1, body('twice on purpose'))), second)
    assert.notEqual(await idOf(attempt(1, body('something else'))), first)
    assert.equal(await idOf(attempt(2, body('twice on purpose'))), first)
  })

  it('A retry of a refused call makes its own video beside that of an equal call', async () => {
    const empty = await startApi({ models: [] })
    try {
      assert.equal((await attempt(0, body('variants'), empty)).status, 503)
      await registerModels(empty.deps.db, [TINY_MODEL], empty.clock.now())
      const other = await idOf(attempt(0, body('variants'), empty))
      const mine = await idOf(attempt(1, body('variants'), empty))
      assert.notEqual(mine, other)
      assert.equal(await idOf(attempt(2, body('variants'), empty)), other)
    } finally {
      await empty.close()
    }
  })

  it('A retry is recognised for 15 minutes and until the video is deleted', async () => {
    const first = await idOf(attempt(0, body('late')))
    api.clock.advance(14 * 60_000)
    assert.equal(await idOf(attempt(1, body('late'))), first)
    api.clock.advance(2 * 60_000)
    assert.notEqual(await idOf(attempt(2, body('late'))), first)

    const gone = await idOf(attempt(0, body('deleted')))
    await lifecycle.deleteTask(api.deps, 'acme', taskIdOfVideo(gone) as string)
    assert.notEqual(await idOf(attempt(1, body('deleted'))), gone)
  })

  it('A retry with an Idempotency-Key is recognised by the key alone', async () => {
    const headers = { 'idempotency-key': 'explicit' }
    const first = await idOf(attempt(0, body('keyed'), api, headers))
    assert.notEqual(await idOf(attempt(1, body('keyed'))), first)
    assert.equal(await idOf(attempt(1, body('keyed'), api, headers)), first)
  })
})
