import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { buildApp } from 'fauxqs'
import { createMetricsServer } from '#api/metrics.ts'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import { patient } from '#test/support/load/patience.ts'
import { until } from '#test/support/processes/processes.ts'
import { openPassage, type Passage } from '#test/support/network/passage.ts'
import { json, serveModels, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { closeAfter } from '#test/support/closing.ts'

interface Readiness {
  status: string
  checks: Record<string, string>
}

let api: TestApi
let draining = false
before(async () => {
  api = await startApi({ app: { isDraining: () => draining } })
})
after(() => api?.close())

const plain = (pathname: string, init?: RequestInit): Promise<Response> =>
  api.call(pathname, {
    ...init,
    headers: { authorization: '', ...(init?.headers as Record<string, string>) },
  })

describe('Liveness', () => {
  it('/livez needs no credentials', async () => {
    const response = await plain('/livez')
    assert.equal(response.status, 200)
    assert.deepEqual(await response.json(), { status: 'ok' })
  })
})

describe('Readiness', () => {
  const worker = {
    id: randomUUID(),
    host: 'here',
    devices: ['cpu'],
    deviceClasses: ['cpu'],
    models: [],
    startedAt: new Date(),
  }

  it('/readyz needs the database and its migrations, but no live worker', async () => {
    const without = await plain('/readyz')
    assert.equal(without.status, 200)
    assert.deepEqual(await json<Readiness>(without), {
      status: 'ready',
      checks: {
        process: 'ok',
        database: 'ok',
        migrations: 'ok',
        storage: 'ok',
        clock: 'ok',
        workers: 'none is alive',
        engines: 'ok',
      },
    })
    const checks = async (): Promise<Record<string, string>> => {
      api.clock.advance(1000)
      return (await json<Readiness>(await plain('/readyz'))).checks
    }
    await recordHeartbeat(api.deps.db, { ...worker, devices: [], deviceClasses: [] }, api.clock.now())
    assert.equal((await checks())['workers'], 'none has an engine')
    await recordHeartbeat(api.deps.db, { ...worker, brokenEngines: 1 }, api.clock.now())
    assert.equal((await checks())['workers'], 'ok')
    assert.equal((await checks())['engines'], '1 of 2 cannot work')
    await recordHeartbeat(api.deps.db, worker, api.clock.now())
    assert.equal((await checks())['engines'], 'ok')
    api.clock.advance(60_000)
    assert.equal((await json<Readiness>(await plain('/readyz'))).checks['workers'], 'none is alive')
  })

  it('Probes of one second look at the database once', async () => {
    api.clock.advance(1000)
    assert.equal((await plain('/readyz')).status, 200)
    await recordHeartbeat(api.deps.db, { ...worker, brokenEngines: 1 }, api.clock.now())
    const all = await Promise.all(Array.from({ length: 20 }, () => plain('/readyz')))
    for (const each of all) assert.equal((await json<Readiness>(each)).checks['workers'], 'none is alive')
    api.clock.advance(1000)
    assert.equal((await json<Readiness>(await plain('/readyz'))).checks['workers'], 'ok')
    await deleteWorker(api.deps.db, worker.id)
    api.clock.advance(1000)
  })

  it('/readyz answers 503 while the process is stopping', async () => {
    await recordHeartbeat(api.deps.db, worker, api.clock.now())
    draining = true
    try {
      const response = await plain('/readyz')
      assert.equal(response.status, 503)
      assert.equal((await json<Readiness>(response)).checks['process'], 'stopping')
      assert.equal(response.headers.get('connection'), 'close')
    } finally {
      draining = false
      await deleteWorker(api.deps.db, worker.id)
    }
  })
})

describe('Metrics', () => {
  it('/metrics counts requests by operation and tasks by status, for this machine only', async () => {
    await api.createForm({ prompt: 'a-prompt-canary' })
    const text = await (await plain('/metrics')).text()
    assert.match(
      text,
      /wan_http_server_request_duration_seconds_count\{http_request_method="POST",http_route="\/v1\/videos",http_response_status_code="200"\} 1/,
    )
    assert.match(text, /wan_tasks\{model="a-tiny-i2v",status="queued"\} 1/)
    assert.match(text, /^wan_task_oldest_age_seconds\{model="a-tiny-i2v",status="queued"\} /m)
    assert.match(text, /^wan_build_info\{version="\d+\.\d+\.\d+",node_version="v24\.[^"]+"\} 1$/m)
    assert.match(text, /^wan_database_pool_connections\{state="idle"\} [1-9]/m)
    assert.match(text, /^wan_database_listening 1$/m)
    assert.ok(Math.abs(Number(/^wan_clock_skew_seconds (\S+)$/m.exec(text)?.[1])) < 5)
    assert.ok(!text.includes('canary') && !text.includes('acme'))
  })

  it('Addresses of webhooks that fail ten times in a row are counted as open circuits', async () => {
    const destination = (id: string, failures: number, pausedUntil: Date | null) => ({
      id,
      tenant_id: 'acme',
      holder: null,
      held_until: new Date(0),
      failures,
      failing_since: failures > 0 ? new Date() : null,
      paused_until: pausedUntil,
    })
    const later = new Date(Date.now() + 60_000)
    const before = /^wan_webhook_open_circuits (\d+)$/m.exec(await (await plain('/metrics')).text())?.[1]
    assert.equal(before, '0')
    await api.deps.db
      .insertInto('webhook_destinations')
      .values([
        destination('open', 10, later),
        destination('tried one at a time', 14, new Date(Date.now() - 1000)),
        destination('failing', 9, null),
        destination('fine', 0, null),
      ])
      .execute()
    try {
      assert.match(await (await plain('/metrics')).text(), /^wan_webhook_open_circuits 2$/m)
    } finally {
      await api.deps.db.deleteFrom('webhook_destinations').execute()
    }
  })

  const FORWARDED = [
    ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'Forwarded', 'Via', 'X-Real-IP'],
    ...['True-Client-IP', 'CF-Connecting-IP', 'X-Cluster-Client-IP', 'X-Original-URL', 'X-Varnish'],
    ...['X-Envoy-External-Address', 'CDN-Loop', 'Max-Forwards', 'X-Azure-ClientIP', 'X-NginX-Proxy'],
    ...['X-Vercel-Forwarded-For', 'X-Appengine-User-IP', 'X-Scheme', 'X-Remote-IP', 'Ngrok-Trace-Id'],
    ...['X-Request-Id', 'X-Of-A-Proxy-To-Come'],
  ]
  for (const name of FORWARDED)
    it(`/metrics is closed to what a proxy on this machine forwards (${name})`, async () => {
      assert.equal((await plain('/metrics', { headers: { [name]: '127.0.0.1' } })).status, 403)
    })

  it('/metrics is open to collectors, curl and browsers of this machine with their own headers', async () => {
    for (const headers of [
      {
        accept: 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3',
        'accept-encoding': 'gzip',
        'user-agent': 'Prometheus/3.5.0',
        'x-prometheus-scrape-timeout-seconds': '10',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
      { accept: '*/*', 'user-agent': 'curl/8.5.0' },
      { 'sec-fetch-site': 'none', 'sec-ch-ua': 'x', 'upgrade-insecure-requests': '1', cookie: 'a=b' },
    ])
      assert.equal((await plain('/metrics', { headers })).status, 200, JSON.stringify(headers))
  })

  it('/metrics is open by the names of this machine alone', async () => {
    const status = async (host: string): Promise<number | undefined> => {
      const { port } = new URL(api.baseUrl)
      const [response] = (await once(get({ port, path: '/metrics', headers: { host } }), 'response')) as [
        IncomingMessage,
      ]
      response.resume()
      return response.statusCode
    }
    for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1:1', '127.8.9.1', '[::1]', '[::1]:9'])
      assert.equal(await status(host), 200, host)
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '10.0.0.1',
      '[::2]',
    ])
      assert.equal(await status(host), 403, host)
  })

  it('A port of its own serves /metrics and nothing else, by any name and with the token where one is set', async () => {
    for (const token of [null, 'scrape-me']) {
      const config = { ...api.deps.config, metricsToken: token }
      const server = createMetricsServer({ ...api.deps, config }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      try {
        const { port } = server.address() as AddressInfo
        const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
          await fetch(`http://127.0.0.1:${port}${path}`, init)
        const headers = { authorization: 'Bearer scrape-me', 'x-forwarded-for': '203.0.113.9' }
        const told = await ask('/metrics', { headers })
        assert.equal(told.status, 200)
        assert.match(await told.text(), /wan_tasks\{model="a-tiny-i2v",status="queued"\}/)
        assert.equal((await ask('/metrics')).status, token === null ? 200 : 401)
        assert.equal(
          (await ask('/metrics', { headers: { authorization: 'Bearer x' } })).status,
          token === null ? 200 : 401,
        )
        assert.equal((await ask('/v1/videos', { headers })).status, 404)
        assert.equal((await ask('/metrics', { method: 'POST', headers })).status, 405)
      } finally {
        server.close()
        server.closeAllConnections()
      }
    }
  })

  it('/metrics demands the token in METRICS_TOKEN', async () => {
    const guarded = await startApi({ env: { METRICS_TOKEN: 'scrape-me' } })
    try {
      const status = async (authorization: string): Promise<number> =>
        (await guarded.call('/metrics', { headers: { authorization } })).status
      assert.equal(await status('Bearer scrape-me'), 200)
      assert.equal(await status('Bearer scrape'), 401)
      assert.equal(await status(''), 401)
    } finally {
      await guarded.close()
    }
  })
})

describe('Queries of addresses without parameters', () => {
  it('Parameters that mean nothing are named, also where nothing else is read', async () => {
    for (const path of ['/livez', '/readyz', '/metrics', '/docs', '/openapi.json', '/health'])
      assert.equal((await plain(`${path}?x=1&_=2`)).headers.get('x-ignored-query-parameters'), 'x, _', path)
    const link = await plain('/files/a?signature=1&expires=2&utm=3')
    assert.equal(link.headers.get('x-ignored-query-parameters'), 'utm')
    const callback = await plain('/v1/sign_in/oidc/callback?code=1&state=2&iss=3')
    assert.equal(callback.headers.get('x-ignored-query-parameters'), null)
  })
})

describe('Response headers', () => {
  it('Every answer has a request id and security headers', async () => {
    for (const pathname of ['/livez', '/v1/videos', '/nowhere', '/docs']) {
      const { headers } = await api.call(pathname)
      assert.match(headers.get('x-request-id') ?? '', /^req_[0-9a-f]{24}$/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('x-frame-options'), 'DENY')
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/)
      assert.equal(headers.get('x-powered-by'), null)
    }
  })
})

describe('X-Request-Id', () => {
  it('The id that a client or proxy gives is kept where it is plain, and replaced where it is not', async () => {
    const idFor = async (id: string): Promise<string | null> =>
      (await api.call('/livez', { headers: { 'x-request-id': id } })).headers.get('x-request-id')
    assert.equal(await idFor('01JD-proxy:7.a'), '01JD-proxy:7.a')
    for (const id of ['with space', 'x'.repeat(129), '"quoted"', '{}'])
      assert.match((await idFor(id)) ?? '', /^req_[0-9a-f]{24}$/)
  })

  it('An id with a key, a secret or a token in it is replaced, so that no log has it', async () => {
    for (const secret of [api.key, `trace-${api.key}`, 'whsec_c2VjcmV0', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln']) {
      const answer = await api.call('/livez', { headers: { 'x-request-id': secret } })
      assert.match(answer.headers.get('x-request-id') ?? '', /^req_[0-9a-f]{24}$/, secret)
    }
  })
})

describe('Outages', () => {
  it('Without its bucket the API stays ready: it reads and creates videos, and what needs a file gets 503', async (t) => {
    const s3 = buildApp({ logger: false })
    const passage = await openPassage(await s3.listen({ host: '127.0.0.1', port: 0 }))
    const api = await startApi({
      env: {
        S3_ENDPOINT: passage.url,
        S3_ACCESS_KEY_ID: 'test',
        S3_SECRET_ACCESS_KEY: 'test',
        S3_BUCKET: 'videos',
      },
    })
    closeAfter(t, async () => {
      await passage.mend()
      await api.close()
      await passage.close()
      await s3.close()
    })
    await serveModels(api)
    const done = await json(await api.create({ model: 'c-text', prompt: 'a river' }))
    const bytes = Buffer.from('bytes')
    const { id: taskId } = await api.deps.db.selectFrom('tasks').select('id').executeTakeFirstOrThrow()
    await api.complete(taskId, { video: bytes, thumbnail: bytes, spritesheet: bytes })
    assert.equal((await api.call(`/v1/videos/${done.id}/content`)).status, 200)

    await passage.cut()
    const ready = await api.call('/readyz')
    assert.equal(ready.status, 200)
    assert.equal((await json<Readiness>(ready)).checks['storage'], 'failed')
    assert.equal((await api.call(`/v1/videos/${done.id}`)).status, 200)
    assert.equal((await api.create({ model: 'c-text', prompt: 'another river' })).status, 200)
    const content = await api.call(`/v1/videos/${done.id}/content`)
    assert.equal(content.status, 503)
    assert.match(content.headers.get('retry-after') ?? '', /^\d+$/)
    await passage.mend()
    assert.equal((await api.call(`/v1/videos/${done.id}/content`)).status, 200)
  })

  it('While the database is unreachable, requests get 503 with Retry-After, and later succeed', async () => {
    let passage: Passage | undefined
    let shaken: TestApi | undefined
    try {
      shaken = await startApi({ databaseThrough: async (url) => (passage = await openPassage(url)).url })
      const { call, createForm } = shaken
      assert.equal((await call('/v1/videos')).status, 200)
      await passage?.cut()
      for (const attempt of [() => call('/v1/videos'), () => createForm({ prompt: 'x' })]) {
        const response = await attempt()
        assert.equal(response.status, 503)
        assert.equal(response.headers.get('retry-after'), '2')
        assert.equal(response.headers.get('x-should-retry'), 'true')
        assert.equal((await json<ProblemBody>(response)).code, 'service_unavailable')
      }
      assert.equal((await call('/livez')).status, 200)
      const ready = await call('/readyz')
      assert.equal(ready.status, 503)
      assert.equal((await json<Readiness>(ready)).checks['database'], 'failed')
      assert.equal((await call('/metrics')).status, 200)
      await passage?.mend()
      assert.equal((await call('/v1/videos')).status, 200)
    } finally {
      await shaken?.close()
      await passage?.cut()
    }
  })

  it('While every connection is busy, requests get 503 within 2 s, /livez answers, and later all is well', async (t) => {
    const busy = await startApi({ env: { DATABASE_POOL_SIZE: '2', DATABASE_POOL_WAIT_SECONDS: '1.5' } })
    closeAfter(t, () => busy.close())
    assert.equal((await busy.call('/v1/videos')).status, 200)
    const { promise: freed, resolve: free } = Promise.withResolvers<void>()
    let held = 0
    const holders = [1, 2].map(() =>
      busy.deps.db.transaction().execute(async (trx) => {
        await trx.selectFrom('tenants').select('id').execute()
        held += 1
        await freed
      }),
    )
    await until(
      () => held === 2,
      30_000,
      () => 'the connections were not taken',
    )
    const timed = async (path: string) => {
      const startedAt = performance.now()
      const response = await busy.call(path)
      return { status: response.status, ms: performance.now() - startedAt, response }
    }
    const [list, live] = await Promise.all([timed('/v1/videos'), timed('/livez')])
    assert.deepEqual([list.status, live.status], [503, 200])
    assert.match(list.response.headers.get('retry-after') ?? '', /^\d+$/)
    assert.ok(list.ms <= patient(2000), `503 after ${list.ms} ms`)
    free()
    await Promise.all(holders)
    assert.equal((await busy.call('/v1/videos')).status, 200)
  })

  it('An unexpected error is answered with 500 and without details', async () => {
    const broken = await startApi()
    try {
      await broken.deps.db.destroy()
      const response = await broken.call('/v1/videos')
      assert.equal(response.status, 500)
      assert.equal((await json<ProblemBody>(response)).detail, 'Something went wrong on our side')
      assert.equal(response.headers.get('x-should-retry'), 'false')
    } finally {
      await broken.close()
    }
  })
})
