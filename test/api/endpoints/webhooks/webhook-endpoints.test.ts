import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { after, afterEach, before, describe, it } from 'node:test'
import OpenAI, { NotFoundError } from 'openai'
import { Webhook } from 'standardwebhooks'
import type { components } from '#api/openapi.gen.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { newSigningSeed } from '#core/webhooks/signing-keys.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import {
  json,
  startApi,
  TEXT_MODEL,
  type ProblemBody,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'
import { deliverPending } from '#test/support/service/deliver-webhooks.ts'
import { openWebhookReceiver, type Received } from '#test/support/service/webhook-receiver.ts'

type Schemas = components['schemas']
type Receiver = Awaited<ReturnType<typeof openWebhookReceiver>>

const SCOPES = ['videos:read', 'videos:write', 'webhooks:write']
let api: TestApi
let client: OpenAI
let key: string
let tenants = 0
const receivers: Receiver[] = []
before(async () => {
  api = await startApi({ models: [TEXT_MODEL] })
})
after(() => api?.close())
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close()
})

/** Switches to a new tenant, so that tests do not see each other's endpoints. */
async function asTenant(): Promise<string> {
  const tenantId = `tenant-${++tenants}`
  key = (await issueApiKey(api.deps.db, tenantId, SCOPES)).key
  client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: key, maxRetries: 0 })
  return tenantId
}

async function receiver(answers: { status: number }[] = []): Promise<Receiver> {
  const opened = await openWebhookReceiver(answers)
  receivers.push(opened)
  return opened
}

const post = (pathname: string, body: unknown, as = key): Promise<Response> =>
  api.call(pathname, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const get = async <T>(pathname: string): Promise<T> =>
  await json<T>(await api.call(pathname, { headers: { authorization: `Bearer ${key}` } }))
const endpoint = async (fields: object): Promise<Schemas['WebhookEndpointWithSecret']> =>
  await json(
    await post('/v1/webhook_endpoints', { name: 'hooks', event_types: ['video.cancelled'], ...fields }),
  )

/** Creates a video and cancels it, which is the quickest way to a webhook event. */
async function cancelled(tenantId: string, fields: object = {}): Promise<VideoBody> {
  const video = await json(await post('/v1/videos', { prompt: 'x', ...fields }))
  await lifecycle.cancel(api.deps, tenantId, taskIdOfVideo(video.id) as string)
  return video
}

const deliver = (): Promise<void> => deliverPending(api.deps)

const opened = (secret: string, { body, headers }: Received): Schemas['VideoEvent'] =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as Schemas['VideoEvent']

describe('Webhook endpoints through the official OpenAI client', () => {
  it('The OpenAI client creates, reads, lists, updates, tests and deletes endpoints', async () => {
    await asTenant()
    const { url, received } = await receiver([{ status: 418 }])
    const made = await client.webhooks.create({ name: 'mine', url, event_types: ['video.completed'] })
    assert.match(made.signing_secret, /^whsec_/)
    const { signing_secret: secret, ...shown } = made
    assert.deepEqual(await client.webhooks.retrieve(made.id), shown)
    assert.equal(made.signing_secret_hint, `whsec_…${secret.slice(-4)}`)

    api.clock.advance(2000)
    const other = await client.webhooks.create({ name: 'second', url, event_types: ['video.failed'] })
    const names: string[] = []
    for await (const each of client.webhooks.list({ limit: 1 })) names.push(each.name)
    assert.deepEqual(names, ['second', 'mine'])

    const same = await client.webhooks.update(made.id)
    assert.equal(same.updated_at, made.updated_at)
    const renamed = await client.webhooks.update(made.id, { name: 'new name' })
    assert.equal(renamed.name, 'new name')
    assert.ok((renamed.updated_at ?? 0) > (made.updated_at ?? 0))
    assert.deepEqual(renamed.event_types, ['video.completed'])

    const tested = await client.webhooks.test(made.id, { event_type: 'video.completed' })
    assert.deepEqual(tested, {
      object: 'webhook_endpoint.test',
      event_type: 'video.completed',
      status_code: 418,
      success: true,
      webhook_endpoint_id: made.id,
    })
    assert.equal(opened(secret, received[0] as Received).type, 'video.completed')
    assert.equal((await client.webhooks.retrieve(made.id)).updated_at, renamed.updated_at)

    assert.deepEqual((await client.webhooks.eventTypes.list()).data.toSorted(), [
      'batch.completed',
      'video.cancelled',
      'video.completed',
      'video.failed',
    ])
    assert.deepEqual(await client.webhooks.delete(other.id), {
      id: other.id,
      object: 'webhook_endpoint.deleted',
      deleted: true,
    })
    await assert.rejects(client.webhooks.retrieve(other.id), NotFoundError)
  })
})

describe('Webhook deliveries', () => {
  it('An event reaches every endpoint and the webhook_url under one id', async () => {
    const tenantId = await asTenant()
    const [first, second, own] = [await receiver(), await receiver(), await receiver()]
    const a = await endpoint({ url: first.url, headers: { 'X-Tenant': 'ours', Authorization: 'Basic abc' } })
    const b = await endpoint({ url: second.url })
    await endpoint({ url: first.url, event_types: ['video.completed'] })
    await endpoint({ url: first.url, disabled: true })
    const video = await cancelled(tenantId, { webhook_url: own.url })
    await deliver()
    assert.deepEqual([first.received.length, second.received.length, own.received.length], [1, 1, 1])
    const [atFirst, atSecond, atOwn] = [first, second, own].map(
      ({ received }) => received[0] as Received,
    ) as [Received, Received, Received]
    assert.equal(opened(a.signing_secret, atFirst).data.id, video.id)
    assert.equal(opened(b.signing_secret, atSecond).data.id, video.id)
    assert.throws(() => opened(a.signing_secret, atSecond))
    assert.throws(() => opened(a.signing_secret, atOwn))
    assert.equal(new Set([atFirst, atSecond, atOwn].map(({ headers }) => headers['webhook-id'])).size, 1)
    assert.equal(new Set([atFirst, atSecond, atOwn].map(({ body }) => body)).size, 1)
    assert.deepEqual(
      [atFirst.headers['x-tenant'], atFirst.headers['authorization'], atFirst.headers['content-type']],
      ['ours', 'Basic abc', 'application/json'],
    )
    assert.equal(atSecond.headers['x-tenant'], undefined)
  })

  it('A receiver can verify a delivery with the keys at the JWKS address alone', async () => {
    const signing = await startApi({ models: [TEXT_MODEL], env: { WEBHOOK_SIGNING_KEYS: newSigningSeed() } })
    try {
      const { key: own } = await issueApiKey(signing.deps.db, 'signed', SCOPES)
      const { url, received } = await receiver()
      const headers = { authorization: `Bearer ${own}`, 'content-type': 'application/json' }
      const ask = async <T>(pathname: string, body: object): Promise<T> =>
        await json<T>(await signing.call(pathname, { method: 'POST', headers, body: JSON.stringify(body) }))
      const made = { name: 'hooks', url, event_types: ['video.cancelled'] }
      const { id } = await ask<{ id: string }>('/v1/webhook_endpoints', made)
      const video = await ask<VideoBody>('/v1/videos', { prompt: 'x' })
      await lifecycle.cancel(signing.deps, 'signed', taskIdOfVideo(video.id) as string)
      await deliverPending(signing.deps)
      await ask(`/v1/webhook_endpoints/${id}/test`, { event_type: 'video.failed' })

      const keysOf = async (signer: string): Promise<Schemas['WebhookKeySet']['keys']> => {
        const answer = await signing.call(`/webhook_keys/${signer}/jwks.json`, { headers: {} })
        assert.equal(answer.headers.get('cache-control'), 'public, max-age=3600')
        return (await json<Schemas['WebhookKeySet']>(answer)).keys
      }
      const [jwk, ...others] = await keysOf(id)
      assert.deepEqual(others, [])
      assert.ok(jwk)
      assert.notDeepEqual(await keysOf('signed'), [jwk])
      const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
      assert.equal(received.length, 2)
      for (const { body, headers: got } of received) {
        const [v1, v1a] = String(got['webhook-signature']).split(' ')
        assert.match(String(v1), /^v1,/)
        const content = `${String(got['webhook-id'])}.${String(got['webhook-timestamp'])}.${body}`
        const signature = Buffer.from(String(v1a).replace(/^v1a,/, ''), 'base64')
        assert.ok(verify(null, Buffer.from(content), publicKey, signature))
      }
    } finally {
      await signing.close()
    }
    assert.deepEqual(await json(await api.call('/webhook_keys/x/jwks.json')), { keys: [] })
  })

  it('A rotation that keeps the old secret signs with both secrets for 24 hours', async () => {
    const tenantId = await asTenant()
    const { url, received } = await receiver()
    const made = await endpoint({ url })
    const rotated = await client.webhooks.rotateSecret(made.id, { keep_old_secret_active_for_24_hours: true })
    await cancelled(tenantId)
    await deliver()
    const both = received[0] as Received
    assert.equal(String(both.headers['webhook-signature']).split(' ').length, 2)
    assert.ok(opened(made.signing_secret, both))
    assert.ok(opened(rotated.signing_secret, both))

    const again = await client.webhooks.rotateSecret(made.id)
    await cancelled(tenantId)
    await deliver()
    assert.ok(opened(again.signing_secret, received[1] as Received))
    assert.throws(() => opened(rotated.signing_secret, received[1] as Received))

    await client.webhooks.rotateSecret(made.id, { keep_old_secret_active_for_24_hours: true })
    const later = { ...api.deps, clock: { now: () => new Date(api.clock.now().getTime() + 86_401_000) } }
    await cancelled(tenantId)
    await deliverPending(later)
    assert.equal(String(received[2]?.headers['webhook-signature']).split(' ').length, 1)
  })

  it('A 410 disables an endpoint, which can recover missed events once enabled', async () => {
    const tenantId = await asTenant()
    // Two attempts may be under way when the first answer comes.
    const { url, received } = await receiver([{ status: 410 }, { status: 410 }])
    const { id } = await endpoint({ url })
    const sinceSeconds = Math.floor(api.clock.now().getTime() / 1000) - 1
    const videos = [await cancelled(tenantId), await cancelled(tenantId), await cancelled(tenantId)]
    await deliver()
    const atFirst = received.length
    assert.ok(atFirst <= 2, 'what waits for it ends too')
    videos.push(await cancelled(tenantId))
    await deliver()
    const gone = await get<Schemas['WebhookEndpoint']>(`/v1/webhook_endpoints/${id}`)
    assert.deepEqual([gone.disabled, gone.disabled_reason], [true, 'gone'])

    const recover = () => post(`/v1/webhook_endpoints/${id}/recover`, { since: sinceSeconds })
    const refused = await recover()
    assert.equal(refused.status, 409)
    assert.equal(refused.headers.get('x-should-retry'), 'false')
    await post(`/v1/webhook_endpoints/${id}`, { disabled: false })
    const recovery = await json<Schemas['WebhookRecovery']>(await recover())
    assert.deepEqual([recovery.deliveries, recovery.has_more], [4, false])
    assert.equal((await json<Schemas['WebhookRecovery']>(await recover())).deliveries, 0)
    await deliver()
    const told = received
      .slice(atFirst)
      .map(({ body }) => (JSON.parse(body) as Schemas['VideoEvent']).data.id)
    assert.deepEqual(told.toSorted(), videos.map((video) => video.id).toSorted())
    assert.equal((await json<Schemas['WebhookRecovery']>(await recover())).deliveries, 0)
    const early = await post(`/v1/webhook_endpoints/${id}/recover`, {
      since: sinceSeconds + 600,
    })
    assert.equal((await json<Schemas['WebhookRecovery']>(early)).deliveries, 0)
  })

  it('Attempts are listed by endpoint and by video, and an event can be sent again', async () => {
    const tenantId = await asTenant()
    const { url, received } = await receiver([{ status: 500 }])
    const { id } = await endpoint({ url })
    const video = await cancelled(tenantId, { webhook_url: url })
    await deliver()
    await deliver()
    const path = `/v1/webhook_endpoints/${id}/attempts`
    const ofVideo = await get<Schemas['WebhookAttemptList']>(`/v1/videos/${video.id}/webhook_attempts`)
    assert.deepEqual(ofVideo.data.map((each) => String(each.status_code)).toSorted(), ['200', '200', '500'])
    assert.deepEqual(new Set(ofVideo.data.map((each) => each.webhook_endpoint_id)), new Set([null, id]))
    const [first] = (await get<Schemas['WebhookAttemptList']>(path)).data
    assert.ok(first)
    assert.deepEqual(
      [first.event_type, first.video_id, first.event_id, first.delivery_status],
      ['video.cancelled', video.id, received[0]?.headers['webhook-id'], 'delivered'],
    )

    const before = received.length
    const resend = (eventId: string) => post(`/v1/webhook_endpoints/${id}/resend`, { event_id: eventId })
    assert.equal((await resend(first.event_id)).status, 202)
    await deliver()
    assert.equal(received.length, before + 1)
    assert.equal(received.at(-1)?.headers['webhook-id'], first.event_id)
    assert.equal(received.at(-1)?.body, received[0]?.body)
    const unknown = await resend('evt_nothing')
    assert.equal(unknown.status, 404)
    assert.equal((await json<ProblemBody>(unknown)).code, 'event_not_found')

    const all = (await get<Schemas['WebhookAttemptList']>(path)).data.map((each) => each.id)
    const pages: string[] = []
    for (let page = await get<Schemas['WebhookAttemptList']>(`${path}?limit=1`); ;) {
      pages.push(...page.data.map((each) => each.id))
      if (!page.has_more) break
      page = await get<Schemas['WebhookAttemptList']>(`${path}?limit=1&after=${page.last_id}`)
    }
    assert.deepEqual(pages, all)
  })

  it('A test that succeeds, a resend, a recovery and a new address end the pause after failures', async () => {
    const tenantId = await asTenant()
    const answers: { status: number }[] = []
    const { url, received } = await receiver(answers)
    const { id } = await endpoint({ url })
    await cancelled(tenantId)
    await deliver()
    const eventId = received[0]?.headers['webhook-id']
    const pausedUntil = new Date(api.clock.now().getTime() + 300_000)
    const isPausedAfter = async (pathname: string, body: object): Promise<boolean> => {
      const destinations = api.deps.db.updateTable('webhook_destinations').where('id', '=', id)
      await destinations.set({ failures: 10, paused_until: pausedUntil }).execute()
      assert.ok((await post(`/v1/webhook_endpoints/${id}${pathname}`, body)).ok)
      const row = await api.deps.db
        .selectFrom('webhook_destinations')
        .select('paused_until')
        .where('id', '=', id)
        .executeTakeFirst()
      return row?.paused_until?.getTime() === pausedUntil.getTime()
    }
    assert.equal(await isPausedAfter('', { name: 'another name' }), true)
    answers.push({ status: 500 })
    assert.equal(await isPausedAfter('/test', { event_type: 'video.failed' }), true)
    assert.equal(await isPausedAfter('/test', { event_type: 'video.failed' }), false)
    assert.equal(await isPausedAfter('/resend', { event_id: eventId }), false)
    assert.equal(await isPausedAfter('/recover', { since: 0 }), false)
    assert.equal(await isPausedAfter('', { disabled: false }), false)
    assert.equal(await isPausedAfter('', { url: `${url}2` }), false)
  })

  it('Deleting an endpoint stops its pending deliveries', async () => {
    const tenantId = await asTenant()
    const { url, received } = await receiver([{ status: 500 }])
    const { id } = await endpoint({ url })
    await cancelled(tenantId)
    await deliver()
    await client.webhooks.delete(id)
    await deliver()
    assert.equal(received.length, 1)
  })
})

describe('Webhook endpoints', () => {
  it('An endpoint with an invalid address, event type, header or name is refused', async () => {
    const strict = await startApi({ models: [TEXT_MODEL], env: { OUTBOUND_ALLOW_PRIVATE: 'false' } })
    try {
      const { key: strictKey } = await issueApiKey(strict.deps.db, 'strict', SCOPES)
      const good = { name: 'x', url: 'https://1.1.1.1/hook', event_types: ['video.completed'] }
      const cases: [object, string, string][] = [
        [{ url: 'http://127.0.0.1/hook' }, 'webhook_url_invalid', 'url'],
        [{ url: 'ftp://example.com' }, 'webhook_url_invalid', 'url'],
        [{ event_types: ['batch.sent'] }, 'invalid_request', 'event_types'],
        [{ event_types: [] }, 'invalid_request', 'event_types'],
        [{ headers: { Host: 'x' } }, 'invalid_request', 'headers'],
        [{ headers: { 'webhook-signature': 'x' } }, 'invalid_request', 'headers'],
        [{ headers: { 'X-A': 'a\r\nb: c' } }, 'invalid_request', 'headers'],
        [{ headers: { 'X-A': '1', 'x-a': '2' } }, 'invalid_request', 'headers'],
        [{ name: '' }, 'invalid_request', 'name'],
      ]
      for (const [fields, code, param] of cases) {
        const response = await strict.call('/v1/webhook_endpoints', {
          method: 'POST',
          headers: { authorization: `Bearer ${strictKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ ...good, ...fields }),
        })
        const problem = await json<ProblemBody>(response)
        assert.deepEqual(
          [response.status, problem.code, problem.error.param],
          [400, code, param],
          JSON.stringify(fields),
        )
      }
    } finally {
      await strict.close()
    }
  })

  it('An endpoint is hidden from other tenants and needs the scope webhooks:write', async () => {
    await asTenant()
    const { url } = await receiver()
    const { id } = await endpoint({ url })
    await asTenant()
    const at = `/v1/webhook_endpoints/${id}`
    const init = { headers: { authorization: `Bearer ${key}` } }
    for (const response of [
      await api.call(at, init),
      await api.call(`${at}/attempts`, init),
      await api.call(at, { ...init, method: 'DELETE' }),
      await post(at, { name: 'mine now' }),
      await post(`${at}/rotate_secret`, {}),
      await post(`${at}/test`, { event_type: 'video.failed' }),
      await post(`${at}/resend`, { event_id: 'evt_1' }),
      await post(`${at}/recover`, { since: 0 }),
    ]) {
      assert.equal(response.status, 404)
      assert.equal((await json<ProblemBody>(response)).code, 'webhook_endpoint_not_found')
    }
    const { key: reader } = await issueApiKey(api.deps.db, 'reader', ['videos:read', 'videos:write'])
    assert.equal((await post('/v1/webhook_endpoints', {}, reader)).status, 403)
  })

  it('Testing an unreachable endpoint is answered with webhook_unreachable', async () => {
    await asTenant()
    const closed = await openWebhookReceiver()
    await closed.close()
    const { id } = await endpoint({ url: closed.url })
    const response = await post(`/v1/webhook_endpoints/${id}/test`, {
      event_type: 'video.failed',
    })
    assert.equal(response.status, 400)
    assert.equal((await json<ProblemBody>(response)).code, 'webhook_unreachable')
  })
})
