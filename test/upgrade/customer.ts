import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { ended, until, type Video } from '#test/support/processes/processes.ts'
import type { Received } from '#test/support/service/webhook-receiver.ts'

const VIDEO = {
  model: 'wan2.1-t2v-tiny',
  prompt: 'a cup of coffee',
  size: '64x64',
  num_frames: 5,
  num_inference_steps: 2,
}
const TENANT = 'studio'
/** A worker that has just started reads its models first. */
const MADE_MS = 120_000
const TOLD_MS = 60_000

/** What a customer of some version knows, and may expect of any other one. */
export interface Knowledge {
  readonly adminKey: string
  readonly key: string
  readonly webhookSecret: string
  readonly webhookUrl: string
  readonly endpoint: { readonly id: string; readonly secret: string }
  /** A finished video, its bytes, and the request that made it. */
  readonly finished: { readonly id: string; readonly sha256: string; readonly idempotencyKey: string }
  /** A video that waits for a worker. */
  readonly waiting: string
}

/** Calls an API as JSON. @throws Error with the answer unless it is 2xx */
async function call<T>(
  baseUrl: string,
  key: string,
  pathname: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<T> {
  const answer = await fetch(baseUrl + pathname, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${pathname} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

const sha256 = (bytes: ArrayBuffer): string => createHash('sha256').update(Buffer.from(bytes)).digest('hex')

async function made(baseUrl: string, key: string, id: string): Promise<string> {
  let latest: Video | undefined
  await until(
    async () => ended((latest = await call<Video>(baseUrl, key, `/v1/videos/${id}`))),
    MADE_MS,
    () => `the video did not end: ${JSON.stringify(latest)}`,
  )
  assert.equal(latest?.status, 'completed', JSON.stringify(latest?.error))
  return await contentOf(baseUrl, key, id)
}

async function contentOf(baseUrl: string, key: string, id: string): Promise<string> {
  const content = await fetch(`${baseUrl}/v1/videos/${id}/content`, {
    headers: { authorization: `Bearer ${key}` },
  })
  assert.equal(content.status, 200, `content of ${id}`)
  return sha256(await content.arrayBuffer())
}

/**
 * Becomes a customer: a tenant with a key and an endpoint, and a finished video whose webhooks
 * nobody took. An API and a worker run.
 */
export async function becomeCustomer(
  baseUrl: string,
  adminKey: string,
  webhookUrl: string,
): Promise<Omit<Knowledge, 'waiting'>> {
  const { webhook_secret: webhookSecret } = await call<{ webhook_secret: string }>(
    baseUrl,
    adminKey,
    '/admin/tenants',
    { id: TENANT, name: 'Studio' },
  )
  const scopes = ['videos:read', 'videos:write', 'webhooks:write', 'files:write']
  const { key } = await call<{ key: string }>(baseUrl, adminKey, `/admin/tenants/${TENANT}/keys`, {
    name: 'shop',
    scopes,
  })
  const endpoint = await call<{ id: string; signing_secret: string }>(baseUrl, key, '/v1/webhook_endpoints', {
    name: 'shop',
    url: webhookUrl,
    event_types: ['video.completed'],
  })
  const idempotencyKey = 'order-1'
  const { id } = await call<Video>(baseUrl, key, '/v1/videos', VIDEO, {
    'Idempotency-Key': idempotencyKey,
  })
  const finished = { id, sha256: await made(baseUrl, key, id), idempotencyKey }
  return {
    ...{ adminKey, key, webhookSecret, webhookUrl, finished },
    endpoint: { id: endpoint.id, secret: endpoint.signing_secret },
  }
}

/** Submits a video, with an address for its webhook, while no worker runs. */
export const leaveWaiting = async (
  baseUrl: string,
  { key, webhookUrl }: Omit<Knowledge, 'waiting'>,
): Promise<string> =>
  (await call<Video>(baseUrl, key, '/v1/videos', { ...VIDEO, prompt: 'a boat', webhook_url: webhookUrl })).id

/** Whatever can be read without a worker: keys, videos, files, endpoints, and repeats. */
export async function readEverything(baseUrl: string, known: Knowledge): Promise<void> {
  const { data } = await call<{ data: Video[] }>(baseUrl, known.key, '/v1/videos?limit=100')
  const ids = data.map(({ id }) => id)
  for (const id of [known.finished.id, known.waiting])
    assert.ok(ids.includes(id), `${id} is not among ${ids.join()}`)
  assert.equal(await contentOf(baseUrl, known.key, known.finished.id), known.finished.sha256)
  const repeated = await call<Video>(baseUrl, known.key, '/v1/videos', VIDEO, {
    'Idempotency-Key': known.finished.idempotencyKey,
  })
  assert.equal(repeated.id, known.finished.id, 'a repeat made another video')
  const endpoints = await call<{ data: { id: string }[] }>(baseUrl, known.key, '/v1/webhook_endpoints')
  assert.ok(endpoints.data.some(({ id }) => id === known.endpoint.id))
  const tenants = await call<{ data: { id: string }[] }>(baseUrl, known.adminKey, '/admin/tenants')
  assert.ok(tenants.data.some(({ id }) => id === TENANT))
}

/** With a worker: the video that waited is made, and so is a new one. */
export async function seeVideosMade(baseUrl: string, known: Knowledge): Promise<void> {
  await made(baseUrl, known.key, known.waiting)
  const { id } = await call<Video>(baseUrl, known.key, '/v1/videos', VIDEO)
  await made(baseUrl, known.key, id)
}

/** Waits for the webhook of a video that is signed with a secret. */
export async function hearOf(received: readonly Received[], videoId: string, secret: string): Promise<void> {
  const verifier = new Webhook(secret)
  const isIt = ({ body, headers }: Received): boolean => {
    if (!body.includes(videoId)) return false
    try {
      verifier.verify(body, headers as Record<string, string>)
      return true
    } catch {
      // One for another address, with another secret.
      return false
    }
  }
  await until(
    () => received.some(isIt),
    TOLD_MS,
    () => `no webhook of ${videoId} among ${received.map(({ body }) => body).join('\n')}`,
  )
}
