import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { startFaultyProxy, type FaultyProxy } from '#test/core/storage/faulty-proxy.ts'
import { openStore } from '#test/faults/scene/store.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { hasPgBouncer, startPgBouncer } from '#test/support/network/pgbouncer.ts'
import { ask, NGINX, PROXY_NAME, startProxy } from '#test/support/network/proxy.ts'
import { serviceEnvironment } from '#test/support/processes/environment.ts'
import { spawnService, until, type ServiceProcess } from '#test/support/processes/processes.ts'
import { installedProgram } from '#test/support/programs/installed.ts'
import { startClusterPostgres, type ClusterPostgres } from './postgres.ts'

export const REAL_MODEL = 'wan2.1-t2v-tiny'
/** Above the least of 10, so that it shows where it acts. */
export const HEARTBEAT_SECONDS = 11
const SECRET = 'a-secret-of-the-cluster-that-is-long-enough'
const START_MS = 90_000

export interface Answer {
  readonly status: number
  readonly body: string
}

/** A tool of the command line that ended. */
export interface Ended {
  readonly code: number
  readonly output: string
}

/** What a cluster has around the service; its processes are started by the test. */
export interface Cluster {
  readonly folder: string
  readonly postgres: ClusterPostgres
  readonly bucket: FaultyProxy
  /** Whether the bucket is away. */
  isBucketAway: boolean
  readonly apiPorts: readonly [number, number]
  readonly isBehindProxy: boolean
  readonly isPooled: boolean
  /** What this machine lacks of it. */
  readonly missing: readonly string[]
  /** Runs a program of the checkout with the settings of the cluster, to its end. */
  tool(args: readonly string[], env?: Record<string, string>): Promise<Ended>
  start(
    main: string,
    env: Record<string, string>,
    isReady: (output: string) => boolean,
  ): Promise<ServiceProcess>
  startApi(index: 0 | 1): Promise<ServiceProcess>
  /** A request through nginx, or to the APIs in turn where there is none. */
  call(method: string, pathname: string, key?: string, body?: object): Promise<Answer>
  close(): Promise<void>
}

/** @param programs folder of the programs of the system's Postgres */
export async function openCluster(programs: string): Promise<Cluster> {
  const closers: (() => Promise<unknown> | void)[] = []
  const after = (closer: () => Promise<unknown> | void): void => void closers.push(closer)
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) {
      await closer()
    }
  }
  try {
    return await open(programs, after, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  programs: string,
  after: (closer: () => Promise<unknown> | void) => void,
  close: () => Promise<void>,
): Promise<Cluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-cluster-'))
  await chmod(folder, 0o755)
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const postgres = await startClusterPostgres(programs, folder)
  after(() => postgres.stop())
  const missing: string[] = []
  const isPooled = await hasPgBouncer()
  if (!isPooled) missing.push('PgBouncer (apt-get install pgbouncer)')
  const pooled = isPooled ? await startPgBouncer({ after }, postgres.plainUrl) : postgres.verifiedUrl()
  const store = await openStore('emulator')
  after(() => store.close())
  let isBucketAway = false
  const bucket = await startFaultyProxy(store.peer.endpoint, () => (isBucketAway ? 'status-500' : null))
  after(() => bucket.close())
  const models = path.join(folder, 'models')
  await mkdir(models)
  await symlink(path.join(MODELS_DIRECTORY, REAL_MODEL), path.join(models, REAL_MODEL))

  const apiPorts = [await freeLoopbackPort(), await freeLoopbackPort()] as const
  const env = {
    DATABASE_URL: pooled,
    DATABASE_DIRECT_URL: postgres.verifiedUrl(),
    DATA_DIR: path.join(folder, 'data'),
    MODELS_DIR: models,
    S3_ENDPOINT: bucket.endpoint,
    S3_BUCKET: 'videos',
    S3_ACCESS_KEY_ID: store.peer.accessKeyId,
    S3_SECRET_ACCESS_KEY: store.peer.secretAccessKey,
    LINK_SECRET: SECRET,
    JWT_SECRET: SECRET,
    PUBLIC_BASE_URL: `https://${PROXY_NAME}`,
    TRUSTED_PROXIES: '127.0.0.0/8',
    OUTBOUND_ALLOW_PRIVATE: 'true',
    ENGINES: 'cpu',
    HEARTBEAT_SECONDS: String(HEARTBEAT_SECONDS),
    LOG_LEVEL: 'info',
  }
  const start: Cluster['start'] = async (main, more, isReady) => {
    const part = spawnService(main, { ...env, ...more })
    after(async () => {
      if (part.child.exitCode === null && part.child.signalCode === null) await part.kill('SIGKILL')
    })
    await until(
      () => {
        if (part.child.exitCode !== null) throw new Error(`${main} ended: ${part.output()}`)
        return isReady(part.output())
      },
      START_MS,
      () => `${main} did not become ready: ${part.output()}`,
    )
    return part
  }
  const program = installedProgram('nginx')
  if (program === null) missing.push(`nginx (${NGINX.install})`)
  let session: ReturnType<typeof startProxy> | null = null
  let turn = 0
  return {
    folder,
    postgres,
    bucket,
    get isBucketAway() {
      return isBucketAway
    },
    set isBucketAway(value) {
      isBucketAway = value
    },
    apiPorts,
    isBehindProxy: program !== null,
    isPooled,
    missing,
    start,
    startApi: (index) =>
      start('api/main.ts', { PORT: String(apiPorts[index]) }, (output) => output.includes('api ready')),
    tool: (args, more = {}) =>
      new Promise((resolve) => {
        const settings = {
          ...serviceEnvironment(),
          ...env,
          PATH: `${programs}:${process.env['PATH']}`,
          ...more,
        }
        execFile(process.execPath, [...args], { cwd: ROOT, env: settings }, (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
        )
      }),
    async call(method, pathname, key, body) {
      const headers = {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const text = body === undefined ? undefined : JSON.stringify(body)
      if (program !== null) {
        session ??= startProxy({ after }, NGINX, program, apiPorts)
        return await ask(await session, { ':method': method, ':path': pathname, ...headers }, text)
      }
      const base = `http://127.0.0.1:${apiPorts[(turn += 1) % 2]}`
      const answer = await fetch(base + pathname, {
        method,
        headers,
        ...(text === undefined ? {} : { body: text }),
      })
      return { status: answer.status, body: await answer.text() }
    },
    close,
  }
}
