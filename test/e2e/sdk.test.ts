import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { withCodeSamples, type CodeSample } from '#api/contract/code-samples/with-code-samples.ts'
import { loadContract } from '#api/contract/contract.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { startService, type Service } from '#test/support/processes/processes.ts'
import { importTypescriptSdk, installPythonSdk } from '#test/support/sdk/sdk-packages.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { closeAfter } from '#test/support/closing.ts'

const PHOTO = path.resolve(import.meta.dirname, '..', 'fixtures', 'photo.jpg')
const PROGRAM = path.join(import.meta.dirname, 'clients', 'sdk_client.py')

let database: TestDatabase
let service: Service
let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wan-sdk-e2e-'))
  database = await createTestDatabase()
  service = await startService({ databaseUrl: database.url })
})
after(async () => {
  await service?.stop()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

describe('the TypeScript client', () => {
  it('The TypeScript client submits a photograph, waits, downloads and verifies the webhook', async (t) => {
    const sdk = await importTypescriptSdk(path.join(folder, 'typescript'))
    const receiver = await openWebhookReceiver()
    closeAfter(t, () => receiver.close())
    const client = sdk.createClient({ baseUrl: service.baseUrl, apiKey: service.apiKey })

    const created = sdk.unwrap(
      await client.POST('/v1/videos', {
        body: {
          model: 'wan2.1-i2v-tiny',
          prompt: 'steam rises from the cup',
          num_frames: 5,
          num_inference_steps: 2,
          metadata: { order: 'A-1' },
          webhook_url: receiver.url,
          input_reference: new File([await readFile(PHOTO)], 'photo.jpg', { type: 'image/jpeg' }),
        },
        bodySerializer: sdk.toForm,
      }),
    )
    assert.equal(created.status, 'queued')
    assert.deepEqual(created.metadata, { order: 'A-1' })
    await assert.rejects(
      sdk.downloadVideo(client, created.id, path.join(folder, 'early.mp4')),
      (error: unknown) => error instanceof sdk.ApiError && error.status === 404 && error.code === 'not_ready',
    )

    const seen: string[] = []
    const video = await sdk.waitForVideo(client, created.id, {
      timeoutMs: 60_000,
      onUpdate: (latest) => seen.push(latest.status),
    })
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(seen.at(-1), 'completed')

    const file = path.join(folder, 'typescript.mp4')
    await sdk.downloadVideo(client, video.id, file)
    assert.equal((await readFile(file)).toString('latin1', 4, 8), 'ftyp')
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.part')),
      [],
    )

    const [delivery] = await receiver.waitFor(1)
    assert.ok(delivery)
    const event = sdk.verifyWebhook(delivery.body, delivery.headers, service.webhookSecret)
    assert.deepEqual([event.type, event.data.id], ['video.completed', video.id])
    assert.throws(
      () => sdk.verifyWebhook(`${delivery.body} `, delivery.headers, service.webhookSecret),
      sdk.WebhookVerificationError,
    )

    const { data } = sdk.unwrap(await client.GET('/v1/videos', { params: { query: { limit: 1 } } }))
    assert.deepEqual(
      data.map(({ id }) => id),
      [video.id],
    )
  })

  it('The TypeScript client sends JSON bodies and throws refusals with their code and request id', async () => {
    const sdk = await import('#sdk/typescript/src/index.ts')
    const client = sdk.createClient({ baseUrl: service.baseUrl, apiKey: service.apiKey })
    const image_url = `data:image/jpeg;base64,${(await readFile(PHOTO)).toString('base64')}`
    const body = {
      model: 'wan2.1-i2v-tiny',
      prompt: 'x',
      input_reference: { image_url },
      num_inference_steps: 1,
    }
    const created = sdk.unwrap(await client.POST('/v1/videos', { body }))
    assert.equal(created.num_inference_steps, 1)
    const params = { path: { video_id: created.id } }
    sdk.unwrap(await client.DELETE('/v1/videos/{video_id}', { params }))
    const refused = (status: number, code: string) => (error: unknown) =>
      error instanceof sdk.ApiError &&
      error.status === status &&
      error.code === code &&
      error.requestId?.startsWith('req_') === true
    await assert.rejects(sdk.waitForVideo(client, created.id), refused(404, 'video_not_found'))
    const stranger = sdk.createClient({ baseUrl: service.baseUrl, apiKey: 'wvk_nobody' })
    await assert.rejects(
      async () => sdk.unwrap(await stranger.GET('/v1/models')),
      refused(401, 'invalid_credentials'),
    )
  })

  it('The TypeScript client stops waiting at its time limit or on abort', async () => {
    const sdk = await import('#sdk/typescript/src/index.ts')
    const client = sdk.createClient({ baseUrl: service.baseUrl, apiKey: service.apiKey })
    const { id } = await service.submit({ num_inference_steps: '50', num_frames: '33' })
    await assert.rejects(sdk.waitForVideo(client, id, { timeoutMs: 300 }), { name: 'TimeoutError' })
    const stop = new AbortController()
    const waiting = sdk.waitForVideo(client, id, {
      signal: stop.signal,
      onUpdate: () => stop.abort(new Error('enough')),
    })
    await assert.rejects(waiting, /^Error: enough$/)
    await service.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
  })
})

describe('the Python client', () => {
  let run: (step: string, input: object) => Promise<Record<string, unknown>>
  let missing: string | undefined
  before(async () => {
    const installed = await installPythonSdk(path.join(folder, 'python'))
    if ('missing' in installed) {
      missing = installed.missing
      return
    }
    run = async (step, input) => {
      const running = promisify(execFile)(installed.python, [PROGRAM, step], {
        cwd: path.dirname(PHOTO),
        env: { WAN_API_KEY: 'none', WAN_METRICS_TOKEN: 'none' },
      })
      running.child.stdin?.end(JSON.stringify(input))
      return JSON.parse((await running).stdout) as Record<string, unknown>
    }
  })

  it('The Python client submits a photograph, waits, downloads and verifies the webhook', async (t) => {
    if (missing !== undefined) {
      t.skip(missing)
      return
    }
    const receiver = await openWebhookReceiver()
    closeAfter(t, () => receiver.close())
    const file = path.join(folder, 'python.mp4')
    const { baseUrl, apiKey, webhookSecret } = service
    const made = await run('make', { baseUrl, apiKey, photo: PHOTO, file, webhookUrl: receiver.url })
    assert.equal(made['status'], 'completed', JSON.stringify(made))
    assert.equal(made['early'], 'not_ready')
    assert.equal(made['unknown'], 'video_not_found')
    assert.deepEqual(made['metadata'], { order: 'A-1' })
    assert.deepEqual(made['listed'], [made['id']])
    assert.equal((await readFile(file)).toString('latin1', 4, 8), 'ftyp')

    const [delivery] = await receiver.waitFor(1)
    assert.ok(delivery)
    const { body, headers } = delivery
    assert.deepEqual(await run('verify', { body, headers, secret: webhookSecret }), {
      type: 'video.completed',
      id: made['id'],
    })
    assert.deepEqual(await run('verify', { body: `${body} `, headers, secret: webhookSecret }), {
      refused: true,
    })
  })

  it('The samples in the documentation call the Python client with the methods and addresses of the contract', async (t) => {
    if (missing !== undefined) {
      t.skip(missing)
      return
    }
    const { document, operations } = loadContract()
    const { paths } = withCodeSamples({ document, operations }, service.baseUrl) as {
      paths: Record<string, Record<string, { 'x-codeSamples': CodeSample[] }>>
    }
    const sources = operations.map(({ operationId, method, path: name }) => {
      const samples = paths[name]?.[method]?.['x-codeSamples']
      return [operationId, samples?.find(({ lang }) => lang === 'Python')?.source ?? '']
    })
    const asked = (await run('samples', { sources: Object.fromEntries(sources) as object })) as Record<
      string,
      [string, string, string]
    >
    for (const { operationId, method, path: name, body } of operations) {
      const [sentMethod, sentPath, sentType] = asked[operationId] ?? []
      assert.equal(sentMethod, method.toUpperCase(), operationId)
      const names = sentPath?.split('/') ?? []
      const given = name.split('/').map((part, k) => (part.startsWith('{') ? names[k] : part))
      assert.deepEqual(names, given, operationId)
      if (body !== null) assert.ok(`${sentType}` in body, `${operationId} sends ${sentType}`)
    }
  })
})
