import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { displayPrefix, hashApiKey, newApiKey } from '#api/auth/api-key.ts'
import type { Db } from '#core/postgres/db.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { newRowId } from '#core/ids.ts'
import { ensureApiKey } from '#core/store/api-keys.ts'
import { ensureTenant } from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { serviceEnvironment } from './environment.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { patient } from '#test/support/load/patience.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..')
const SECRET = 'a-secret-of-the-test-that-is-long-enough'
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 60_000

/** A real process of the service: `node api/main.ts` or `node worker/main.ts`. */
export interface ServiceProcess {
  readonly child: ChildProcess
  readonly pid: number
  /** Everything it printed. */
  output(): string
  /** Sends the signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<void>
}

/**
 * @param main the program, from the root of the checkout
 * @param env its settings; a process without a DATA_DIR of its own would work in the checkout's
 * @param root the checkout; default: this one
 */
export function spawnService(main: string, env: Record<string, string>, root = ROOT): ServiceProcess {
  if (env['DATA_DIR'] === undefined) throw new Error(`${main} needs a DATA_DIR of the test`)
  const child = spawn(process.execPath, [path.join(root, main)], {
    cwd: root,
    env: { ...serviceEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const exited = once(child, 'exit')
  return {
    child,
    pid: child.pid as number,
    output: () => output,
    async kill(signal) {
      child.kill(signal)
      await exited
    },
  }
}

export interface Service {
  readonly baseUrl: string
  readonly apiKey: string
  readonly webhookSecret: string
  readonly db: Db
  readonly dataDir: string
  readonly api: ServiceProcess
  readonly workers: ServiceProcess[]
  startWorker(env?: Record<string, string>): Promise<ServiceProcess>
  /** Starts the API again after its end, at the same address. */
  startApi(): Promise<void>
  call(pathname: string, init?: RequestInit): Promise<Response>
  /** Submits the fixture photograph; more fields as strings. */
  submit(fields?: Record<string, string>, headers?: Record<string, string>): Promise<Video>
  video(id: string): Promise<Video>
  /** Polls until the predicate holds. */
  videoWhen(id: string, holds: (video: Video) => boolean, timeoutMs?: number): Promise<Video>
  stop(): Promise<void>
}

export interface Video {
  id: string
  status: 'queued' | 'in_progress' | 'completed' | 'failed'
  progress: number
  phase: string | null
  step: number
  steps: number
  queue_reason: string | null
  attempts: number
  seed: number
  size: string
  seconds: string
  num_frames: number
  fps: number
  expires_at: number | null
  queue_position: number | null
  eta_seconds: number | null
  timings: Record<string, number> | null
  error: { code: string; message: string } | null
}

export const ended = (video: Video): boolean => video.status === 'completed' || video.status === 'failed'

/**
 * API and workers as processes of their own over a database, with files in a folder of their own.
 */
export async function startService(o: {
  databaseUrl: string
  workers?: number
  /** Default: one that is free. */
  port?: number
  env?: Record<string, string>
}): Promise<Service> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'wan-e2e-'))
  const port = o.port ?? (await freeLoopbackPort())
  const env = {
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: o.databaseUrl,
    LINK_SECRET: SECRET,
    JWT_SECRET: SECRET,
    ENGINES: 'cpu',
    OUTBOUND_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'info',
    ...o.env,
  }
  const db = openTestDatabase(o.databaseUrl)
  const apiKey = newApiKey()
  const tenant = await ensureTenant(db, { id: 'e2e', name: 'E2E', webhookSecret: newWebhookSecret() })
  await ensureApiKey(db, {
    id: newRowId(),
    tenantId: tenant.id,
    name: 'e2e',
    hash: hashApiKey(apiKey),
    prefix: displayPrefix(apiKey),
    scopes: ['videos:read', 'videos:write'],
  })
  const baseUrl = `http://127.0.0.1:${port}`
  let api = spawnService('api/main.ts', env)
  const workers: ServiceProcess[] = []
  const call = (pathname: string, init: RequestInit = {}): Promise<Response> =>
    fetch(baseUrl + pathname, {
      ...init,
      headers: { authorization: `Bearer ${apiKey}`, ...(init.headers as Record<string, string>) },
    })
  const video = async (id: string): Promise<Video> => (await (await call(`/v1/videos/${id}`)).json()) as Video

  const apiAnswers = (): Promise<void> =>
    until(
      async () => (await fetch(`${baseUrl}/livez`).catch(() => null))?.status === 200,
      START_TIMEOUT_MS,
      () => `the API did not start:\n${api.output()}`,
    )

  const service: Service = {
    baseUrl,
    apiKey,
    webhookSecret: tenant.webhook_secret,
    db,
    dataDir,
    get api() {
      return api
    },
    workers,
    async startApi() {
      api = spawnService('api/main.ts', env)
      await apiAnswers()
    },
    async startWorker(workerEnv = {}) {
      const worker = spawnService('worker/main.ts', { ...env, ...workerEnv })
      workers.push(worker)
      await until(
        () => worker.output().includes('worker ready'),
        START_TIMEOUT_MS,
        () => `the worker did not become ready:\n${worker.output()}`,
      )
      return worker
    },
    call,
    async submit(fields = {}, headers = {}) {
      const form = new FormData()
      const all = {
        model: 'wan2.1-i2v-tiny',
        prompt: 'steam rises from the cup',
        size: '96x64',
        num_frames: '9',
        ...fields,
      }
      for (const [name, value] of Object.entries(all)) form.set(name, value)
      const photo = await readFile(path.join(ROOT, 'test/fixtures/photo.jpg'))
      form.set('input_reference', new Blob([photo], { type: 'image/jpeg' }), 'photo.jpg')
      let response = await call('/v1/videos', { method: 'POST', body: form, headers })
      // A machine under load may take longer for the picture than a request waits.
      for (let tries = 1; response.status === 503 && tries < 5; tries++) {
        await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000)
        response = await call('/v1/videos', { method: 'POST', body: form, headers })
      }
      const body = (await response.json()) as Video
      if (!response.ok) throw new Error(`create answered ${response.status}: ${JSON.stringify(body)}`)
      return body
    },
    video,
    async videoWhen(id, holds, timeoutMs = 60_000) {
      let latest: Video | undefined
      await until(
        async () => {
          latest = await video(id)
          if (holds(latest)) return true
          // An ended video changes no more: a state that passed unseen would be a long wait.
          if (ended(latest)) throw new Error(`video ${id} ended before: ${JSON.stringify(latest)}`)
          return false
        },
        timeoutMs,
        () => `video ${id} did not get there: ${JSON.stringify(latest)}`,
      )
      return latest as Video
    },
    async stop() {
      await Promise.all(
        [...workers, api].map(async (part) => {
          if (part.child.exitCode !== null || part.child.signalCode !== null) return
          const hard = setTimeout(() => part.child.kill('SIGKILL'), STOP_TIMEOUT_MS)
          await part.kill('SIGTERM')
          clearTimeout(hard)
        }),
      )
      await db.destroy()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  try {
    await apiAnswers()
    for (let i = 0; i < (o.workers ?? 1); i += 1) await service.startWorker()
  } catch (error) {
    await service.stop()
    throw error
  }
  return service
}

/**
 * Looks again and again, since what a process does cannot be awaited from outside. The looks become
 * rarer, down to four a second, because each costs the service a request.
 *
 * @param timeoutMs what a quiet machine needs at the most
 * @throws Error with the text of `failure` when the time is up
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeoutMs: number,
  failure: () => string,
): Promise<void> {
  const deadline = Date.now() + patient(timeoutMs)
  for (let pauseMs = 20; !(await holds()); pauseMs = Math.min(250, pauseMs * 1.2)) {
    if (Date.now() > deadline) throw new Error(failure())
    await sleep(pauseMs)
  }
}
