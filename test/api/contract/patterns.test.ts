import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { loadContract, type Operation } from '#api/contract/contract.ts'
import { ALL_SCOPES, issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

interface Patterned {
  readonly operation: Operation
  readonly name: string
  readonly permitted: string
}

/** Query parameters of reads whose form the contract describes. */
const PATTERNED: readonly Patterned[] = loadContract().operations.flatMap((operation) =>
  operation.method !== 'get'
    ? []
    : operation.parameters.flatMap(({ name, in: place, schema }) => {
        const { pattern, 'x-permitted': permitted } = schema as { pattern?: string; 'x-permitted'?: string }
        return place === 'query' && pattern !== undefined && permitted !== undefined
          ? [{ operation, name, permitted }]
          : []
      }),
)

describe('Query parameters that have a form', () => {
  let api: TestApi
  let authorization: string
  before(async () => {
    api = await startApi()
    authorization = `Bearer ${(await issueApiKey(api.deps.db, 'acme', [...ALL_SCOPES, 'admin'])).key}`
  })
  after(() => api?.close())

  it('The cursors of events and webhooks are among them', () => {
    const cursors = PATTERNED.filter(({ name }) => name === 'after').map(
      ({ operation }) => operation.operationId,
    )
    for (const id of ['openai.events', 'webhooks.list', 'webhooks.attempts', 'webhooks.videoAttempts'])
      assert.ok(cursors.includes(id), `${id} of ${cursors.join(', ')}`)
  })

  for (const { operation, name, permitted } of PATTERNED)
    it(`${operation.operationId} refuses another ${name}, and says what it takes`, async () => {
      const path = operation.path.replaceAll(/\{\w+\}/g, 'x')
      for (const value of ['!', "' or 1=1 --", '%00x'.slice(3) + 'y'.repeat(400)]) {
        const answer = await api.call(`${path}?${name}=${encodeURIComponent(value)}`, {
          headers: { authorization },
        })
        assert.equal(answer.status, 400, value)
        const problem = await json<ProblemBody>(answer)
        assert.equal(problem.error.param, name)
        assert.ok(problem.detail.includes(permitted), problem.detail)
      }
    })
})
