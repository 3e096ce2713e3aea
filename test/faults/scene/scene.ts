import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '#core/config/config.ts'
import { openDeps, type Deps } from '#core/deps.ts'
import type { Db } from '#core/postgres/db.ts'
import type { Storage } from '#core/storage/storage.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import {
  startFaultyProxy,
  type Fault as StoreFault,
  type FaultyProxy,
} from '#test/core/storage/faulty-proxy.ts'
import type { S3Peer } from '#test/core/storage/s3-conformance.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { ended, until, type Video } from '#test/support/processes/processes.ts'
import { ALL_SCOPES, issueApiKey } from '#test/support/service/auth.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { newLedger, openClient, type Client, type Ledger } from './client.ts'
import { INSTANT_MODEL } from './instant-engine.ts'
import { startOutsidePostgres, type OutsidePostgres } from './outside-postgres.ts'
import { startPart, type Part } from './part.ts'
import { startPooler, type Pooler } from './pooler.ts'

const INSTANT_WORKER = 'test/faults/scene/instant-worker.ts'
const REAL_WORKER = 'worker/main.ts'

/** What the faults happen to: two APIs, two workers, a Postgres and a store outside of them. */
export interface Scene {
  readonly folder: string
  readonly postgres: OutsidePostgres
  /** Between the processes and Postgres, where the scene has one. */
  readonly pooler: Pooler | null
  /** Past every passage. */
  readonly db: Db
  /** What a process of the service has, past every passage and proxy. */
  readonly deps: Deps
  readonly storage: Storage
  readonly store: StoreDoor | null
  readonly apis: readonly Part[]
  readonly workers: readonly Part[]
  /** Addresses of the APIs. */
  readonly bases: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly client: Client
  readonly ledger: Ledger
  readonly receiver: Awaited<ReturnType<typeof openWebhookReceiver>>
  readonly apiKey: string
  /** Ends of processes that nobody asked for. */
  readonly surprises: string[]
  /** Every process that was ever started here. */
  everyPart(): readonly Part[]
  /** One more API, which ends with the fault, and its address. */
  startApi(env?: Record<string, string>): Promise<{ part: Part; base: string }>
  /** One more worker, which ends with the fault. */
  startWorker(o?: { name?: string; real?: boolean; env?: Record<string, string> }): Promise<Part>
  /** Waits until the video has ended. */
  ended(id: string, timeoutMs?: number): Promise<Video>
  /** Waits until a worker has the video and the engine works on it. */
  running(id: string): Promise<Video>
  /** Undoes every fault: passages, the store, Postgres, processes. */
  mend(): Promise<void>
  close(): Promise<void>
}

/** The proxy in front of the S3 store, which harms what `fault` picks. */
export interface StoreDoor {
  readonly proxy: FaultyProxy
  readonly peer: S3Peer
  fault: (line: string) => StoreFault
}

export interface SceneOptions {
  /** An S3 server; null: a folder is the store. */
  readonly store: S3Peer | null
  readonly env?: Readonly<Record<string, string>>
  /** Where Postgres keeps its data; absent: in the folder of the scene. */
  readonly postgresFolder?: string
  /** Whether the processes reach Postgres through a pooler in transaction mode. */
  readonly pooled?: boolean
  /** Real engines instead of ones that answer at once. */
  readonly real?: boolean
}

export async function openScene(o: SceneOptions): Promise<Scene> {
  const closers: (() => Promise<unknown> | void)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    return await open(o, closers, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  o: SceneOptions,
  closers: (() => Promise<unknown> | void)[],
  close: () => Promise<void>,
): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-faults-'))
  closers.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const postgres = await startOutsidePostgres({ folder: o.postgresFolder ?? folder })
  closers.push(() => postgres.stop())
  const db = openTestDatabase(postgres.url)
  closers.push(() => db.destroy())
  const pooler = o.pooled === true ? await startPooler(postgres.url) : null
  closers.push(() => pooler?.close())
  const receiver = await openWebhookReceiver()
  closers.push(() => receiver.close())
  const store = o.store === null ? null : await openDoor(o.store)
  closers.push(() => store?.proxy.close())
  const { key: apiKey } = await issueApiKey(db, 'faults', ALL_SCOPES)

  const secret = randomUUID() + randomUUID()
  // A bucket belongs to one database, and this scene has its own.
  const bucket = { S3_BUCKET: `videos-${randomUUID()}` }
  const env: Record<string, string> = {
    DATA_DIR: path.join(folder, 'data'),
    LINK_SECRET: secret,
    JWT_SECRET: secret,
    ENGINES: 'cpu',
    OUTBOUND_ALLOW_PRIVATE: 'true',
    RESULT_CACHE: 'false',
    LOG_LEVEL: 'info',
    RATE_LIMIT_PER_MINUTE: '0',
    WEBHOOK_SCHEDULE_SECONDS: '0,0.5,1,2,2,2,2,2,2,2,2,2,2,2,2',
    ...(store === null ? {} : { ...storeSettings(store.peer, store.proxy.endpoint), ...bucket }),
    ...pooler?.env,
    ...o.env,
  }
  const direct = store === null ? {} : { ...storeSettings(store.peer, store.peer.endpoint), ...bucket }
  const deps = await openDeps(
    loadConfig({ ...env, ...direct, DATABASE_URL: postgres.url, LOG_LEVEL: 'silent' }),
    'api',
  )
  closers.push(() => deps.close())

  const surprises: string[] = []
  const onSurprise = (words: string): void => void surprises.push(words)
  const openPart = (name: string, main: string, more: Record<string, string>, isReady: IsReady) => {
    const part = startPart({
      name,
      main,
      databaseUrl: pooler?.url ?? postgres.url,
      env: { ...env, ...more },
      isReady,
      onSurprise,
    })
    closers.push(async () => (await part.catch(() => null))?.close())
    return part
  }
  const openApi = (name: string, port: number, more: Record<string, string>): Promise<Part> =>
    openPart(name, 'api/main.ts', { PORT: String(port), ...more }, () => answers(loopback(port)))
  const ports = [await freeLoopbackPort(), await freeLoopbackPort()]
  const bases = ports.map(loopback)
  const openWorker = (name: string, real = o.real === true, more: Record<string, string> = {}) =>
    openPart(name, real ? REAL_WORKER : INSTANT_WORKER, { MODELS_DIR: MODELS_DIRECTORY, ...more }, (output) =>
      output.includes('worker ready'),
    )
  const [apis, workers] = await Promise.all([
    Promise.all(ports.map((port, i) => openApi(`api ${i + 1}`, port, deliveryOf(i)))),
    Promise.all([openWorker('worker 1'), openWorker('worker 2')]),
  ])
  const ledger = newLedger()
  const model = o.real === true ? 'wan2.1-t2v-tiny' : INSTANT_MODEL.id
  const client = openClient({ bases, apiKey, ledger, model, webhookUrl: receiver.url })
  const extra: Part[] = []
  const every: Part[] = [...apis, ...workers]

  const reached = async (id: string, holds: (video: Video) => boolean, timeoutMs: number): Promise<Video> => {
    let latest: Video | undefined
    await until(
      async () => {
        latest = await client.video(id)
        return holds(latest)
      },
      timeoutMs,
      () => `the video did not get there: ${JSON.stringify(latest)}`,
    )
    return latest as Video
  }

  return {
    folder,
    postgres,
    pooler,
    db,
    deps,
    storage: deps.storage,
    store,
    apis,
    workers,
    bases,
    env,
    client,
    ledger,
    receiver,
    apiKey,
    surprises,
    everyPart: () => every,
    async startApi(more = {}) {
      const port = await freeLoopbackPort()
      const part = await openApi(`api ${port}`, port, more)
      extra.push(part)
      every.push(part)
      return { part, base: loopback(port) }
    },
    async startWorker(w = {}) {
      const part = await openWorker(w.name ?? `worker ${1 + every.length - apis.length}`, w.real, w.env)
      extra.push(part)
      every.push(part)
      return part
    },
    ended: (id, timeoutMs = 60_000) => reached(id, ended, timeoutMs),
    running: (id) => reached(id, (video) => video.phase === 'denoise' || ended(video), 30_000),
    async mend() {
      if (store !== null) store.fault = () => null
      await postgres.start()
      await pooler?.mend()
      await Promise.all([...apis, ...workers, ...extra].map((part) => part.passage.mend()))
      await Promise.all(extra.splice(0).map((part) => part.kill('SIGKILL')))
      for (const part of [...apis, ...workers]) if (part.isAlive()) part.signal('SIGCONT')
      await Promise.all([...apis, ...workers].map((part) => part.start()))
    },
    close,
  }
}

/** One API streams downloads, the other one sends clients to the store. */
const deliveryOf = (api: number): Record<string, string> =>
  api === 0 ? {} : { CONTENT_DELIVERY: 'redirect' }

type IsReady = (output: string) => boolean | Promise<boolean>

const loopback = (port: number): string => `http://127.0.0.1:${port}`

const answers = async (base: string): Promise<boolean> =>
  (await fetch(`${base}/livez`).catch(() => null))?.status === 200

async function openDoor(peer: S3Peer): Promise<StoreDoor> {
  const door: { fault: StoreDoor['fault'] } = { fault: () => null }
  const proxy = await startFaultyProxy(peer.endpoint, (line) => door.fault(line))
  return Object.assign(door, { proxy, peer })
}

const storeSettings = (peer: S3Peer, endpoint: string): Record<string, string> => ({
  S3_ENDPOINT: endpoint,
  S3_ACCESS_KEY_ID: peer.accessKeyId,
  S3_SECRET_ACCESS_KEY: peer.secretAccessKey,
})
