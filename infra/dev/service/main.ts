import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  ConfigError,
  loadConfig,
  processEnvironment,
  publicBaseUrl,
  type Config,
} from '#core/config/config.ts'
import { oneLine } from '#core/errors.ts'
import { QueueSchemaError } from '#core/postgres/queue-schema.ts'
import { loadContract } from '#api/contract/contract.ts'
import { pageForPeople } from '#api/endpoints/service/front-page.ts'
import { migrate, MigrationError } from '#migrations/migrate.ts'
import { loadSecrets, seedDevelopment, writePrivateFile } from './development-tenant.ts'
import { describeFullDisk, isFullDisk, warnOfLittleSpace } from '#infra/dev/disk-space.ts'
import { lockInstance } from './instance-lock.ts'
import { checkModelsFolder, checkPort } from './preconditions.ts'
import { keepPostgres } from '#infra/dev/postgres/keep.ts'
import { openLogFile } from './log-file.ts'
import { keepRunning, type ServiceProcess } from './process.ts'
import { describeError, SetupError } from '#infra/dev/setup-error.ts'
import { checkFolderOwner, ensureWritableFolder } from '#infra/dev/writable-folder.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..')
const READY_TIMEOUT_MS = 120_000
const LEAST_NODE = 24
/** We promise our own supervisor to stop within 10 s; API and worker get 8 of them. */
const CHILD_GRACE_MS = 8000
/**
 * The terminal sends Ctrl-C to us and to npm, which passes it on: signals this close count as one.
 */
const SAME_SIGNAL_MS = 500

const HELP = `npm start

Runs the whole service on this machine: an embedded Postgres and a storage folder under DATA_DIR
(default .data), the API on PORT (default 8088) and a worker with the engines in ENGINES (default
cpu,cpu). DATABASE_URL and S3_ENDPOINT replace the embedded ones. Keys for clients are written to
DATA_DIR/dev.json. Ctrl-C stops everything. All settings: docs/settings.md.`

const say = (line: string): void => console.log(line)

async function step<T>(what: string, work: () => Promise<T> | T): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  say(`${what} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
  return result
}

/** Stops what was started, to be called in reverse order. */
type Stoppers = (() => Promise<void> | void)[]

async function start(stoppers: Stoppers, services: ServiceProcess[], stopping: AbortSignal): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < LEAST_NODE)
    throw new SetupError(
      `this is Node ${process.versions.node}, but the service needs ${LEAST_NODE}: start it with \`npm start\`, which uses its own`,
    )
  const environment = processEnvironment()
  const config = loadConfig(environment)
  const dataDir = path.resolve(config.dataDir)
  checkModelsFolder(config)
  ensureWritableFolder(dataDir)
  checkFolderOwner(dataDir)
  const littleSpace = warnOfLittleSpace(dataDir)
  if (littleSpace !== null) say(littleSpace)
  const lock = lockInstance(dataDir)
  stoppers.push(lock.release)
  await checkPort(config, lock)

  const logFolder = path.join(dataDir, 'logs')
  const { databaseUrl, tenantUrl } =
    config.databaseUrl === null
      ? await startPostgres(dataDir, logFolder, stoppers)
      : { databaseUrl: config.databaseUrl, tenantUrl: config.databaseTenantUrl }
  await step('database migrated', () => migrated(config, databaseUrl))
  const secrets = loadSecrets(dataDir)
  const jwtSecret = config.jwtSecret ?? secrets.jwtSecret
  const baseUrl = publicBaseUrl(config)
  const { access, consoleUrl } = await step('tenant and keys', () =>
    seedDevelopment(config, { databaseUrl, baseUrl, jwtSecret, secrets }),
  )

  const env: Record<string, string> = {
    // libuv's four threads carry file reads, name resolution and password hashes of the API alike.
    UV_THREADPOOL_SIZE: '16',
    ...definedOnly(environment),
    DATABASE_URL: databaseUrl,
    ...(tenantUrl === null ? {} : { DATABASE_TENANT_URL: tenantUrl }),
    DATA_DIR: dataDir,
    JWT_SECRET: jwtSecret,
    LINK_SECRET: config.linkSecret ?? secrets.linkSecret,
    WEBHOOK_SIGNING_KEYS: config.webhookSigningKeys.join(',') || secrets.webhookSigningKey,
    OUTBOUND_ALLOW_PRIVATE: environment['OUTBOUND_ALLOW_PRIVATE'] || 'true',
  }
  const run = (name: string, script: string): ServiceProcess =>
    keepRunning({ name, script: path.join(ROOT, script), env, logFolder, show: say })
  services.push(run('api', 'api/main.ts'), run('worker', 'worker/main.ts'))
  stoppers.push(async () => {
    await Promise.all(services.map((service) => service.stop(CHILD_GRACE_MS)))
  })
  say(`starting API and worker; their logs are in ${path.relative(process.cwd(), logFolder) || '.'}`)
  await step(`API on port ${config.port}, worker with engines ${config.engines.join(', ')}`, () =>
    untilReady(`http://${reachableHost(config)}:${config.port}/readyz`, services, stopping),
  )
  const accessFile = path.join(dataDir, 'dev.json')
  writePrivateFile(accessFile, access)
  const page = pageForPeople(loadContract())
  if (page !== '/docs') say(`console  ${baseUrl}${page}`)
  say(`docs     ${baseUrl}/docs`)
  say(
    `keys     ${path.relative(process.cwd(), accessFile)} (for clients; \`npm run demo\` makes a first video)`,
  )
  say(`console (this link signs you in once): ${consoleUrl}`)
  say(`ready ${baseUrl}`)
}

async function migrated(config: Config, databaseUrl: string): Promise<void> {
  try {
    await migrate(databaseUrl, {
      heartbeatSeconds: config.heartbeatSeconds,
      // Nothing else works on our own Postgres.
      mayRaiseQueue: config.databaseUrl === null,
    })
  } catch (error) {
    if (error instanceof MigrationError || error instanceof QueueSchemaError)
      throw new SetupError(error.message)
    // Our own Postgres answers, so any other error is a fault of a migration and shows its stack.
    if (config.databaseUrl === null) throw error
    throw new SetupError(`the database of DATABASE_URL cannot be used: ${oneLine(error)}`)
  }
}

async function startPostgres(
  dataDir: string,
  logFolder: string,
  stoppers: Stoppers,
): Promise<{ readonly databaseUrl: string; readonly tenantUrl: string }> {
  const file = openLogFile({ folder: logFolder, name: 'postgres', show: say })
  const postgres = await step('embedded Postgres', () =>
    keepPostgres({
      dataDir: path.join(dataDir, 'postgres'),
      log: say,
      serverLog: file.write,
    }),
  )
  stoppers.push(() => postgres.stop())
  return { databaseUrl: postgres.url, tenantUrl: postgres.tenantUrl }
}

async function untilReady(
  url: string,
  services: readonly ServiceProcess[],
  stopping: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (!(await isComplete(url))) {
    if (stopping.aborted) throw new SetupError('stopped before it was ready')
    for (const service of services) {
      if (service.isRefusing())
        throw new SetupError(`the ${service.name} cannot start before that is changed; stopping`)
      if (service.deaths() >= 3)
        throw new SetupError(
          `the ${service.name} process does not start:\n${[...new Set(service.tail())].join('\n')}`,
        )
    }
    if (Date.now() > deadline)
      throw new SetupError(
        `not ready after ${READY_TIMEOUT_MS / 1000} s; the latest lines:\n${services.flatMap((s) => s.tail()).join('\n')}`,
      )
    await sleep(50)
  }
}

/** Whether the service is ready and has a live worker. */
async function isComplete(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) })
    const body = (await response.json()) as { checks?: { workers?: string } }
    return response.status === 200 && body.checks?.workers === 'ok'
  } catch {
    return false
  }
}

const reachableHost = (config: Config): string =>
  config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host

const definedOnly = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

async function main(): Promise<void> {
  const stoppers: Stoppers = []
  const services: ServiceProcess[] = []
  const stopping = new AbortController()
  let stopped: Promise<void> | null = null
  const stop = (): Promise<void> =>
    (stopped ??= (async () => {
      stopping.abort()
      for (const stopper of stoppers.splice(0).toReversed()) await stopper()
    })())
  let stoppingSince = 0
  const onSignal = (): void => {
    if (stopped === null) {
      stoppingSince = performance.now()
      say('stopping; press Ctrl-C again to stop at once')
      void stop().then(() => process.exit(0))
    } else if (performance.now() - stoppingSince > SAME_SIGNAL_MS) {
      for (const service of services) service.kill()
      process.exit(1)
    }
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', onSignal)
  // A closed channel means that the process which started us, such as the demo, has ended.
  if (process.channel) process.on('disconnect', onSignal)
  try {
    await start(stoppers, services, stopping.signal)
  } catch (error) {
    if (stopped === null) console.error(messageFor(error))
    await stop()
    process.exit(1)
  }
}

function messageFor(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (!isFullDisk(error)) return describeError(error)
  return describeFullDisk(path.resolve(loadConfig(processEnvironment()).dataDir))
}

if (process.argv.includes('--help')) say(HELP)
else await main()
