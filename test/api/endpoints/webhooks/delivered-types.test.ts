import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import type { components } from '#api/openapi.gen.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { deliverPending } from '#test/support/service/deliver-webhooks.ts'
import { json, startApi, TEXT_MODEL, type TestApi } from '#test/support/service/service.ts'
import { openWebhookReceiver, type Received } from '#test/support/service/webhook-receiver.ts'

type Schemas = components['schemas']
type Subscriber = { id: string; secret: string; received: Received[] }

let api: TestApi
let key: string
const closers: (() => Promise<void>)[] = []
before(async () => {
  api = await startApi({ models: [TEXT_MODEL] })
  key = (await issueApiKey(api.deps.db, 'types', ['videos:read', 'videos:write', 'webhooks:write'])).key
})
after(async () => {
  for (const close of closers) await close()
  await api?.close()
})

const post = (pathname: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  api.call(pathname, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function subscriber(...eventTypes: string[]): Promise<Subscriber> {
  const { url, received, close } = await openWebhookReceiver([{ status: 500 }])
  closers.push(close)
  const fields = { name: eventTypes.join(), url, event_types: eventTypes }
  const { id, signing_secret: secret } = await json<Schemas['WebhookEndpointWithSecret']>(
    await post('/v1/webhook_endpoints', fields),
  )
  return { id, secret, received }
}

const deliver = (): Promise<void> => deliverPending(api.deps)

const opened = ({ secret }: Subscriber, { body, headers }: Received): Schemas['VideoEvent'] =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as Schemas['VideoEvent']

describe('The type of a webhook', () => {
  it('A cancelled or expired video reaches each endpoint once, as the type it asked for', async () => {
    const subscribers = {
      failed: await subscriber('video.failed'),
      cancelled: await subscriber('video.cancelled'),
      both: await subscriber('video.failed', 'video.cancelled'),
      completed: await subscriber('video.completed', 'batch.completed'),
    }
    const cancelled = await json(await post('/v1/videos', { prompt: 'x' }))
    await lifecycle.cancel(api.deps, 'types', taskIdOfVideo(cancelled.id) as string)
    const expired = await json(await post('/v1/videos', { prompt: 'x' }, { 'cancel-after': '60s' }))
    api.clock.advance(61_000)
    await lifecycle.enforceDeadlines(api.deps)
    await deliver()
    await deliver()

    for (const [name, type] of [
      ['failed', 'video.failed'],
      ['cancelled', 'video.cancelled'],
      ['both', 'video.cancelled'],
    ] as const) {
      const events = subscribers[name].received.map((each) => opened(subscribers[name], each))
      assert.deepEqual(new Set(events.map((event) => event.type)), new Set([type]), name)
      assert.deepEqual(
        new Set(events.map((event) => event.data.id)),
        new Set([cancelled.id, expired.id]),
        name,
      )
      const bodies = subscribers[name].received.map(({ body }) => body)
      assert.equal(bodies.length, 3, 'two events, one of them tried twice')
      assert.equal(new Set(bodies).size, 2, 'every attempt of an event sends the same bytes')
    }
    assert.equal(subscribers.completed.received.length, 0)
    const ids = (each: Subscriber) => new Set(each.received.map(({ headers }) => headers['webhook-id']))
    assert.deepEqual(ids(subscribers.failed), ids(subscribers.cancelled))

    const attempts = await json<Schemas['WebhookAttemptList']>(
      await api.call(`/v1/webhook_endpoints/${subscribers.failed.id}/attempts`, {
        headers: { authorization: `Bearer ${key}` },
      }),
    )
    assert.deepEqual(new Set(attempts.data.map((each) => each.event_type)), new Set(['video.failed']))
  })

  it('Resending and recovering choose the type by the subscription too', async () => {
    // What came before lies in another second.
    api.clock.advance(1000)
    const sinceSeconds = Math.floor(api.clock.now().getTime() / 1000)
    const video = await json(await post('/v1/videos', { prompt: 'x' }))
    await lifecycle.cancel(api.deps, 'types', taskIdOfVideo(video.id) as string)
    await deliver()
    await deliver()
    const late = await subscriber('video.failed')
    const at = `/v1/webhook_endpoints/${late.id}`
    const recovery = await json<Schemas['WebhookRecovery']>(
      await post(`${at}/recover`, { since: sinceSeconds }),
    )
    assert.equal(recovery.deliveries, 1)
    await deliver()
    const [first] = late.received
    assert.ok(first)
    assert.deepEqual([opened(late, first).type, opened(late, first).data.id], ['video.failed', video.id])
    await post(`${at}/resend`, { event_id: first.headers['webhook-id'] })
    await deliver()
    assert.deepEqual(new Set(late.received.map(({ body }) => body)), new Set([first.body]))

    const feed = await json<Schemas['EventList']>(
      await api.call('/v1/events?limit=100', { headers: { authorization: `Bearer ${key}` } }),
    )
    const recorded = feed.data.filter((event) => event.id === first.headers['webhook-id'])
    assert.deepEqual(
      recorded.map((event) => event.type),
      ['video.cancelled'],
    )
  })
})
