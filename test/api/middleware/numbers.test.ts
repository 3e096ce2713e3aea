import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { SCOPES } from '#api/auth/scopes.ts'
import {
  loadContract,
  propertiesOf,
  resolveSchema,
  typesOf,
  type Operation,
  type Schema,
} from '#api/contract/contract.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, TEXT_MODEL, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

const contract = loadContract()
const isNumeric = (schema: Schema): boolean =>
  typesOf(contract, schema).some((type) => type === 'integer' || type === 'number')

interface Place {
  readonly operation: Operation
  readonly name: string
  readonly schema: Schema
}

const inQueries: readonly Place[] = contract.operations.flatMap((operation) =>
  operation.parameters
    .filter(({ in: place, schema }) => place === 'query' && isNumeric(schema))
    .map(({ name, schema }) => ({ operation, name, schema: resolveSchema(contract, schema) })),
)
const inBodies: readonly Place[] = contract.operations.flatMap((operation) =>
  Object.entries(propertiesOf(contract, operation.body?.['application/json'] ?? {}))
    .filter(([, schema]) => isNumeric(schema))
    .map(([name, schema]) => ({ operation, name, schema })),
)

/** The rule in other words than the code's: what a query accepts as a number. */
const DECIMAL = /^ *[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})? *$/i
function isPermitted(text: string, { minimum = -Infinity, maximum = Infinity }: Schema): boolean {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  return Number.isInteger(value) && value >= minimum && value <= maximum
}

const signed = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom('', '-', '+'), texts).map((parts) => parts.join(''))
const spellings = fc.oneof(
  signed(fc.constantFrom('Infinity', 'infinity', 'inf', 'NaN', '1e400', '1e999', '9'.repeat(400))),
  signed(fc.constantFrom('0x10', '0b11', '0o7', '1_0', '1,5', '1n', '٣', '１')),
  signed(fc.tuple(fc.nat(999), fc.integer({ min: -320, max: 400 })).map(([a, b]) => `${a}e${b}`)),
  signed(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map(String)),
  fc.nat(300).map((value) => ` ${value} `),
  fc.nat(300).map(String),
  fc.constantFrom('', ' ', '1 2', '--1', '5.', '.5', '.', 'e5', '1e', 'null', 'true', '[1]', '5.0'),
)

let api: TestApi
let authorization: string
before(async () => {
  api = await startApi({ env: { RATE_LIMIT_PER_MINUTE: '0' }, models: [TEXT_MODEL] })
  authorization = `Bearer ${(await issueApiKey(api.deps.db, 'acme', [...SCOPES])).key}`
})
after(() => api?.close())

const HEX = '0123456789abcdef0123456789abcdef'
const addressOf = ({ path }: Operation): string =>
  path.replace('{video_id}', `video_${HEX}`).replaceAll(/\{(\w+)\}/g, HEX)

describe('Numbers in queries', () => {
  it('There are some to test', () => assert.ok(inQueries.length >= 7 && inBodies.length >= 7))

  for (const { operation, name, schema } of inQueries)
    it(`${name} of ${operation.operationId} takes a decimal number within its limits and nothing else`, async () => {
      await fc.assert(
        fc.asyncProperty(spellings, async (text) => {
          const address = `${addressOf(operation)}?${name}=${encodeURIComponent(text)}`
          const response = await api.call(address, { headers: { authorization } })
          const problem = await json<ProblemBody>(response)
          const permitted = isPermitted(text, schema)
          assert.equal(response.status === 400, !permitted, `${JSON.stringify(text)}: ${response.status}`)
          assert.ok(response.status < 500)
          if (!permitted) assert.equal(problem.error.param, name)
        }),
        { numRuns: 60 },
      )
    })
})

/** Fields of other servers, which an estimate reads beside its own, and those that go with them. */
const peers = {
  n: {},
  num_outputs_per_prompt: {},
  width: { height: 96 },
  height: { width: 160 },
  frames: {},
  frame_rate: {},
  duration: {},
  sample_steps: {},
} satisfies Record<string, object>
const estimates = contract.operations.find(
  ({ operationId }) => operationId === 'openai.estimate',
) as Operation
const estimated = [
  ...inBodies.filter(({ operation }) => operation === estimates).map(({ name }) => ({ name, others: {} })),
  ...Object.entries(peers).map(([name, others]) => ({ name, others })),
]

async function estimate(members: object): Promise<{ readonly status: number; readonly told: unknown }> {
  const response = await api.call(estimates.path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'x', model: TEXT_MODEL.id, ...members }),
  })
  const body = await json<ProblemBody>(response)
  const { request_id: _id, ...error } = (body.error ?? {}) as Record<string, unknown>
  return { status: response.status, told: body.error === undefined ? body : error }
}

/** An extension is asked for its source before anything else. */
const sourceOf = ({ operationId }: Operation): string =>
  operationId === 'openai.extend' ? `"video":"video_${HEX}",` : ''

describe('Numbers in bodies', () => {
  for (const { name, others } of estimated) {
    it(`${name} of an estimate reads a text as the number that it spells, or refuses it`, async () => {
      await fc.assert(
        fc.asyncProperty(spellings, async (text) => {
          const read = DECIMAL.test(text) ? Number(text) : Number.NaN
          if (text === '') return
          const answer = await estimate({ ...others, [name]: text })
          const shown = `${JSON.stringify(text)}: ${JSON.stringify(answer)}`
          if (Number.isFinite(read))
            assert.deepEqual(answer, await estimate({ ...others, [name]: read }), shown)
          else if (name !== 'easy_cache' || text !== 'true') assert.equal(answer.status, 400, shown)
        }),
        { numRuns: 40 },
      )
    })

    it(`${name} of an estimate is no list, object, boolean, or number in another notation`, async () => {
      for (const value of [[5], [], {}, { value: 5 }, true, false, '0x1', '0b1', '0o1', '1n', 'Infinity']) {
        if (name === 'easy_cache' && typeof value === 'boolean') continue
        const answer = await estimate({ ...others, [name]: value })
        assert.equal(answer.status, 400, `${JSON.stringify(value)}: ${JSON.stringify(answer)}`)
      }
    })
  }

  for (const { operation, name } of inBodies)
    for (const number of ['1e400', '-1e400'])
      it(`${name} of ${operation.operationId} is not ${number}, which no double holds`, async () => {
        const response = await api.call(addressOf(operation), {
          method: operation.method.toUpperCase(),
          headers: { authorization, 'content-type': 'application/json' },
          body: `{"prompt":"x","name":"x",${sourceOf(operation)}"${name}":${number}}`,
        })
        const text = await response.text()
        // i2vgen answers 200 with what went wrong, as the original does.
        assert.ok([400, 422].includes(response.status) || text.includes('"success":false'), text)
        assert.ok(text.includes(name), text)
      })
})
