import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { ended, startService, until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
}

interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[]
}

/** A collector on loopback that takes OTLP as JSON and keeps its spans, and receives webhooks. */
async function startCollector(t: TestContext) {
  const spans: Span[] = []
  const webhooks: (string | undefined)[] = []
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      if (req.url === '/v1/traces') {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Export
        for (const { scopeSpans } of body.resourceSpans)
          for (const scope of scopeSpans) spans.push(...scope.spans)
      } else webhooks.push(req.headers.traceparent as string | undefined)
      res.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeAfter(t, () => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, webhooks }
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const CALLER = '00f067aa0ba902b7'

/** The line of the log with this message that has these values. */
function lineOf(output: string, msg: string, values: Record<string, unknown>): Record<string, unknown> {
  const lines = output.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Record<string, unknown>]
    } catch {
      return []
    }
  })
  const found = lines.find(
    (line) => line['msg'] === msg && Object.entries(values).every(([key, value]) => line[key] === value),
  )
  assert.ok(found, `no line "${msg}" with ${JSON.stringify(values)}`)
  return found
}

describe('Traces', () => {
  it('One trace leads from the request of a client to the webhook, and the lines of the log carry its id', async (t) => {
    const database = await createTestDatabase()
    const collector = await startCollector(t)
    const service = await startService({
      databaseUrl: database.url,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    })
    closeAfter(t, async () => {
      await service.stop()
      await database.drop()
    })
    const { id } = await service.submit(
      { num_frames: '5', num_inference_steps: '2', webhook_url: `${collector.url}/hook` },
      { traceparent: `00-${TRACE}-${CALLER}-01`, 'x-request-id': 'from-the-proxy.7' },
    )
    assert.equal((await service.videoWhen(id, ended)).status, 'completed')
    await until(
      () => ['webhook', 'generate'].every((name) => collector.spans.some((span) => span.name === name)),
      60_000,
      () => `the collector has ${collector.spans.map((span) => span.name).join()}`,
    )
    const mine = collector.spans.filter((span) => span.traceId === TRACE)
    const named = (name: string): Span => {
      const span = mine.find((each) => each.name === name)
      assert.ok(span, `no span ${name} among ${mine.map((each) => each.name).join()}`)
      return span
    }
    const parents = Object.fromEntries(mine.map((span) => [span.name, span.parentSpanId]))
    assert.equal(named('POST').parentSpanId, CALLER)
    assert.equal(parents['create video'], named('POST').spanId)
    assert.equal(parents['queued'], named('create video').spanId)
    assert.equal(parents['generate'], named('create video').spanId)
    for (const phase of ['load', 'encode_prompt', 'denoise', 'decode', 'encode_video', 'upload'])
      assert.equal(parents[phase], named('generate').spanId, phase)
    assert.equal(parents['webhook'], named('create video').spanId)
    assert.ok(
      collector.webhooks.some((traceparent) => traceparent === `00-${TRACE}-${named('webhook').spanId}-01`),
      `webhooks carried ${collector.webhooks.join()}`,
    )

    const request = lineOf(service.api.output(), 'request', { requestId: 'from-the-proxy.7' })
    assert.equal(request['traceId'], TRACE)
    assert.equal(request['videoId'], id)
    assert.equal(request['client'], '127.0.0.1')
    assert.ok((request['bytesIn'] as number) > 1000 && (request['bytesOut'] as number) > 100)
    assert.match(String(request['keyId']), /^[0-9a-f-]{36}$/)
    const run = lineOf(service.workers[0]?.output() ?? '', 'generate', { videoId: id })
    assert.deepEqual(
      { ...run, phases: undefined, seconds: undefined, queueSeconds: undefined },
      {
        ...run,
        traceId: TRACE,
        tenantId: 'e2e',
        model: 'wan2.1-i2v-tiny',
        size: '96x64',
        frames: 5,
        steps: 2,
        outcome: 'completed',
        phases: undefined,
        seconds: undefined,
        queueSeconds: undefined,
      },
    )
    assert.ok((run['phases'] as Record<string, number>)['denoise'])
  })

  it('A collector that is away changes nothing but one line of the log', async (t) => {
    const database = await createTestDatabase()
    const port = await freeLoopbackPort()
    const startedAt = performance.now()
    const service = await startService({
      databaseUrl: database.url,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
    })
    closeAfter(t, async () => {
      await service.stop()
      await database.drop()
    })
    const { id } = await service.submit({ num_frames: '5', num_inference_steps: '1' })
    assert.equal((await service.videoWhen(id, ended)).status, 'completed')
    await until(
      () => service.api.output().includes('spans are lost'),
      60_000,
      () => 'the API said nothing of the lost spans',
    )
    const told = service.api.output().match(/spans are lost/g)?.length ?? 0
    // It is repeated each minute.
    const most = 1 + Math.floor((performance.now() - startedAt) / 60_000)
    assert.ok(told >= 1 && told <= most, `told ${told} times`)
    await until(
      async () => (await service.call('/readyz')).status === 200,
      30_000,
      () => 'the service is not ready',
    )
  })
})
