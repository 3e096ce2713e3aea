import assert from 'node:assert/strict'
import { error as libraryErrors } from 'express-openapi-validator'
import express, { type Request, type Response } from 'express'
import { after, before, describe, it } from 'node:test'
import { loadContract, type Contract, type Operation } from '#api/contract/contract.ts'
import { createRequestChecks, requestSpec } from '#api/contract/request-checks.ts'
import { messageOf } from '#core/errors.ts'
import { json, startApi, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

const ID = `video_${'0'.repeat(32)}`

describe('Requests are held against the operation of their route', () => {
  const statusAndAllow = async (method: string, path: string) => {
    const response = await api.call(path, { method })
    return `${response.status} ${response.headers.get('allow')}`
  }

  it('A path of another operation stays that, after the operation of a like path has been found', async () => {
    for (const path of ['sync', 'estimate', 'batches', 'extensions', 'edits', 'characters']) {
      const before = await statusAndAllow('GET', `/v1/videos/${path}`)
      assert.equal(await statusAndAllow('GET', `/v1/videos/${ID}`), '404 null')
      assert.equal(await statusAndAllow('GET', `/v1/videos/${path}`), before)
      assert.match(before, /^405 .*POST/, path)
    }
  })

  it('Parameters of the path are those of each request', async () => {
    const made: string[] = []
    for (const prompt of ['one', 'two'])
      made.push((await json(await api.create({ model: 'c-text', prompt }))).id)
    for (const id of [...made, ...made]) assert.equal((await json(await api.call(`/v1/videos/${id}`))).id, id)
    const refused = await api.call('/v1/videos/video_%20')
    assert.equal(refused.status, 404)
  })
})

describe('The contract as the validator takes it', () => {
  /** What holding an empty request against the operation says: nothing, a status, or a fault. */
  const outcome = async (
    checksOf: ReturnType<typeof createRequestChecks>,
    operation: Operation,
    mediaType: string | null,
  ): Promise<string> => {
    const app = express().enable('case sensitive routing')
    const url = operation.path.replaceAll(/\{\w+\}/g, 'x')
    const params = Object.fromEntries(
      [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'x']),
    )
    const req = {
      ...{ app, url, originalUrl: url, path: url, baseUrl: '', params, query: {} },
      method: operation.method.toUpperCase(),
      headers: mediaType === null ? {} : { 'content-type': mediaType },
      ...(mediaType === null ? {} : { body: {} }),
    }
    for (const handler of checksOf(operation)) {
      const error = await new Promise<unknown>((resolve) => {
        void handler(req as unknown as Request, {} as Response, resolve)
      })
      if (error !== undefined)
        return error instanceof libraryErrors.BadRequest ? String(error.status) : messageOf(error)
    }
    return 'valid'
  }
  const outcomes = async (contract: Contract): Promise<string[]> => {
    const checksOf = createRequestChecks(contract, requestSpec(contract), { isChecked: true })
    const found = new Set<string>()
    for (const operation of contract.operations)
      for (const mediaType of operation.body === null ? [null] : Object.keys(operation.body))
        found.add(await outcome(checksOf, operation, mediaType))
    return [...found].toSorted()
  }

  it('It is valid, and the schemas of every operation and media type compile', async () => {
    assert.deepEqual(await outcomes(loadContract()), ['400', 'valid'])
  })

  it('A schema that does not compile is found', async () => {
    const contract = structuredClone(loadContract())
    const { components } = contract.document as unknown as {
      components: { schemas: { CreateVideo: { properties: Record<string, object> } } }
    }
    const [schema] = Object.values(components.schemas).filter((each) => 'prompt' in (each.properties ?? {}))
    Object.assign(schema?.properties['prompt'] ?? {}, { pattern: '(' })
    const found = await outcomes(contract)
    assert.ok(
      found.some((each) => /regular expression|validation errors|invalid/i.test(each)),
      found.join('\n'),
    )
  })
})
