import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { findJsonFault } from '#api/middleware/wire/json-fault.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('Where a body stops being JSON', () => {
  it('The fault is named by its line and column and by what must stand there', () => {
    for (const [text, line, column, expected] of [
      ['{"a": hello}', 1, 7, /^a value/],
      ["{'a': 1}", 1, 2, /^a name in double quotes, or `}`$/],
      ['{"a": 1,}', 1, 9, /^a name in double quotes$/],
      ['{"a": 1 "b": 2}', 1, 9, /^`,` or `}`$/],
      ['{\n  "a": 1,\n  b: 2\n}', 3, 3, /^a name/],
      ['{"a" 1}', 1, 6, /^`:`$/],
      ['[1, 2', 1, 6, /^`,` or `]`$/],
      ['{} {}', 1, 4, /^nothing more$/],
      ['', 1, 1, /^a value/],
    ] as const) {
      const fault = findJsonFault(text)
      assert.deepEqual([fault?.line, fault?.column], [line, column], text)
      assert.match(fault?.expected ?? '', expected, text)
    }
  })

  it('A text has a fault exactly when it is not JSON', () => {
    const value = fc
      .json()
      .chain((text) =>
        fc.tuple(
          fc.constant(text),
          fc.nat(text.length),
          fc.constantFrom('', ',', '"', '{', ']', ' ', '0', ':'),
        ),
      )
    fc.assert(
      fc.property(value, ([text, at, inserted]) => {
        for (const each of [text, text.slice(0, at), text.slice(0, at) + inserted + text.slice(at)])
          assert.equal(findJsonFault(each) === null, isJson(each), each)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('Bodies that cannot be read', () => {
  let api: TestApi
  before(async () => {
    api = await startApi()
  })
  after(() => api?.close())
  const detail = async (contentType: string, body: string): Promise<string | undefined> => {
    const response = await api.call('/v1/videos', {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    })
    assert.equal(response.status, 400)
    return (await json<ProblemBody>(response)).detail
  }

  it('The answer says where a JSON body breaks, and repeats nothing of it', async () => {
    const text = await detail('application/json', '{"prompt": secret}')
    assert.match(text ?? '', /^The body is not valid JSON: at line 1, column 12, there must be a value/)
    assert.doesNotMatch(text ?? '', /secret/)
  })

  it('JSON that is no object is told so', async () => {
    for (const body of ['"x"', 'null', '1', ' true', 'x'])
      assert.match(
        (await detail('application/json', body)) ?? '',
        /must be a JSON object.*begin with `\{`/,
        body,
      )
  })

  it('A form without a boundary is told what to leave to its client', async () => {
    assert.match(
      (await detail('multipart/form-data', 'x')) ?? '',
      /has no `boundary`\. Do not set that header yourself/,
    )
  })
})
