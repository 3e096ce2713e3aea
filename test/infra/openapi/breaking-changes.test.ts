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
  'removes a path': remove('paths /v1/models'),
  'removes an operation': remove(LIST),
  'removes an answer': remove(`${LIST} responses 200`),
  'removes a member of an answer': both(
    remove(`${VIDEO} properties progress`),
    takeOut(`${VIDEO} required`, 'progress'),
  ),
  'makes a member of an answer optional': takeOut(`${VIDEO} required`, 'progress'),
  'changes the type of a member of an answer': set(`${VIDEO} properties progress type`, 'string'),
  'lets a member of an answer be null': set(`${VIDEO} properties seed type`, ['integer', 'null']),
  'makes a member of a webhook optional': takeOut('components schemas VideoEvent required', 'data'),
  'removes a webhook': remove('webhooks video.failed'),
  'requires a new field': add(`${FIELDS} required`, 'seed'),
  'requires a parameter': set('components parameters IdempotencyKey required', true),
  'narrows the range of a field': set(`${FIELDS} properties seed maximum`, 5),
  'narrows the type of a field': set(`${FIELDS} properties seconds type`, 'string'),
  'removes a value of a parameter': takeOut(`${LIST} parameters 1 schema enum`, 'asc'),
  'requires another scope': set(`${LIST} security`, [{ bearer: ['admin'] }]),
}

const HARMLESS: Readonly<Record<string, Change>> = {
  'changes nothing': () => undefined,
  'adds an operation': set('paths /v2/models', { get: { responses: { 200: { description: '' } } } }),
  'adds a member to an answer': set(`${VIDEO} properties mood`, { type: 'string' }),
  'adds an optional field': set(`${FIELDS} properties mood`, { type: 'string' }),
  'narrows a member of an answer': set(`${VIDEO} properties prompt type`, 'string'),
  'rewords a description': set('info description', 'A film maker.'),
}

const NOTABLE: Readonly<Record<string, Change>> = {
  'adds a value to an answer': add(`${VIDEO} properties status enum`, 'paused'),
  'removes a field of a request': remove(`${FIELDS} properties seed`),
}

/** The paths that the changes concern: each comparison walks what its document holds. */
const PATHS = ['/v1/videos', '/v1/models']
const { document: whole } = loadContract()
const DOCUMENT: Node = {
  ...whole,
  paths: Object.fromEntries(PATHS.map((name) => [name, (whole['paths'] as Node)[name]])),
}

function kindOf(change: Change): string | null {
  const changed = structuredClone(DOCUMENT)
  change(changed)
  const kinds = changesForClients(DOCUMENT, changed).map(({ kind }) => kind)
  return kinds.includes('breaking') ? 'breaking' : (kinds[0] ?? null)
}

describe('a change of the contract', () => {
  for (const [name, change] of Object.entries(BREAKING))
    it(`A change that ${name} breaks clients`, () => assert.equal(kindOf(change), 'breaking'))
  for (const [name, change] of Object.entries(HARMLESS))
    it(`A change that ${name} concerns no client`, () => assert.equal(kindOf(change), null))
  for (const [name, change] of Object.entries(NOTABLE))
    it(`A change that ${name} is notable`, () => assert.equal(kindOf(change), 'notable'))
})

describe('a version', () => {
  it('Breaking changes need a new major version, or before 1.0 a new minor one', () => {
    const steps = { '0.1.0': '0.1.1', '0.2.0': '0.3.0', '0.9.0': '1.0.0', '1.0.0': '1.1.0', '1.9.0': '2.0.0' }
    assert.deepEqual(
      Object.entries(steps).map(([before, after]) => mayBreak(before, after)),
      [false, true, true, false, true],
    )
  })
})
