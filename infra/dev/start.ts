import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigError, loadConfig, processEnvironment, publicBaseUrl, type Config } from '#core/config.ts'
import { migrate } from '#migrations/migrate.ts'
import { loadSecrets, seedDevelopment, writePrivateFile } from './development-tenant.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { probePort } from './free-port.ts'
import { lockInstance } from './instance-lock.ts'
import { keepRunning, type ServiceProcess } from './service-process.ts'
import { describeError, SetupError } from './setup-error.ts'
import { ensureWritableFolder } from './writable-folder.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const READY_TIMEOUT_MS = 120_000
const LEAST_NODE = 24
/** A supervisor above us is promised 10 s; API and worker get 8 of them. */
const CHILD_GRACE_MS = 8000

const HELP = `npm start

Runs the whole service on this machine: an embedded Postgres and a storage folder under DATA_DIR (default .data),
the API on PORT (default 8088) and a worker with the engines of ENGINES (default cpu,cpu). With DATABASE_URL or
S3_ENDPOINT set, those are used instead. Access for clients is written to DATA_DIR/dev.json.
Ctrl-C stops everything. All settings: README.md, .env.example.`

const say = (line: string): void => console.log(line)

async function step<T>(what: string, work: () => Promise<T> | T): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  say(`${what} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
  return result
}

/** What was started, to be stopped in reverse order. */
type Stoppers = (() => Promise<void> | void)[]

async function start(stoppers: Stoppers, stopping: AbortSignal): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < LEAST_NODE)
    throw new SetupError(
      `this is Node ${process.versions.node}; the service needs ${LEAST_NODE}: start it with \`npm start\`, which brings its own`,
    )
  const environment = processEnvironment()
  const config = loadConfig(environment)
  const dataDir = path.resolve(config.dataDir)
  ensureWritableFolder(dataDir)
  stoppers.push(lockInstance(dataDir))
  if ((await probePort(config.port, config.host)) === undefined)
    throw new SetupError(
      `port ${config.port} of ${config.host} is in use: stop what uses it, or choose another PORT`,
    )

  const postgres = config.databaseUrl === null ? await keepPostgres(dataDir, stoppers, stopping) : null
  const databaseUrl = config.databaseUrl ?? postgres?.url
  if (databaseUrl === undefined) throw new SetupError('there is no database')

  await step('database migrated', () => migrate(databaseUrl, { heartbeatSeconds: config.heartbeatSeconds }))
  const secrets = loadSecrets(dataDir)
  const jwtSecret = config.jwtSecret ?? secrets.jwtSecret
  const baseUrl = publicBaseUrl(config)
  const access = await step('tenant and keys', () =>
    seedDevelopment(config, { databaseUrl, baseUrl, jwtSecret, secrets }),
  )

  const env: Record<string, string> = {
    ...definedOnly(environment),
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    JWT_SECRET: jwtSecret,
    LINK_SECRET: config.linkSecret ?? secrets.linkSecret,
    OUTBOUND_ALLOW_PRIVATE: environment['OUTBOUND_ALLOW_PRIVATE'] || 'true',
  }
  const logFolder = path.join(dataDir, 'logs')
  const run = (name: string, script: string): ServiceProcess =>
    keepRunning({ name, script: path.join(ROOT, script), env, logFolder, show: say })
  const services = [run('api', 'api/main.ts'), run('worker', 'worker/main.ts')]
  stoppers.push(async () => {
    await Promise.all(services.map((service) => service.stop(CHILD_GRACE_MS)))
  })
  say(`starting API and worker; their logs are in ${path.relative(process.cwd(), logFolder) || '.'}`)
  await step(`API on port ${config.port}, worker with engines ${config.engines.join(', ')}`, () =>
    untilReady(`http://${reachableHost(config)}:${config.port}/readyz`, services, stopping),
  )
  const accessFile = path.join(dataDir, 'dev.json')
  writePrivateFile(accessFile, access)
  say(
    `keys for clients: ${path.relative(process.cwd(), accessFile)}; contract: ${baseUrl}/docs; try \`npm run demo\``,
  )
  say(`ready ${baseUrl}`)
}

/** Starts Postgres, and starts it again on the same port whenever it ends by itself. */
async function keepPostgres(
  dataDir: string,
  stoppers: Stoppers,
  stopping: AbortSignal,
): Promise<EmbeddedPostgres> {
  const options = { dataDir: path.join(dataDir, 'postgres'), log: say }
  const first = await step('embedded Postgres', () => startEmbeddedPostgres(options))
  let current = first
  const keep = async (): Promise<void> => {
    for (;;) {
      const { code, signal } = await current.exited
      if (stopping.aborted) return
      say(`Postgres ended (${signal ?? `exit code ${code}`}); starting it again`)
      for (;;) {
        try {
          current = await startEmbeddedPostgres({ ...options, port: first.port })
          break
        } catch (error) {
          if (stopping.aborted) return
          say(`Postgres did not start: ${describeError(error)}`)
          await sleep(500)
        }
      }
      say('Postgres is back')
    }
  }
  void keep()
  stoppers.push(() => current.stop())
  return first
}

async function untilReady(
  url: string,
  services: readonly ServiceProcess[],
  stopping: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while ((await statusOf(url)) !== 200) {
    if (stopping.aborted) throw new SetupError('stopped before it was ready')
    for (const service of services)
      if (service.deaths() >= 3)
        throw new SetupError(`the ${service.name} does not start:\n${service.tail().join('\n')}`)
    if (Date.now() > deadline)
      throw new SetupError(
        `not ready after ${READY_TIMEOUT_MS / 1000} s; the latest lines:\n${services.flatMap((s) => s.tail()).join('\n')}`,
      )
    await sleep(50)
  }
}

const statusOf = async (url: string): Promise<number | null> =>
  await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.status,
    () => null,
  )

const reachableHost = (config: Config): string =>
  config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host

const definedOnly = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

async function main(): Promise<void> {
  const stoppers: Stoppers = []
  const stopping = new AbortController()
  let stopped: Promise<void> | null = null
  const stop = (): Promise<void> =>
    (stopped ??= (async () => {
      stopping.abort()
      for (const stopper of stoppers.splice(0).toReversed()) await stopper()
    })())
  const onSignal = (): void => {
    if (stopped !== null) process.exit(1)
    say('stopping; once more stops at once')
    void stop().then(() => process.exit(0))
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', onSignal)
  try {
    await start(stoppers, stopping.signal)
  } catch (error) {
    if (stopped === null) console.error(error instanceof ConfigError ? error.message : describeError(error))
    await stop()
    process.exit(1)
  }
}

if (process.argv.includes('--help')) say(HELP)
else await main()
