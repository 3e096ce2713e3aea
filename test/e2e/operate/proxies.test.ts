import assert from 'node:assert/strict'
import type { ClientHttp2Stream } from 'node:http2'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { ask, CADDY, NGINX, PROXY_NAME, startProxy } from '#test/support/network/proxy.ts'
import { installedProgram } from '#test/support/programs/installed.ts'
import { until } from '#test/support/processes/processes.ts'
import { photograph, serveModels, startApi } from '#test/support/service/service.ts'
import { closeAfter } from '#test/support/closing.ts'

/** Waits until a stream has brought a text. */
async function brings(stream: ClientHttp2Stream, text: string): Promise<void> {
  let seen = ''
  stream.on('data', (chunk: Buffer) => (seen += chunk.toString()))
  await until(
    () => seen.includes(text),
    20_000,
    () => `the stream brought ${JSON.stringify(seen)}`,
  )
}

describe('Proxies, as the examples set them up', () => {
  for (const proxy of [NGINX, CADDY])
    it(`${proxy.name} passes HTTP/2, an upload and events as they happen, and hides metrics`, async (t) => {
      const program = installedProgram(proxy.name)
      if (program === null) return t.skip(`${proxy.name} is not installed (${proxy.install})`)
      const api = await startApi({ env: { TRUSTED_PROXIES: '127.0.0.0/8' } })
      closeAfter(t, () => api.close())
      await serveModels(api)
      const ports = [Number(new URL(api.baseUrl).port), await freeLoopbackPort()] as const
      const session = await startProxy(t, proxy, program, ports)
      const authorization = `Bearer ${api.key}`
      assert.equal((await ask(session, { ':path': '/metrics' })).status, 404)
      assert.equal(session.alpnProtocol, 'h2')

      const form = new FormData()
      form.set('prompt', 'a cup of coffee')
      form.set('input_reference', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
      const request = new Response(form)
      const created = await ask(
        session,
        {
          ':method': 'POST',
          ':path': '/v1/videos',
          authorization,
          'content-type': request.headers.get('content-type') as string,
        },
        Buffer.from(await request.arrayBuffer()),
      )
      assert.equal(created.status, 200, created.body)
      const { id } = JSON.parse(created.body) as { id: string }

      const events = session.request({
        ':authority': PROXY_NAME,
        ':path': `/v1/videos/${id}/events`,
        authorization,
      })
      await brings(events, 'queued')
      const { id: taskId } = await api.deps.db.selectFrom('tasks').select('id').executeTakeFirstOrThrow()
      const bytes = Buffer.from('bytes')
      await sleep(200)
      await api.complete(taskId, { video: bytes, thumbnail: bytes, spritesheet: bytes })
      await brings(events, 'completed')
      events.destroy()
      const content = await ask(session, { ':path': `/v1/videos/${id}/content`, authorization })
      assert.deepEqual([content.status, content.body], [200, 'bytes'])
    })
})
