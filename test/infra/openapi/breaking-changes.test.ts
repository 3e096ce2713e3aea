import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadContract } from '#api/contract/contract.ts'
import { changesForClients, mayBreak } from '#infra/openapi/breaking-changes.ts'

type Node = Record<string, unknown>
type Change = (document: Node) => void

/** Member names separated by spaces, such as `paths /v1/videos get`. */
function parentOf(document: Node, place: string): [Node, string] {
  const names = place.split(' ')
  const last = names.pop() as string
  return [names.reduce((node, name) => node[name] as Node, document), last]
}
const set =
  (place: string, value: unknown): Change =>
  (document) => {
    const [parent, name] = parentOf(document, place)
    parent[name] = value
  }
const remove =
  (place: string): Change =>
  (document) => {
    const [parent, name] = parentOf(document, place)
    delete parent[name]
  }
const add =
  (place: string, value: string): Change =>
  (document) => {
    const [parent, name] = parentOf(document, place)
    ;(parent[name] as string[]).push(value)
  }
const takeOut =
  (place: string, value: string): Change =>
  (document) => {
    const [parent, name] = parentOf(document, place)
    parent[name] = (parent[name] as string[]).filter((each) => each !== value)
  }
const both =
  (...changes: Change[]): Change =>
  (document) =>
    changes.forEach((change) => change(document))

const LIST = 'paths /v1/videos get'
const VIDEO = 'components schemas Video'
const FIELDS = 'components schemas VideoParameters'

const BREAKING: Readonly<Record<string, Change>> = {
  'takes away a path': remove('paths /v1/models'),
  'takes away an operation': remove(LIST),
  'takes away an answer': remove(`${LIST} responses 200`),
  'takes a member out of an answer': both(
    remove(`${VIDEO} properties progress`),
    takeOut(`${VIDEO} required`, 'progress'),
  ),
  'makes a member of an answer optional': takeOut(`${VIDEO} required`, 'progress'),
  'changes the type of a member of an answer': set(`${VIDEO} properties progress type`, 'string'),
  'lets a member of an answer be null': set(`${VIDEO} properties seed type`, ['integer', 'null']),
  'makes a member of a webhook optional': takeOut('components schemas VideoEvent required', 'data'),
  'takes away a webhook': remove('webhooks video.failed'),
  'requires a new field': add(`${FIELDS} required`, 'seed'),
  'requires a parameter': set('components parameters IdempotencyKey required', true),
  'narrows the range of a field': set(`${FIELDS} properties seed maximum`, 5),
  'narrows the type of a field': set(`${FIELDS} properties seconds type`, 'string'),
  'takes a value from a parameter': takeOut(`${LIST} parameters 1 schema enum`, 'asc'),
  'asks for another scope': set(`${LIST} security`, [{ bearer: ['admin'] }]),
}

const HARMLESS: Readonly<Record<string, Change>> = {
  'is none': () => undefined,
  'adds an operation': set('paths /v2/models', { get: { responses: { 200: { description: '' } } } }),
  'adds a member to an answer': set(`${VIDEO} properties mood`, { type: 'string' }),
  'adds an optional field': set(`${FIELDS} properties mood`, { type: 'string' }),
  'narrows what an answer may be': set(`${VIDEO} properties prompt type`, 'string'),
  'says something in other words': set('info description', 'A film maker.'),
}

const NOTABLE: Readonly<Record<string, Change>> = {
  'adds a value to an answer': add(`${VIDEO} properties status enum`, 'paused'),
  'takes away a field of a request': remove(`${FIELDS} properties seed`),
}

function kindOf(change: Change): string | null {
  const { document } = loadContract()
  const changed = structuredClone(document)
  change(changed)
  const kinds = changesForClients(document, changed).map(({ kind }) => kind)
  return kinds.includes('breaking') ? 'breaking' : (kinds[0] ?? null)
}

describe('a change of the contract', () => {
  for (const [name, change] of Object.entries(BREAKING))
    it(`breaks clients when it ${name}`, () => assert.equal(kindOf(change), 'breaking'))
  for (const [name, change] of Object.entries(HARMLESS))
    it(`concerns no client when it ${name}`, () => assert.equal(kindOf(change), null))
  for (const [name, change] of Object.entries(NOTABLE))
    it(`is notable when it ${name}`, () => assert.equal(kindOf(change), 'notable'))
})

describe('a version', () => {
  it('allows breaking changes when it is a new major one, or before 1.0 a new minor one', () => {
    const steps = { '0.1.0': '0.1.1', '0.2.0': '0.3.0', '0.9.0': '1.0.0', '1.0.0': '1.1.0', '1.9.0': '2.0.0' }
    assert.deepEqual(
      Object.entries(steps).map(([before, after]) => mayBreak(before, after)),
      [false, true, true, false, true],
    )
  })
})
