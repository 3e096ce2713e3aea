import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { loadContract, type Operation } from '#api/contract/contract.ts'
import { SCOPES } from '#api/auth/scopes.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { hexFromUuid, videoIdOf } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { requestArbitrary, type PlannedRequest } from '#test/support/contract/request-arbitrary.ts'
import { json, startApi, type TestApi } from '#test/support/service/service.ts'
import { newTask } from '#test/support/database/tasks.ts'

/**
 * To repeat a failure, set PROPERTY_SEED and PROPERTY_PATH as it printed them, and
 * PROPERTY_OPERATION. PROPERTY_SECONDS is the time for all operations together.
 */
const OPTIONS = {
  seed: process.env['PROPERTY_SEED'],
  path: process.env['PROPERTY_PATH'],
  operation: process.env['PROPERTY_OPERATION'],
  seconds: Number(process.env['PROPERTY_SECONDS'] ?? 10),
}
/** Requests to each operation, time permitting. Bodies have the most to vary. */
const runsOf = ({ body, parameters }: Operation): number =>
  body !== null ? 120 : parameters.length > 0 ? 40 : 10
/** The minimum on any machine, however slow. */
const LEAST_RUNS = 5
const BYTES = { video: Buffer.from('a video'), thumbnail: Buffer.from('w'), spritesheet: Buffer.from('j') }
const STATES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const

/** The original services answer 500 for a video that failed while its client waited. */
const SAYS_500 = ['comfy-api', 'i2vgen']

const contract = loadContract()
// Operations that delete or change things run last, so that the others find those things.
const operations = contract.operations
  .filter(({ operationId }) => (OPTIONS.operation ?? operationId) === operationId)
  .toSorted((a, b) => Number(takesAway(a.operationId)) - Number(takesAway(b.operationId)))

function takesAway(operationId: string): boolean {
  return /remove|revoke|cancel|update/i.test(operationId)
}

const totalRuns = operations.reduce((sum, operation) => sum + runsOf(operation), 0)

let api: TestApi
let key: string
let ending: NodeJS.Timeout
const ids = new Map<string, string>()
const fixtures = new Set<string>()
before(async () => {
  api = await startApi({
    env: {
      RATE_LIMIT_PER_MINUTE: '0',
      LEGACY_WAIT_SECONDS: '1',
      // Every address but this machine's is refused without a packet.
      OUTBOUND_ALLOW_PRIVATE: 'false',
      OUTBOUND_ALLOWED_CIDRS: '127.0.0.0/8',
    },
  })
  key = (await issueApiKey(api.deps.db, 'prober', [...SCOPES])).key
  for (const state of STATES) {
    const taskId = await fixture(state)
    fixtures.add(taskId)
    ids.set(`${state}_video`, videoIdOf(taskId)).set(`${state}_task`, taskId)
    ids.set(`${state}_hex`, hexFromUuid(taskId))
  }
  const spare = await issueApiKey(api.deps.db, 'spare', ['videos:read'])
  ids.set('tenant', 'spare').set('key', spare.id)
  const endpoint = await send({
    method: 'POST',
    path: '/v1/webhook_endpoints',
    ids: {},
    query: [],
    headers: {},
    credentials: 'good',
    body: {
      mediaType: 'application/json',
      value: { name: 'x', url: 'http://127.0.0.1:9/hook', event_types: ['video.completed'] },
    },
  })
  ids.set('endpoint', (await json<{ id: string }>(endpoint)).id)
  const event = await api.deps.db
    .selectFrom('events')
    .select('id')
    .where('body', 'is not', null)
    .executeTakeFirst()
  ids.set('event', event?.id ?? '')
  ids.set('page', 'swagger-ui.css')
  ending = setInterval(() => void endOthers().catch(() => undefined), 30)
})
after(async () => {
  clearInterval(ending)
  await api?.close()
})

async function fixture(state: (typeof STATES)[number]): Promise<string> {
  const task = newTask('prober', { publicId: crypto.randomUUID() })
  await lifecycle.submit(api.deps, task, null)
  if (state === 'completed') await api.complete(task.id, BYTES)
  else if (state === 'cancelled') await lifecycle.cancel(api.deps, 'prober', task.id)
  else if (state !== 'queued') {
    const { job_id: jobId } = await api.deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', task.id)
      .executeTakeFirstOrThrow()
    const started = await lifecycle.start(api.deps, { taskId: task.id, jobId, retryCount: 0 })
    assert.equal(started.outcome, 'started')
    if (state === 'failed' && started.outcome === 'started')
      await lifecycle.fail(api.deps, started.claim, { code: 'out_of_memory', message: 'x', retryable: false })
  }
  return task.id
}

/** No worker runs, so new videos are ended soon in one way or another, or waits would be long. */
async function endOthers(): Promise<void> {
  const queued = await api.deps.db
    .selectFrom('tasks')
    .select(['id', 'tenant_id', 'dialect'])
    .where('status', '=', 'queued')
    .limit(20)
    .execute()
  for (const { id, tenant_id: tenantId, dialect } of queued.filter((task) => !fixtures.has(task.id)))
    await (id < '8' || SAYS_500.includes(dialect)
      ? api.complete(id, BYTES)
      : lifecycle.cancel(api.deps, tenantId, id))
}

const fill = (text: string): string =>
  text.replaceAll(/\{(\w+)\}/g, (all, name: string) => ids.get(name) ?? all)

async function send(planned: PlannedRequest): Promise<Response> {
  const pathname = planned.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    fill(planned.ids[name] as string),
  )
  const query = new URLSearchParams(
    planned.query.map(([name, value]): [string, string] => [name, fill(value.toWellFormed())]),
  )
  const headers = new Headers(planned.headers)
  const credentials = { good: `Bearer ${key}`, none: '', wrong: 'Bearer nonsense' }
  headers.set('authorization', credentials[planned.credentials])
  const init: RequestInit = { method: planned.method, headers, ...bodyOf(planned, headers) }
  return await api.call(query.size === 0 ? pathname : `${pathname}?${query.toString()}`, init)
}

function bodyOf({ body, method }: PlannedRequest, headers: Headers): { body?: string | FormData } {
  if (body === null || method === 'GET' || method === 'HEAD') return {}
  if ('raw' in body || body.mediaType !== 'multipart/form-data') {
    headers.set('content-type', body.mediaType)
    return { body: 'raw' in body ? body.raw : fill(JSON.stringify(body.value)) }
  }
  const form = new FormData()
  for (const [name, value] of Object.entries(Object(body.value) as object))
    if (value instanceof Buffer) form.set(name, new Blob([new Uint8Array(value)]), 'x.png')
    else if (value !== null) form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  return { body: form }
}

/** 96x64 pixels of one colour. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAGAAAABACAMAAADS6oI8AAAAA1BMVEVEZogALd/1AAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAHUlEQVRYhe3BMQEA' +
    'AADCoPVP7W0HoAAAAAAAADoDGEAAAfqFQdcAAAAASUVORK5CYII=',
  'base64',
)
const PNG_URL = `data:image/png;base64,${PNG.toString('base64')}`
const BAD_PICTURES = fc.constantFrom(
  'data:image/png;base64,AAAA',
  'http://127.0.0.1:9/x.png',
  'http://169.254.169.254/latest',
  'javascript:alert(1)',
)
const BAD_FILES = fc.constantFrom(PNG.subarray(0, 50), Buffer.alloc(0), Buffer.from('<svg/>'))
const GOOD_ADDRESS = fc.constant('http://127.0.0.1:9/hook')
const BAD_ADDRESSES = fc.constantFrom('https://10.0.0.1/', 'ftp://x', 'http://[', '')
const anyState = (suffix: string): string[] => STATES.map((state) => `${state}_${suffix}`)

const good = {
  model: fc.constantFrom('a-tiny-i2v', 'b-strict-i2v'),
  image_url: fc.constant(PNG_URL),
  img_url: fc.constant(PNG_URL),
  image: fc.constant(PNG),
  input_reference: fc.constantFrom(PNG, { image_url: PNG_URL }),
  url: GOOD_ADDRESS,
  webhook_url: GOOD_ADDRESS,
  requestId: fc.constantFrom(...anyState('hex').map((name) => `{${name}}`)),
  event_id: fc.constant('{event}'),
  size: fc.constantFrom('auto', '96x64', '192x192'),
  num_frames: fc.integer({ min: 5, max: 33 }),
  num_inference_steps: fc.integer({ min: 1, max: 50 }),
  seconds: fc.constantFrom('1', '2'),
  duration: fc.constantFrom(3, 5),
  resolution: fc.constantFrom('480p', '720p'),
  allowed_cidrs: fc.constantFrom(['10.0.0.0/8'], ['2001:db8::/32'], []),
}
const bad = {
  model: fc.constantFrom('c-text', 'nobody'),
  image_url: BAD_PICTURES,
  img_url: BAD_PICTURES,
  image: fc.oneof(BAD_FILES, BAD_PICTURES),
  input_reference: fc.oneof(BAD_FILES, fc.record({ image_url: BAD_PICTURES })),
  url: BAD_ADDRESSES,
  webhook_url: BAD_ADDRESSES,
  size: fc.constantFrom('100x100', '4096x4096', 'auto'),
  num_frames: fc.integer({ min: 1, max: 40 }),
  allowed_cidrs: fc.constantFrom(['1.2.3.4'], ['::/129']),
}
const idNames = {
  video_id: anyState('video'),
  prompt_id: anyState('task'),
  task_id: anyState('task'),
  endpoint_id: ['endpoint'],
  tenant_id: ['tenant'],
  key_id: ['key'],
  file: ['page'],
  after: [...anyState('video'), 'endpoint', 'event'],
}

describe('Random requests to every operation', () => {
  for (const operation of operations)
    it(`${operation.operationId} answers any request as the contract says`, async () => {
      const endsAt = performance.now() + (OPTIONS.seconds * 1000 * runsOf(operation)) / totalRuns
      let runs = 0
      let hasFailed = false
      const property = fc.asyncProperty(
        requestArbitrary({ contract, ids: idNames, good, bad }, operation),
        async (planned) => {
          // After a failure, fast-check continues to search for its simplest form.
          if (!hasFailed && ++runs > LEAST_RUNS && performance.now() > endsAt) return
          try {
            const response = await send(planned)
            await response.body?.cancel()
            // Edits are never possible and always get 501.
            const isRefusal = response.status === 501 && operation.operationId === 'openai.edit'
            assert.ok(response.status < 500 || isRefusal, `the answer was ${response.status}`)
          } catch (error) {
            hasFailed = true
            throw error
          }
        },
      )
      await fc.assert(property, {
        numRuns: runsOf(operation),
        ...(OPTIONS.seed === undefined ? {} : { seed: Number(OPTIONS.seed) }),
        ...(OPTIONS.path === undefined ? {} : { path: OPTIONS.path }),
      })
    })
})
