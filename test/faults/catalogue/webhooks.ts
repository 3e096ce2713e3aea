import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Fault } from '#test/faults/fault.ts'
import { allEnded, submitMany } from '#test/faults/scene/expectations.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { openWebhookReceiver, type Received } from '#test/support/service/webhook-receiver.ts'
import { until } from '#test/support/processes/processes.ts'

interface Endpoint {
  readonly id: string
  readonly signing_secret: string
}

async function register(scene: Scene, url: string): Promise<Endpoint> {
  const response = await scene.client.insist('/v1/webhook_endpoints', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: `faults ${randomUUID()}`, url, event_types: ['video.completed'] }),
  })
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Endpoint
}

const accepts = (secret: string, { body, headers }: Received): boolean => {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}

async function rotationInRetry(scene: Scene): Promise<string> {
  const receiver = await openWebhookReceiver([{ status: 500 }, { status: 500 }])
  const endpoint = await register(scene, receiver.url)
  try {
    const id = await scene.client.submit()
    const [before] = await receiver.waitFor(1)
    const rotated = await scene.client.insist(`/v1/webhook_endpoints/${endpoint.id}/rotate_secret`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ keep_old_secret_active_for_24_hours: true }),
    })
    const { signing_secret: fresh } = (await rotated.json()) as Endpoint
    const after = (await receiver.waitFor(3))[2] as Received
    await scene.ended(id)
    assert.ok(before && accepts(endpoint.signing_secret, before))
    assert.ok(accepts(endpoint.signing_secret, after), 'the old secret does not verify')
    assert.ok(accepts(fresh, after), 'the new secret does not verify')
    assert.equal(after.headers['webhook-id'], before.headers['webhook-id'])
    assert.equal(after.body, before.body)
    return 'the repeat carries signatures by both secrets, under the same id and with the same bytes'
  } finally {
    await scene.client.insist(`/v1/webhook_endpoints/${endpoint.id}`, { method: 'DELETE' })
    await receiver.close()
  }
}

const EVENTS = 60

async function killedDeliverers(scene: Scene): Promise<string> {
  const before = scene.receiver.received.length
  const ids = await submitMany(scene, EVENTS)
  for (const worker of scene.workers) {
    await until(
      () => scene.receiver.received.length > before + 5,
      60_000,
      () => 'no webhook came',
    )
    await worker.kill('SIGKILL')
    await worker.start()
  }
  await allEnded(scene, ids)
  await until(
    () => arrived(scene, ids).size === EVENTS,
    90_000,
    () => `${arrived(scene, ids).size} of ${EVENTS} events came`,
  )
  const doubled = scene.receiver.received.length - before - EVENTS
  return `${EVENTS} events came, ${doubled} of them twice under the same id`
}

const arrived = (scene: Scene, ids: readonly string[]): Set<string> =>
  new Set(
    scene.receiver.received
      .map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id)
      .filter((id) => ids.includes(id)),
  )

export const WEBHOOK_FAULTS: readonly Fault[] = [
  {
    id: 'F64',
    title: 'A secret is rotated between two attempts',
    fast: true,
    how: { inject: rotationInRetry },
  },
  { id: 'N7', title: 'Workers are killed while they deliver', how: { inject: killedDeliverers } },
]
