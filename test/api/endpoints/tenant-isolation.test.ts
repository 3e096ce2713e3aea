import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { loadContract, propertiesOf, type Operation } from '#api/contract/contract.ts'
import { SCOPES } from '#api/auth/scopes.ts'
import { hexFromUuid, taskIdOfVideo } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, photograph, startApi, type TestApi } from '#test/support/service/service.ts'

/** The ids of one tenant's resources; `NOTHING` has well-formed ids that belong to no tenant. */
interface Ids {
  readonly video: string
  readonly endpoint: string
  readonly event: string
  readonly attempt: string
  readonly upload: string
  readonly file: string
  readonly batch: string
}
const HEX = '0123456789abcdef0123456789abcdef'
const NOTHING: Ids = {
  video: `video_${HEX}`,
  endpoint: `whe_${HEX}`,
  event: `evt_${HEX}`,
  attempt: `wha_${HEX}_1`,
  upload: 'nobody.jpg',
  file: `file-${HEX}`,
  batch: `batch_${HEX}`,
}
const taskIdIn = (ids: Ids): string => taskIdOfVideo(ids.video) as string

/** The value of each path parameter. A new path parameter has to be added here. */
const PATH_IDS: Readonly<Record<string, (ids: Ids) => string>> = {
  video_id: (ids) => ids.video,
  endpoint_id: (ids) => ids.endpoint,
  prompt_id: taskIdIn,
  file_id: (ids) => ids.file,
  batch_id: (ids) => ids.batch,
  // Characters are unsupported, so no tenant has one.
  character_id: () => 'char_1',
  // All tenants share the models.
  model_id: () => 'nobodys-model',
}

interface Probe {
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  /** Whether the path names the caller's own resource and only the query or body a foreign one. */
  readonly ownPath?: true
  /** The expected status code; 404 when absent. */
  readonly status?: number
}

/** Requests by operation that need a body, or that carry ids outside the path. */
const PROBES: Readonly<Record<string, (ids: Ids) => readonly Probe[]>> = {
  // A foreign cursor yields an empty page, like one that never existed.
  'openai.list': (ids) => [
    { query: { after: ids.video }, status: 200 },
    { query: { batch_id: ids.batch }, status: 200 },
  ],
  'openai.create': (ids) => [
    { body: { prompt: 'x', input_reference: { file_id: ids.file } } },
    { body: { prompt: 'x', input_reference: { video_id: ids.video } } },
  ],
  'openai.createSync': (ids) => [{ body: { prompt: 'x', input_reference: { file_id: ids.file } } }],
  'openai.estimate': (ids) => [{ body: { prompt: 'x', input_reference: { file_id: ids.file } } }],
  'openai.remix': () => [{ body: { prompt: 'y' } }],
  'openai.extend': (ids) => [{ body: { prompt: 'y', seconds: 1, video: { id: ids.video } } }],
  'files.list': (ids) => [{ query: { after: ids.file }, status: 200 }],
  'openai.events': (ids) => [{ query: { after: ids.event }, status: 400 }],
  'webhooks.list': (ids) => [{ query: { after: ids.endpoint }, status: 200 }],
  'webhooks.attempts': (ids) => [
    {},
    { query: { after: ids.attempt } },
    { ownPath: true, query: { after: ids.attempt }, status: 200 },
  ],
  'webhooks.videoAttempts': (ids) => [{}, { ownPath: true, query: { after: ids.attempt }, status: 200 }],
  'webhooks.update': () => [{ body: { name: 'taken over', disabled: true } }],
  'webhooks.rotateSecret': () => [{ body: {} }],
  'webhooks.test': () => [{ body: { event_type: 'video.completed' } }],
  'webhooks.resend': (ids) => [
    { body: { event_id: ids.event } },
    { ownPath: true, body: { event_id: ids.event } },
  ],
  'webhooks.recover': () => [{ body: { since: 0 } }],
  'wan21.status': (ids) => [{ body: { requestId: hexFromUuid(taskIdIn(ids)) } }],
  'wan21.cancel': (ids) => [{ body: { requestId: hexFromUuid(taskIdIn(ids)) } }],
  't2v.status': (ids) => [{ query: { task_id: taskIdIn(ids) } }],
  'comfy.status': () => [{ status: 200 }, { query: { unknown: '404' } }],
  'comfy.generate': (ids) => [{ body: { prompt: 'x', image_filename: ids.upload }, status: 400 }],
}

const contract = loadContract()
const operations = contract.operations.filter(({ scope }) => scope !== null && scope !== 'admin')

let api: TestApi
let rival: string
let theirs: Ids
let own: Ids
before(async () => {
  api = await startApi()
  const scopes = SCOPES.filter((scope) => scope !== 'admin')
  const { key } = await issueApiKey(api.deps.db, 'victim', scopes)
  rival = (await issueApiKey(api.deps.db, 'rival', scopes)).key
  theirs = await fill(key, 'portrait.jpg')
  own = await fill(rival, 'own.jpg')
})
after(() => api?.close())

const send = (key: string, method: string, pathname: string, body?: object | FormData): Promise<Response> =>
  api.call(pathname, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  })

/** Creates one of every resource, including a cancelled video with a webhook attempt. */
async function fill(key: string, upload: string): Promise<Ids> {
  const endpoint = await json<{ id: string }>(
    await send(key, 'POST', '/v1/webhook_endpoints', {
      name: 'x',
      url: 'http://127.0.0.1:9/hook',
      event_types: ['video.cancelled'],
    }),
  )
  const form = new FormData()
  form.set('prompt', 'x')
  form.set('image', new Blob([await photograph()], { type: 'image/jpeg' }), upload)
  const { prompt_id: taskId } = await json<{ prompt_id: string }>(
    await send(key, 'POST', '/api/upload_and_generate', form),
  )
  const video = `video_${hexFromUuid(taskId)}`
  await send(key, 'POST', `/v1/videos/${video}/cancel`)
  const { id: deliveryId, event_id: event } = await api.deps.db
    .selectFrom('webhook_deliveries')
    .select(['id', 'event_id'])
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow()
  await api.deps.db
    .insertInto('webhook_attempts')
    .values({
      delivery_id: deliveryId,
      attempt: 1,
      at: new Date(),
      duration_ms: 1,
      status_code: 500,
      error: null,
      response_excerpt: null,
    })
    .execute()
  const picture = new FormData()
  picture.set('purpose', 'vision')
  picture.set('file', new Blob([await photograph()], { type: 'image/jpeg' }), upload)
  const file = await json<{ id: string }>(await send(key, 'POST', '/v1/files', picture))
  const item = { prompt: 'x', input_reference: { file_id: file.id } }
  const batch = await json<{ id: string }>(await send(key, 'POST', '/v1/videos/batches', { items: [item] }))
  const attempt = `wha_${hexFromUuid(deliveryId)}_1`
  return { video, endpoint: endpoint.id, event, attempt, upload, file: file.id, batch: batch.id }
}

const pathNames = ({ path }: Operation): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)

/** The query parameters and body fields of an operation that are named like an id. */
function idsOf(operation: Operation): string[] {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
  const bodies = Object.values(operation.body ?? {}).flatMap((schema) =>
    Object.keys(propertiesOf(contract, schema)),
  )
  return [...query, ...bodies].filter((name) => name === 'after' || /(^|_)ids?$|[a-z]Ids?$/.test(name))
}

function addressOf(operation: Operation, ids: Ids, probe: Probe): string {
  const pathname = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    (PATH_IDS[name] as (ids: Ids) => string)(probe.ownPath === true ? own : ids),
  )
  return probe.query === undefined ? pathname : `${pathname}?${new URLSearchParams(probe.query).toString()}`
}

/** All rows of a tenant in the database, as JSON. */
async function holdings(tenantId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select c.table_name as name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.column_name = 'tenant_id'
      and c.table_name <> 'api_keys' order by 1`.execute(api.deps.db)
  const tables = rows.map(async ({ name }) => {
    const held = await sql<{ row: object }>`
      select to_jsonb(t) as row from ${sql.table(name)} t where tenant_id = ${tenantId} order by 1`.execute(
      api.deps.db,
    )
    return [name, held.rows]
  })
  return JSON.stringify(await Promise.all(tables))
}

/** The status and body of an answer, with request ids and resource ids masked. */
async function gist(response: Response, ids: Ids): Promise<unknown> {
  let text = await response.text()
  for (const id of [...Object.values(ids), taskIdIn(ids), hexFromUuid(taskIdIn(ids))])
    text = text.replaceAll(id as string, 'ID')
  return [response.status, text.replaceAll(/req_[0-9a-f]+/g, 'REQ')]
}

describe('The isolation of tenants', () => {
  it('Every operation that takes an id is tested with the id of another tenant', () => {
    for (const operation of operations) {
      const { operationId } = operation
      for (const name of pathNames(operation)) assert.ok(name in PATH_IDS, `${operationId}: ${name}`)
      if (idsOf(operation).length > 0)
        assert.ok(operationId in PROBES, `${operationId} takes ${idsOf(operation).join(', ')}`)
    }
  })

  it('The id of another tenant is answered like an unknown one, and nothing changes', async () => {
    const before = await holdings('victim')
    let asked = 0
    for (const operation of operations) {
      if (pathNames(operation).length === 0 && !(operation.operationId in PROBES)) continue
      const probesOf = PROBES[operation.operationId] ?? ((): readonly Probe[] => [{}])
      const [foreign, invented] = [probesOf(theirs), probesOf(NOTHING)]
      for (const [i, probe] of foreign.entries()) {
        const what = `${operation.operationId} ${JSON.stringify(probe)}`
        const method = operation.method.toUpperCase()
        const unknown = invented[i] as Probe
        const answer = await send(rival, method, addressOf(operation, theirs, probe), probe.body)
        const other = await send(rival, method, addressOf(operation, NOTHING, unknown), unknown.body)
        assert.equal(answer.status, probe.status ?? 404, what)
        assert.deepEqual(await gist(answer, theirs), await gist(other, NOTHING), what)
        asked++
      }
    }
    assert.ok(asked >= 25, `${asked}`)
    assert.equal(await holdings('victim'), before)
  })

  it('The lists of videos, events and endpoints show nothing of another tenant', async () => {
    for (const pathname of ['/v1/videos', '/v1/events', '/v1/webhook_endpoints']) {
      const text = await (await send(rival, 'GET', pathname)).text()
      for (const id of Object.values(theirs)) assert.ok(!text.includes(id as string), pathname)
      assert.ok(text.includes(own.video) || text.includes(own.endpoint), pathname)
    }
  })

  it('Admin operations on a tenant are closed to other tenants', async () => {
    for (const { method, path, scope } of contract.operations.filter((each) => each.scope === 'admin')) {
      assert.equal(scope, 'admin')
      const pathname = path.replace('{tenant_id}', 'victim').replace('{key_id}', HEX)
      assert.equal((await send(rival, method.toUpperCase(), pathname)).status, 403, `${method} ${path}`)
    }
  })
})
