import { PHASES } from '#core/task/run.ts'
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { loadContract } from '#api/contract/contract.ts'
import { createApp } from '#api/app.ts'
import { differences, ROUTES } from '#api/routes.ts'
import { ERROR_CATALOGUE } from '#core/errors.ts'
import { EVENT_TYPES, VIDEO_WEBHOOK_EVENT_TYPES, WEBHOOK_EVENT_TYPES } from '#core/task/event.ts'
import { webhookBody } from '#core/webhooks/body.ts'
import { generatedFiles } from '#infra/gen/generated-files.ts'
import { contractChecker } from '#test/support/contract/contract.ts'
import { startApi, type TestApi } from '#test/support/service/service.ts'

type Schemas = Record<string, { enum?: string[]; properties?: Record<string, never> }>
const contract = loadContract()
const schemas = (contract.document['components'] as { schemas: Schemas }).schemas

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

describe('The contract', () => {
  it('The contract agrees with the routes, and the app refuses to start on a difference', () => {
    assert.deepEqual(differences(ROUTES, contract.operations), [])
    const [first, second, ...rest] = ROUTES
    assert.ok(first && second)
    const moved = { ...second, path: '/v1/movies', scope: null }
    const extra = { ...first, operationId: 'openai.extra', path: '/v1/extra' }
    assert.throws(
      () => createApp(api.deps, { routes: [moved, extra, ...rest], isDraining: () => false }),
      (error: Error) =>
        /openai\.create \(POST \/v1\/videos\) is in openapi\.yaml but not a route/.test(error.message) &&
        /openai\.extra \(POST \/v1\/extra\) is a route but not in openapi\.yaml/.test(error.message) &&
        /openai\.list is GET \/v1\/movies as a route and GET \/v1\/videos in openapi\.yaml/.test(
          error.message,
        ),
    )
    const open = { ...first, scope: null }
    assert.match(differences([open, second, ...rest], contract.operations).join(), /needs null.*videos:write/)
  })

  it('The contract names exactly the error codes of the catalogue', () => {
    assert.deepEqual(schemas['ErrorCode']?.enum?.toSorted(), Object.keys(ERROR_CATALOGUE).toSorted())
    const text = JSON.stringify(contract.document)
    for (const [, code] of text.matchAll(/"x-error-code":"(\w+)"/g))
      assert.ok((code as string) in ERROR_CATALOGUE, code)
  })

  it('The contract names every phase and every webhook event, in the shape that is sent', () => {
    const video = schemas['Video']?.properties as unknown as Record<string, { oneOf: { enum?: string[] }[] }>
    assert.deepEqual(video['phase']?.oneOf[0]?.enum, [...PHASES])
    const webhooks = contract.document['webhooks'] as object
    assert.deepEqual(Object.keys(webhooks).toSorted(), [...WEBHOOK_EVENT_TYPES].toSorted())
    const event = schemas['VideoEvent'] as unknown as {
      required: string[]
      properties: { type: { enum: string[] } }
    }
    assert.deepEqual(event.properties.type.enum.toSorted(), [...VIDEO_WEBHOOK_EVENT_TYPES].toSorted())
    const told = schemas['Event'] as unknown as typeof event
    assert.deepEqual(told.properties.type.enum.toSorted(), [...EVENT_TYPES].toSorted())
    const body = JSON.parse(
      webhookBody({
        id: 'evt_1',
        type: 'video.completed',
        taskId: '00000000-0000-4000-8000-000000000000',
        createdAt: new Date(),
      }),
    ) as object
    assert.deepEqual(Object.keys(body).toSorted(), event.required.toSorted())
  })

  it('The examples of the contract conform to its schemas', async () => {
    const conforms = contractChecker(contract)
    const examples = (
      contract.document['components'] as { examples: Record<string, { value: { status?: unknown } }> }
    ).examples
    for (const [name, { value }] of Object.entries(examples)) {
      if (!name.endsWith('Video')) continue
      const response = new Response(JSON.stringify(value), {
        headers: { 'content-type': 'application/json' },
      })
      await conforms('GET', '/v1/videos/video_1', response)
    }
  })

  it('The contract is served unchanged except for added code samples', async () => {
    const text = await (await api.call('/openapi.json')).text()
    const served = JSON.parse(text, (name, value: unknown) =>
      name === 'x-codeSamples' ? undefined : value,
    ) as Record<string, unknown>
    assert.deepEqual(served, JSON.parse(JSON.stringify(contract.document)))
    const paths = served['paths'] as Record<string, { post: { callbacks: object } }>
    assert.deepEqual(Object.keys(paths['/v1/videos']?.post.callbacks ?? {}), ['finished'])
  })
})

describe('The documentation page', () => {
  it('The documentation page loads nothing from other origins, and its policy forbids it', async () => {
    const page = await api.call('/docs')
    const html = await page.text()
    assert.ok(!/https?:|\/\/[a-z]/i.test(html), html)
    const policy = page.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.ok(!/https?:|unsafe|\*/.test(policy), policy)
    const files = [...html.matchAll(/(?:src|href)="docs\/([^"]+)"/g)].map((match) => match[1] as string)
    assert.equal(files.length, 4)
    for (const file of files) {
      const response = await api.call(`/docs/${file}`)
      assert.equal(response.status, 200, file)
      assert.ok((await response.arrayBuffer()).byteLength > 50)
    }
    assert.ok(!/https?:/.test(await (await api.call('/docs/start.js')).text()))
  })

  it('The documentation page serves only its own files', async () => {
    for (const file of ['package.json', 'index.html', '..%2Fpackage.json', '%2e%2e%2fpackage.json'])
      assert.equal((await api.call(`/docs/${file}`)).status, 404, file)
  })
})

describe('Generated files', () => {
  it('Every generated file is up to date', async () => {
    for (const { name, path, text } of await generatedFiles())
      assert.ok((await readFile(path, 'utf8')) === text, `${name} is stale: run \`npm run generate\``)
  })
})
