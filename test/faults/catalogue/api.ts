import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '#test/faults/fault.ts'
import { allEnded, assertCompleted, SUBMISSION, photograph, timed } from '#test/faults/scene/expectations.ts'
import type { Client } from '#test/faults/scene/client.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { patient } from '#test/support/load/patience.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

/** A body whose video the ledger knows once it is accepted. */
const bodyOf = (scene: Scene, words = ''): string =>
  JSON.stringify({
    model: 'instant',
    prompt: `${scene.ledger.canary} ${randomUUID()} ${words}`,
    webhook_url: scene.receiver.url,
  })

async function accept(scene: Scene, response: Response): Promise<string> {
  const text = await response.text()
  assert.equal(response.status, 200, text)
  const { id } = JSON.parse(text) as { id: string }
  scene.ledger.accepted.set(id, { hasWebhook: true })
  return id
}

const post = (scene: Scene, api: number, key: string, body: string): Promise<Response> =>
  scene.client.call('/v1/videos', {
    api,
    method: 'POST',
    headers: { ...JSON_TYPE, 'idempotency-key': key },
    body,
  })

async function sameKey(scene: Scene): Promise<string> {
  const [key, body] = [randomUUID(), bodyOf(scene)]
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => post(scene, i % 2, key, body)))
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  assert.equal(new Set(texts).size, 1)
  const { id } = JSON.parse(texts[0] as string) as { id: string }
  scene.ledger.accepted.set(id, { hasWebhook: true })
  assertCompleted(await scene.ended(id), 1)
  return '50 equal answers from two APIs, one task'
}

async function killedBeforeAnswer(scene: Scene): Promise<string> {
  const [api] = scene.apis
  assert.ok(api)
  const [key, body] = [randomUUID(), bodyOf(scene)]
  const held = api.passage.hold(SUBMISSION, 'after commit')
  const lost = post(scene, 0, key, body).catch(() => null)
  await held
  await api.kill('SIGKILL')
  assert.equal(await lost, null)
  const [row] = await scene.db
    .selectFrom('idempotency_keys')
    .select('task_id')
    .where('key', '=', key)
    .execute()
  assert.ok(row, 'nothing was committed')
  const id = await accept(scene, await post(scene, 1, key, body))
  assertCompleted(await scene.ended(id), 1)
  return 'the repeat at the other API got the task that was committed'
}

const UPLOADS = 12

async function stoppedDuringUpload(scene: Scene): Promise<string> {
  const [api] = scene.apis
  assert.ok(api)
  const photo = await photograph()
  const submit = async (send: Client['call'], key: string, prompt: string): Promise<number> => {
    const form = new FormData()
    form.set('model', 'instant')
    form.set('prompt', prompt)
    form.set('webhook_url', scene.receiver.url)
    form.set('input_reference', new Blob([photo], { type: 'image/jpeg' }), 'photo.jpg')
    const headers = { 'idempotency-key': key }
    const response = await send('/v1/videos', { api: 0, method: 'POST', headers, body: form })
    if (response.status === 200) await accept(scene, response)
    return response.status
  }
  const uploads = Array.from({ length: UPLOADS }, async (_, i) => {
    const [key, prompt] = [randomUUID(), `${scene.ledger.canary} ${randomUUID()}`]
    await sleep(i * 20)
    const first = await submit(scene.client.call, key, prompt).catch(() => 'refused' as const)
    // An answer that did not come may be one to a task that was made: the key says so.
    if (first !== 200)
      assert.equal(await submit((to, init) => scene.client.insist(to, { ...init, api: 1 }), key, prompt), 200)
    return first
  })
  // Once one has been answered, others are on their way.
  await Promise.race(uploads)
  await api.kill('SIGTERM')
  const first = await Promise.all(uploads)
  for (const status of first) assert.ok(status === 200 || status === 503 || status === 'refused', `${status}`)
  const tasks = await scene.db.selectFrom('tasks').select('id').execute()
  assert.equal(tasks.length, scene.ledger.accepted.size, 'an upload made a task that nobody knows')
  const accepted = first.filter((status) => status === 200).length
  return `${accepted} of ${UPLOADS} uploads were answered, the others repeated at the other API: one task each`
}

/** Longest end of an API, requests under way included. */
const STOPPED_MS = 10_000

async function rollingRestart(scene: Scene): Promise<string> {
  let isOver = false
  const accepted: string[] = []
  const clients = Array.from({ length: 5 }, async () => {
    while (!isOver) accepted.push(await scene.client.submit())
  })
  for (const api of scene.apis) {
    await sleep(500)
    const stop = await timed(() => api.kill('SIGTERM'))
    assert.ok(stop.seconds * 1000 <= patient(STOPPED_MS), `stopped after ${stop.seconds} s`)
    await api.start()
  }
  isOver = true
  await Promise.all(clients)
  await allEnded(scene, accepted)
  const tasks = await scene.db.selectFrom('tasks').select('id').execute()
  assert.equal(tasks.length, scene.ledger.accepted.size)
  return `${accepted.length} submits during the restart of both APIs, each one task`
}

export const API_FAULTS: readonly Fault[] = [
  {
    id: 'F67',
    title: '50 requests with one Idempotency-Key at two APIs',
    fast: true,
    how: { inject: sameKey },
  },
  {
    id: 'F69',
    title: 'An API is killed between COMMIT and answer',
    fast: true,
    how: { inject: killedBeforeAnswer },
  },
  { id: 'F88', title: 'Both APIs are restarted in turn under load', how: { inject: rollingRestart } },
  { id: 'F89', title: 'SIGTERM during uploads', fast: true, how: { inject: stoppedDuringUpload } },
]
