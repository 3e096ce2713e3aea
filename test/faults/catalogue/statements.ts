import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Fault } from '#test/faults/fault.ts'
import { allEnded, photograph, submitMany } from '#test/faults/scene/expectations.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import type { Video } from '#test/support/processes/processes.ts'

const BATCH_ITEMS = 3

/** Insists on an answer of 200 to what a customer may ask, at both APIs. */
async function asked(scene: Scene, method: string, pathname: string, body?: object | FormData) {
  const isForm = body instanceof FormData
  const response = await scene.client.insist(pathname, {
    method,
    headers: {
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  // What a lost answer said may have happened.
  const isGone = method === 'DELETE' && response.status === 404
  assert.ok(response.ok || isGone, `${method} ${pathname} was answered ${response.status}: ${text}`)
  return JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>
}

async function batch(scene: Scene): Promise<string[]> {
  const item = (): object => ({
    model: scene.client.model,
    prompt: `${scene.ledger.canary} ${randomUUID()}`,
    webhook_url: scene.receiver.url,
  })
  const items = Array.from({ length: BATCH_ITEMS }, item)
  const made = await asked(scene, 'POST', '/v1/videos/batches', { items })
  const ids = (made['items'] as { video_id: string }[]).map((each) => each.video_id)
  for (const id of ids) scene.ledger.accepted.set(id, { hasWebhook: true })
  await asked(scene, 'GET', `/v1/videos/batches/${made['id'] as string}`)
  return ids
}

async function fromFile(scene: Scene): Promise<string> {
  const form = new FormData()
  form.set('purpose', 'vision')
  form.set('file', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
  const { id } = await asked(scene, 'POST', '/v1/files', form)
  await asked(scene, 'GET', '/v1/files')
  const video = await scene.client.submit('', { input_reference: { file_id: id }, size: '64x64' })
  await asked(scene, 'DELETE', `/v1/files/${id as string}`)
  return video
}

/** An endpoint for events that do not come here. */
async function endpoint(scene: Scene): Promise<void> {
  const about = { name: 'faults', url: scene.receiver.url, event_types: ['batch.completed'] }
  const { id } = await asked(scene, 'POST', '/v1/webhook_endpoints', about)
  const address = `/v1/webhook_endpoints/${id as string}`
  await asked(scene, 'GET', address)
  await asked(scene, 'POST', `${address}/rotate_secret`, { keep_old_secret_active_for_24_hours: true })
  await asked(scene, 'GET', `${address}/attempts`)
  // A repeated creation may have left another one.
  const { data } = await asked(scene, 'GET', '/v1/webhook_endpoints')
  for (const each of data as { id: string }[])
    await asked(scene, 'DELETE', `/v1/webhook_endpoints/${each.id}`)
}

async function everyStatement(scene: Scene): Promise<string> {
  const parts = [...scene.apis, ...scene.workers]
  const countLost = (): number => parts.reduce((sum, { passage }) => sum + passage.lostAnswers, 0)
  const before = countLost()
  for (const { passage } of parts) passage.loseEachAnswerOnce()
  const [cancelled, removed, ...kept] = (await submitMany(scene, 8, 'takes 100 ms')) as [string, string]
  await scene.client.cancel(cancelled)
  await scene.client.remove(removed)
  const ids = [...kept, ...(await batch(scene)), await fromFile(scene)]
  await endpoint(scene)
  await asked(scene, 'GET', '/v1/videos?limit=5')
  await asked(scene, 'GET', '/v1/models')
  await asked(scene, 'GET', '/v1/caller')
  await asked(scene, 'GET', '/v1/events')
  for (const video of await allEnded(scene, ids))
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
  const [first] = ids as [string]
  assert.equal((await scene.client.download(first)).status, 200)
  for (const view of ['attempts', 'webhook_attempts'])
    await asked(scene, 'GET', `/v1/videos/${first}/${view}`)
  const again = (await asked(scene, 'POST', `/v1/videos/${first}/rerun`)) as unknown as Video
  scene.ledger.accepted.set(again.id, { hasWebhook: true })
  assert.equal((await scene.ended(again.id)).status, 'completed')
  return `${countLost() - before} statements, each with its first answer lost; ${ids.length + 1} videos completed, the others were cancelled or deleted`
}

export const STATEMENT_FAULTS: readonly Fault[] = [
  { id: 'N13', title: 'The first answer to every statement is lost', how: { inject: everyStatement } },
]
