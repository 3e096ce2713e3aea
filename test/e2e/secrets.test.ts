import assert from 'node:assert/strict'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newApiKey } from '#api/auth/api-key.ts'
import { goodClaims, hs256, issueApiKey } from '#test/support/service/auth.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, type Service } from '#test/support/processes/processes.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'

const JWT_SECRET = 'a-jwt-secret-of-the-test-marker-jwtsecret'

/**
 * What must not come out again, by what it is. Letters and digits alone, so that no spelling hides
 * them.
 */
const MARKERS = {
  prompt: 'markerprompt7f3a',
  'negative prompt': 'markernegative7f3a',
  metadata: 'markermetadata7f3a',
  'signed image address': 'markersignedimage7f3a',
  'signed webhook address': 'markersignedhook7f3a',
  'webhook header': 'markerhookheader7f3a',
  'token in the address': 'markerquerytoken7f3a',
  'secret of the tokens': 'marker-jwtsecret',
} as const

let database: TestDatabase
let service: Service
let receiver: Awaited<ReturnType<typeof openWebhookReceiver>>
const secrets = new Map<string, string>(Object.entries(MARKERS))
/** Everything that was answered with an error. */
const errors: string[] = []
before(async () => {
  database = await createTestDatabase()
  receiver = await openWebhookReceiver([{ status: 500 }])
  service = await startService({
    databaseUrl: database.url,
    workers: 0,
    env: { LOG_LEVEL: 'trace', JWT_SECRET, CONTENT_DELIVERY: 'redirect', WEBHOOK_SCHEDULE_SECONDS: '0,1,1' },
  })
  secrets.set('API key', service.apiKey)
  secrets.set('webhook secret', service.webhookSecret.replace('whsec_', ''))
})
after(async () => {
  await service.stop()
  await receiver.close()
  await database.drop()
})

async function call(pathname: string, init: RequestInit = {}): Promise<Response> {
  const response = await service.call(pathname, { redirect: 'manual', ...init })
  if (response.status >= 400) errors.push(`${pathname.split('?')[0]}: ${await response.clone().text()}`)
  return response
}
const post = (pathname: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  call(pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const FIELDS = {
  prompt: `a cup of ${MARKERS.prompt}`,
  negative_prompt: MARKERS['negative prompt'],
  'metadata[note]': MARKERS.metadata,
  num_inference_steps: '1',
}

async function badRequests(): Promise<void> {
  const good = { model: 'wan2.1-i2v-tiny', prompt: MARKERS.prompt }
  const image = `http://127.0.0.1:9/x.png?X-Amz-Signature=${MARKERS['signed image address']}`
  const hook = `http://127.0.0.1:9/hook?token=${MARKERS['signed webhook address']}`
  for (const body of [
    { ...good, seed: -1 },
    { ...good, size: MARKERS.prompt },
    { ...good, prompt: MARKERS.prompt.repeat(3000) },
    { ...good, prompt: { text: MARKERS.prompt } },
    { ...good, metadata: { a: [MARKERS.metadata] } },
    { ...good, input_reference: { image_url: image } },
    { ...good, input_reference: { image_url: `ftp://u:${MARKERS['signed image address']}@x/` } },
    { ...good, input_reference: { image_url: image }, webhook_url: hook.replace('http', 'ftp') },
    { ...good, input_reference: `data:image/png;base64,${MARKERS['signed image address']}` },
    `{"prompt": "${MARKERS.prompt}`,
  ])
    assert.ok((await post('/v1/videos', body)).status >= 400, JSON.stringify(body).slice(0, 100))
  await post('/v1/videos', good, { 'idempotency-key': `with space ${MARKERS.metadata}` })
  await post('/v1/videos', good, { 'content-type': `text/${MARKERS.prompt}` })

  const expired = hs256({ ...goodClaims(1000), tenant: 'e2e' }, JWT_SECRET)
  const unknownKey = newApiKey()
  const valid = hs256({ ...goodClaims(), tenant: 'e2e' }, JWT_SECRET)
  secrets.set('expired token', expired).set('unknown key', unknownKey).set('token', valid)
  for (const [token, status] of [
    [expired, 401],
    [unknownKey, 401],
    [`${valid}x`, 401],
    [valid, 200],
  ] as const)
    assert.equal((await call('/v1/videos', { headers: { authorization: `Bearer ${token}` } })).status, status)
  for (const query of [MARKERS['token in the address'], service.apiKey, valid])
    await fetch(`${service.baseUrl}/api/v1/generate?token=${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).then(async (answer) => errors.push(await answer.text()))
  await call(`/v1/videos?after=${MARKERS['token in the address']}&x=${MARKERS['token in the address']}`)
  await call('/v1/videos/video_0123456789abcdef0123456789abcdef')
  await fetch(
    `${service.baseUrl}/files/tasks/x?expires=9999999999&signature=${MARKERS['token in the address']}`,
  )
}

async function webhookEndpoints(): Promise<string> {
  const { key } = await issueApiKey(service.db, 'e2e', ['webhooks:write'])
  secrets.set('second key', key)
  const authorization = `Bearer ${key}`
  const endpoint = {
    name: 'x',
    url: `${receiver.url}?token=${MARKERS['signed webhook address']}`,
    event_types: ['video.completed', 'video.failed'],
    headers: { 'x-secret': MARKERS['webhook header'] },
  }
  const made = await post('/v1/webhook_endpoints', endpoint, { authorization })
  const body = (await made.json()) as { id: string; signing_secret: string }
  assert.equal(made.status, 200)
  secrets.set('secret of the endpoint', body.signing_secret.replace('whsec_', ''))
  await post(
    '/v1/webhook_endpoints',
    { ...endpoint, url: `http://u:${MARKERS['signed webhook address']}@x` },
    {
      authorization,
    },
  )
  await post(`/v1/webhook_endpoints/${body.id}/test`, { event_type: 'video.completed' }, { authorization })
  return body.id
}

/** Takes the input of a queued task away from under it, so that its run fails. */
async function spoilInput(videoId: string): Promise<void> {
  const taskId = videoId.slice('video_'.length)
  const files = await readdir(path.join(service.dataDir, 'storage'), { recursive: true, withFileTypes: true })
  const found = files.filter(
    (file) =>
      file.isFile() &&
      /^first-frame~\w+\.png$/.test(file.name) &&
      file.parentPath.replaceAll('-', '').includes(taskId),
  )
  assert.ok(found.length > 0)
  for (const file of found) await writeFile(path.join(file.parentPath, file.name), 'no image')
}

describe('prompts, keys, tokens and signed addresses', () => {
  it('Prompts, keys, tokens and signed addresses reach no log, no metric and no error, whatever happens to a video', async () => {
    // Registers the models; what is made while it is away stays in the queue.
    const first = await service.startWorker()
    await first.kill('SIGTERM')
    const webhookUrl = `${receiver.url}?token=${MARKERS['signed webhook address']}`
    await webhookEndpoints()
    await badRequests()
    const good = await service.submit({ ...FIELDS, webhook_url: webhookUrl })
    const bad = await service.submit({ ...FIELDS, webhook_url: webhookUrl })
    const cancelled = await service.submit(FIELDS)
    await spoilInput(bad.id)
    await call(`/v1/videos/${cancelled.id}/cancel`, { method: 'POST' })
    await call(`/v1/videos/${good.id}/content`)
    const worker = await service.startWorker()

    assert.equal((await service.videoWhen(good.id, ended, 120_000)).status, 'completed')
    const failed = await service.videoWhen(bad.id, ended, 120_000)
    assert.equal(failed.status, 'failed')
    errors.push(JSON.stringify(failed.error))
    await call(`/v1/videos/${bad.id}/content`)
    const link = (await call(`/v1/videos/${good.id}/content`)).headers.get('location')
    assert.ok(link !== null && link.includes('signature='))
    secrets.set('signed link', new URL(link, service.baseUrl).searchParams.get('signature') as string)
    assert.equal((await fetch(new URL(link, service.baseUrl))).status, 200)
    // The test, then four deliveries, of which the first was refused.
    await receiver.waitFor(5, 60_000)

    const metrics = await (await fetch(`${service.baseUrl}/metrics`)).text()
    assert.ok(metrics.includes('http') && errors.length >= 15)
    const outputs: Record<string, string> = {
      'the log of the API': service.api.output(),
      'the log of the worker': first.output() + worker.output(),
      'the metrics': metrics,
      'the errors': errors.join('\n'),
    }
    assert.match(outputs['the log of the API'] as string, /"level":20/)
    for (const [where, text] of Object.entries(outputs)) {
      assert.ok(text.length > 100, where)
      for (const [what, secret] of secrets) {
        const at = text.indexOf(secret)
        assert.ok(at < 0, `the ${what} is in ${where}: ${text.slice(Math.max(0, at - 300), at + 100)}`)
      }
    }
  })
})
