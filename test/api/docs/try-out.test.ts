import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { recordHeartbeat } from '#core/store/workers.ts'
import { json, startApi, TINY_MODEL, type TestApi, type VideoBody } from '#test/support/service/service.ts'

interface Shown {
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly parameters: readonly {
    readonly name: string
    readonly description: string
    readonly schema: Readonly<Record<string, unknown>>
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
}
interface Media {
  readonly example?: object
  readonly examples?: Readonly<Record<string, { readonly value: object }>>
  readonly schema: { readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
}

let api: TestApi
const shown = async (): Promise<Shown> => await json<Shown>(await api.call('/docs/openapi.json'))
const operationsOf = ({ paths }: Shown): readonly Operation[] =>
  Object.values(paths).flatMap((item) => Object.values(item))
const first = ({ examples = {}, example }: Media): unknown => Object.values(examples)[0]?.value ?? example

before(async () => {
  api = await startApi()
})
after(() => api?.close())

describe('"Try it out" on the documentation page', () => {
  it('The first example of a create makes a video as it stands', async () => {
    const create = (await shown()).paths['/v1/videos']?.['post']
    const body = first(create?.requestBody?.content['application/json'] as Media)
    assert.deepEqual(Object.keys(body as object), ['prompt', 'model', 'input_reference'])
    const response = await api.create(body)
    assert.equal(response.status, 200, await response.clone().text())
    assert.equal((await json<VideoBody>(response)).model, TINY_MODEL.id)
  })

  it('So does the form without files, with the fields that are filled in', async () => {
    const form = (await shown()).paths['/v1/videos']?.['post']?.requestBody?.content
    const fields = Object.entries(form?.['application/x-www-form-urlencoded']?.schema.properties ?? {})
    const filled = fields.filter(([, { default: value }]) => value !== '')
    assert.deepEqual(filled.map(([name]) => name).toSorted(), ['input_reference', 'model', 'prompt'])
    const body = new URLSearchParams(
      Object.fromEntries(filled.map(([name, { default: value }]) => [name, String(value)])),
    )
    const response = await api.call('/v1/videos', { method: 'POST', body })
    assert.equal(response.status, 200, await response.clone().text())
  })

  it('The first example names a model that a live worker serves, whichever was registered first', async () => {
    const worker = { id: crypto.randomUUID(), host: 'here', devices: ['cpu'], deviceClasses: ['cpu'] }
    await recordHeartbeat(
      api.deps.db,
      { ...worker, models: ['c-text'], startedAt: new Date() },
      new Date(Date.now() + 1000),
    )
    const create = (await shown()).paths['/v1/videos']?.['post']
    const body = first(create?.requestBody?.content['application/json'] as Media)
    assert.deepEqual(body, { prompt: 'night falls', model: 'c-text' })
    assert.equal((await api.create(body)).status, 200)
  })

  it('No header, id or filter is filled in, and what would have been stands in the description', async () => {
    const filled = operationsOf(await shown()).flatMap(({ operationId, parameters }) =>
      parameters
        .filter(({ schema, ...rest }) =>
          ['example', 'examples', 'default'].some((name) => name in rest || name in schema),
        )
        .map(({ name }) => `${operationId} ${name}`),
    )
    assert.deepEqual(filled, [])
    const list = (await shown()).paths['/v1/videos']?.['get']?.parameters ?? []
    assert.match(list.find(({ name }) => name === 'limit')?.description ?? '', /Default: `20`/)
    // Swagger UI invents members of an object that may have any.
    assert.equal(list.find(({ name }) => name === 'metadata')?.schema['additionalProperties'], false)
  })

  it('Every JSON body has an example, and every field of a form is empty text or a file', async () => {
    for (const { operationId, requestBody } of operationsOf(await shown()))
      for (const [type, media] of Object.entries(requestBody?.content ?? {})) {
        const what = `${operationId} as ${type}`
        if (type.endsWith('json')) assert.notEqual(first(media), undefined, what)
        else
          for (const [name, field] of Object.entries(media.schema.properties ?? {})) {
            assert.equal(field['type'], 'string', `${what}: ${name}`)
            const isFilled = ['prompt', 'model', 'input_reference'].includes(name)
            if (!isFilled && field['format'] !== 'binary')
              assert.equal(field['default'], '', `${what}: ${name}`)
          }
      }
  })

  it('Operations that are not available come last', async () => {
    const { tags, ...rest } = await shown()
    const last = tags.at(-1)?.name ?? ''
    assert.deepEqual(
      operationsOf({ tags, ...rest })
        .filter((operation) => operation.tags[0] === last)
        .map(({ operationId }) => operationId),
      ['openai.edit', 'openai.createCharacter', 'openai.getCharacter'],
    )
  })

  it('The document for tools has the examples still', async () => {
    const document = await json<Shown>(await api.call('/openapi.json'))
    assert.match(JSON.stringify(document.paths['/v1/videos']), /"example":\{"order":"A-1017"\}/)
  })
})
