import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createApp, type AppOptions } from '#api/app.ts'
import { loadContract, type Contract } from '#api/contract/contract.ts'
import { createServer } from '#api/http/server.ts'
import { openTaskWatch, type TaskWatch } from '#api/watching/task-watch.ts'
import type { components } from '#api/openapi.gen.ts'
import { loadConfig } from '#core/config/config.ts'
import { openDeps, type Deps } from '#core/deps.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { resultKey } from '#core/storage/asset-keys.ts'
import { registerModels } from '#core/store/models.ts'
import { recordHeartbeat } from '#core/store/workers.ts'
import type { Asset, AssetKind } from '#core/task/asset.ts'
import type { Manifest } from '#core/task/manifest.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { JWT_SECRET, issueApiKey } from './auth.ts'
import { createValidators, type Validators } from '#api/middleware/validate.ts'
import { contractChecker } from '#test/support/contract/contract.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { MANIFEST, movableClock } from '#test/support/database/tasks.ts'

export type VideoBody = components['schemas']['Video']
export type ProblemBody = components['schemas']['Problem']

const LINK_SECRET = 'a-link-secret-of-the-tests-that-is-long-enough'

/**
 * Small enough for every request to be planned, never run. It comes first, so it is the default
 * one.
 */
export const TINY_MODEL: ModelDefinition = {
  id: 'a-tiny-i2v',
  aliases: ['Wan2.1-I2V-14B-480P'],
  title: 'Tiny',
  task: 'i2v',
  inputs: { firstFrame: 'required', lastFrame: 'none' },
  fps: 16,
  defaults: {
    size: 'auto',
    frames: 33,
    steps: 8,
    guidanceScale: 5,
    guidanceScale2: null,
    flowShift: 3,
    negativePrompt: 'blurry',
  },
  limits: {
    minSide: 64,
    maxPixels: 36_864,
    autoArea: 36_864,
    sizeMultiple: 16,
    minFrames: 5,
    maxFrames: 33,
    minSteps: 1,
    maxSteps: 50,
  },
  sampling: { scheduler: 'unipc', schedule: 'A' },
  loras: [],
  oversize: 'shrink',
}
export const STRICT_MODEL: ModelDefinition = {
  ...TINY_MODEL,
  id: 'b-strict-i2v',
  aliases: [],
  oversize: 'refuse',
}
export const TEXT_MODEL: ModelDefinition = {
  ...TINY_MODEL,
  id: 'c-text',
  aliases: [],
  task: 't2v',
  inputs: { firstFrame: 'none', lastFrame: 'none' },
  defaults: { ...TINY_MODEL.defaults, size: '192x192', guidanceScale2: 4 },
}

export interface TestApi {
  readonly baseUrl: string
  readonly deps: Deps
  readonly clock: ReturnType<typeof movableClock>
  readonly server: Server
  /** A key of the tenant `acme` with both scopes for videos. */
  readonly key: string
  /**
   * A request with `key` unless it brings its own credentials; its answer is held against the
   * contract.
   */
  call(pathname: string, init?: RequestInit): Promise<Response>
  /** POST /v1/videos as JSON. */
  create(body: unknown, headers?: Record<string, string>): Promise<Response>
  /** POST /v1/videos as a form with the fixture photograph. */
  createForm(fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  countTasks(): Promise<number>
  /** Resolves once a request waits for this task or streams its events. */
  watched(taskId: string): Promise<void>
  /** As the process does when it is about to stop. */
  stopWatching(): void
  /** Takes a queued task through a run, with these bytes as its assets. */
  complete(
    taskId: string,
    bytes: Record<AssetKind, Buffer> & { lastFrame?: Buffer },
    manifest?: Manifest,
  ): Promise<void>
  close(): Promise<void>
}

export interface StartOptions {
  readonly env?: Record<string, string>
  readonly app?: Partial<AppOptions>
  readonly models?: readonly ModelDefinition[]
  /** Puts something between the service and its database; gives the address to use instead. */
  readonly databaseThrough?: (databaseUrl: string) => Promise<string>
}

/** Read and compiled once a process: it takes about half a second. */
let read:
  { contract: Contract; validators: Validators; conforms: ReturnType<typeof contractChecker> } | undefined
function theContract() {
  if (read === undefined) {
    const contract = loadContract()
    read = { contract, validators: createValidators(contract), conforms: contractChecker(contract) }
  }
  return read
}

/**
 * The real app, on a port of its own, over a database, a queue and a storage folder of its own; no
 * worker. Image and webhook addresses may be on loopback unless `env` says otherwise.
 */
export async function startApi(o: StartOptions = {}): Promise<TestApi> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    return await start(o, closers, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function start(
  o: StartOptions,
  closers: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<TestApi> {
  const database = await createTestDatabase()
  closers.push(() => database.drop())
  const dataDir = await mkdtemp(path.join(tmpdir(), 'wan-api-'))
  closers.push(() => rm(dataDir, { recursive: true, force: true }))
  // The address has to be known before the app is made, since links carry it.
  const holder: { app?: RequestListener } = {}
  const server = createServer((req, res) => holder.app?.(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const config = loadConfig({
    DATABASE_URL: (await o.databaseThrough?.(database.url)) ?? database.url,
    DATABASE_CONNECT_TIMEOUT_SECONDS: '120',
    DATABASE_POOL_WAIT_SECONDS: '120',
    DATA_DIR: dataDir,
    PUBLIC_BASE_URL: baseUrl,
    LINK_SECRET,
    JWT_SECRET,
    OUTBOUND_ALLOW_PRIVATE: 'true',
    // All tests call from one address, and some with hundreds of bad tokens.
    AUTH_FAILURES_PER_MINUTE: '0',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...o.env,
  })
  const opened = await openDeps(config, 'api')
  closers.push(() => opened.close())
  closers.push(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  })
  const clock = movableClock()
  const deps: Deps = { ...opened, clock, localClock: clock }
  const watch = openTaskWatch(deps)
  closers.push(async () => watch.stop())
  const subscribed = new Map<string, PromiseWithResolvers<void>>()
  const subscription = (taskId: string): PromiseWithResolvers<void> => {
    const found = subscribed.get(taskId) ?? Promise.withResolvers<void>()
    subscribed.set(taskId, found)
    return found
  }
  const observed: TaskWatch = {
    ...watch,
    subscribe(taskId, watcher) {
      subscription(taskId).resolve()
      return watch.subscribe(taskId, watcher)
    },
  }
  const { contract, validators, conforms } = theContract()
  holder.app = createApp(deps, { contract, validators, isDraining: () => false, watch: observed, ...o.app })
  await registerModels(deps.db, o.models ?? [TINY_MODEL, STRICT_MODEL, TEXT_MODEL], clock.now())
  const { key } = await issueApiKey(deps.db, 'acme')
  const call: TestApi['call'] = async (pathname, init = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${key}`)
    const response = await fetch(baseUrl + pathname, { redirect: 'manual', ...init, headers })
    await conforms(init.method ?? 'GET', new URL(baseUrl + pathname).pathname, response)
    return response
  }
  return {
    baseUrl,
    deps,
    clock,
    server,
    key,
    call,
    create: (body, headers = {}) =>
      call('/v1/videos', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async createForm(fields, headers = {}) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('input_reference', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
      return await call('/v1/videos', { method: 'POST', headers, body: form })
    },
    stopWatching: () => watch.stop(),
    watched: (taskId) => subscription(taskId).promise,
    async countTasks() {
      const row = await deps.db
        .selectFrom('tasks')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    async complete(taskId, bytes, manifest = MANIFEST) {
      const row = await deps.db
        .selectFrom('tasks')
        .selectAll()
        .where('id', '=', taskId)
        .executeTakeFirstOrThrow()
      const started = await lifecycle.start(deps, { taskId, jobId: row.job_id, retryCount: 0 })
      if (started.outcome !== 'started') throw new Error('the task did not start')
      const { claim } = started
      const asset = async (
        kind: AssetKind | 'lastFrame',
        name: string,
        contentType: string,
      ): Promise<Asset> => {
        const key = resultKey(taskId, claim.fencingToken, name)
        const stored = await deps.storage.put(key, bytes[kind] as Buffer, { contentType })
        return { key, contentType, sizeBytes: stored.sizeBytes, sha256: stored.sha256 as string }
      }
      await lifecycle.complete(deps, claim, {
        assets: {
          video: await asset('video', 'video.mp4', 'video/mp4'),
          thumbnail: await asset('thumbnail', 'thumbnail.webp', 'image/webp'),
          spritesheet: await asset('spritesheet', 'spritesheet.jpg', 'image/jpeg'),
          ...(bytes.lastFrame === undefined
            ? {}
            : { lastFrame: await asset('lastFrame', 'last-frame.png', 'image/png') }),
        },
        timings: { denoise: 1.5 },
        manifest,
        speed: null,
      })
    },
    close,
  }
}

/** A live worker that serves these models, until the clock has moved by a day. */
export async function serveModels(
  { deps, clock }: Pick<TestApi, 'deps' | 'clock'>,
  models: readonly ModelDefinition[] = [TINY_MODEL, STRICT_MODEL, TEXT_MODEL],
): Promise<string> {
  const id = randomUUID()
  const worker = { id, host: 'here', devices: ['cpu'], deviceClasses: ['a CPU'], startedAt: clock.now() }
  const tomorrow = new Date(clock.now().getTime() + 86_400_000)
  await recordHeartbeat(deps.db, { ...worker, models: models.map((model) => model.id) }, tomorrow)
  return id
}

export const photograph = (): Promise<Buffer> =>
  readFile(path.resolve(import.meta.dirname, '..', '..', 'fixtures', 'photo.jpg'))

export const json = async <T = VideoBody>(response: Response): Promise<T> => (await response.json()) as T
