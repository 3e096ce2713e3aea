import { createRequire } from 'node:module'
import path from 'node:path'
import { openSharedClock, systemClock, type Clock, type SharedClock } from './clock.ts'
import { ConfigError, directDatabaseUrl, requireSettings, type Config } from '#core/config/config.ts'
import { settledAddress } from '#core/postgres/address.ts'
import { databaseOver, type Db } from '#core/postgres/db.ts'
import { TENANT_ROLE } from '#core/postgres/grants.ts'
import { openPool } from '#core/postgres/pool.ts'
import { oneLine } from './errors.ts'
import { openGroups, type Groups } from './groups.ts'
import { openPrepaid, type Prepaid } from '#core/limits/prepaid.ts'
import { openLog, type Log } from './log.ts'
import { createMetrics, type Metrics } from '#core/metrics/metrics.ts'
import { openNotifications, type Notifications } from '#core/postgres/notifications.ts'
import { createOutboundHttp, type OutboundHttp } from '#core/outbound/http.ts'
import { openQueue, type Queue } from '#core/postgres/queue.ts'
import { openStorage } from '#core/storage/drivers.ts'
import { loginRole } from '#core/store/as-tenant.ts'
import { databaseTimeMs } from '#core/store/database-time.ts'
import { checkNotifications } from '#core/store/notification-check.ts'
import { TRACING_OFF, type Tracing } from '#core/tracing/tracing.ts'
import type { Storage } from '#core/storage/storage.ts'
import { openFacts, type Facts } from '#core/store/facts.ts'
import { openQueuedModels, type QueuedModels } from '#core/store/queued-models.ts'
import { openTurnLevels, type TurnLevels } from '#core/store/turn-levels.ts'
import { assertOwnStorage } from '#core/store/storage-owner.ts'
import { openSigningKeys, type SigningKeys } from '#core/webhooks/signing-keys.ts'

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string }

/** What a process opens once and passes to its functions. */
export interface Deps {
  readonly config: Config
  readonly log: Log
  /** The time of the database: whatever processes share is decided by it. */
  readonly clock: Clock
  /** The clock of this machine, for what other machines sign. */
  readonly localClock: Clock
  /** Seconds that the clock of this machine is ahead of the database's. */
  skewSeconds(): number
  readonly db: Db
  readonly facts: Facts
  readonly turnLevels: TurnLevels
  readonly queuedModels: QueuedModels
  /** Submits of this process that are committed together. */
  readonly submitGroups: Groups
  /** Requests that are counted together against their limits. */
  readonly requestGroups: Groups
  /** Reads of busy callers that were counted beforehand. */
  readonly prepaid: Prepaid
  readonly queue: Queue
  readonly storage: Storage
  readonly outbound: OutboundHttp
  readonly webhookKeys: SigningKeys
  readonly notifications: Notifications
  readonly metrics: Metrics
  readonly tracing: Tracing
  /** Closes everything in reverse order. */
  close(): Promise<void>
}

export type ProcessName = 'api' | 'worker'

/**
 * Opens everything that a process needs; on a failure, closes what is open.
 *
 * @throws ConfigError for missing settings, and the errors of the database or the storage.
 */
export async function openDeps(config: Config, processName: ProcessName): Promise<Deps> {
  const { databaseUrl } = requireSettings(config, ['databaseUrl'])
  const applicationName = `wan-${processName}`
  const log = openLog({ level: config.logLevel, process: processName, format: config.logFormat })
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    const isPooled = config.databaseDirectUrl !== null
    const address = await settledAddress(databaseUrl)
    const direct = isPooled ? await settledAddress(directDatabaseUrl(config)) : address
    const pooling = {
      isPooled,
      poolSize: config.databasePoolSize,
      prepares: config.databasePreparedStatements,
      connectTimeoutMs: config.databaseConnectTimeoutSeconds * 1000,
      // A worker has time; a client of the API waits.
      ...(processName === 'api' ? { poolWaitMs: config.databasePoolWaitSeconds * 1000 } : {}),
      statementTimeoutMs: config.databaseStatementTimeoutSeconds * (processName === 'api' ? 1000 : 3000),
      applicationName,
      onIdleError: (error: Error) => log.warn({ error: error.message }, 'database connection lost'),
    }
    const pool = openPool({ ...pooling, url: address })
    const tenantPool =
      config.databaseTenantUrl === null
        ? null
        : openPool({ ...pooling, url: await settledAddress(config.databaseTenantUrl) })
    const tenantReads = tenantPool === null ? undefined : databaseOver(tenantPool)
    const db = databaseOver(pool, tenantReads)
    closers.push(() => db.destroy())
    if (tenantReads !== undefined) {
      closers.push(() => tenantReads.destroy())
      await assertTenantLogin(tenantReads)
    }
    const metrics = createMetrics()
    const tracing = await openTracing(config, applicationName, log)
    closers.push(() => tracing.close())
    const clock = await openClock(db, log)
    closers.push(async () => clock.stop())
    const storage = await openStorage(config, clock)
    closers.push(() => storage.close())
    for (const warning of (await storage.prepare()).warnings) log.warn({ warning }, 'storage')
    await assertOwnStorage(db, storage)
    const outbound = createOutboundHttp({
      allowPrivate: config.outboundAllowPrivate,
      allowedPrivateCidrs: [...config.outboundAllowedCidrs],
      userAgent: 'wan-video-service/1',
    })
    closers.push(() => outbound.close())
    const listening = { databaseUrl: direct, applicationName, log }
    const queue = await openQueue({
      ...listening,
      worker: processName === 'worker',
      heartbeatSeconds: config.heartbeatSeconds,
    })
    closers.push(() => queue.close())
    const notifications = openNotifications(listening)
    closers.push(() => notifications.close())
    metrics.watchProcess({
      version,
      skewSeconds: () => clock.skewSeconds(),
      pool: () => {
        const pools = tenantPool === null ? [pool] : [pool, tenantPool]
        const sum = (count: (each: typeof pool) => number): number =>
          pools.reduce((total, each) => total + count(each), 0)
        return {
          used: sum((each) => each.totalCount - each.idleCount),
          idle: sum((each) => each.idleCount),
          waiting: sum((each) => each.waitingCount),
        }
      },
      isListening: () => notifications.isListening(),
    })
    const stopCheck = checkNotifications(db, notifications, () => log.warn(MISSING_NOTIFICATIONS))
    closers.push(async () => stopCheck())
    return {
      config,
      log,
      clock,
      localClock: systemClock,
      skewSeconds: () => clock.skewSeconds(),
      db,
      facts: openFacts(db),
      turnLevels: openTurnLevels(),
      queuedModels: openQueuedModels(),
      submitGroups: openGroups(),
      requestGroups: openGroups(),
      prepaid: openPrepaid(),
      queue,
      storage,
      outbound,
      webhookKeys: openSigningKeys(config.webhookSigningKeys),
      notifications,
      metrics,
      tracing,
      close,
    }
  } catch (error) {
    await close()
    throw isPoolerWithoutDirectUrl(error) ? new ConfigError([POOLER_WITHOUT_DIRECT_URL]) : error
  }
}

const MISSING_NOTIFICATIONS =
  'notifications of Postgres do not arrive, so that waiting clients, cancellations and webhooks are late: when DATABASE_URL leads to a pooler, set DATABASE_DIRECT_URL to Postgres itself'

const POOLER_WITHOUT_DIRECT_URL =
  'DATABASE_URL leads to a pooler that refuses settings of a session, such as PgBouncer: set DATABASE_DIRECT_URL to Postgres itself as well'

/** Another role would see the rows of every tenant. @throws ConfigError */
async function assertTenantLogin(tenantReads: Db): Promise<void> {
  const found = await loginRole(tenantReads).catch((error: unknown) => {
    throw new ConfigError([`DATABASE_TENANT_URL cannot be used: ${oneLine(error)}`])
  })
  if (found !== TENANT_ROLE)
    throw new ConfigError([
      `DATABASE_TENANT_URL logs in as ${found}; it must log in as ${TENANT_ROLE}, which sees the rows of one tenant at a time`,
    ])
}

/** PgBouncer refuses the first connection that sets a limit for statements. */
const isPoolerWithoutDirectUrl = (error: unknown): boolean =>
  error instanceof Error && /unsupported startup parameter/.test(error.message)

/** The SDK is loaded only where there is a collector. */
async function openTracing(config: Config, service: string, log: Log): Promise<Tracing> {
  const { otelExporterOtlpEndpoint: endpoint } = config
  if (endpoint === null) return TRACING_OFF
  const { traceTo } = await import('#core/tracing/collector.ts')
  return traceTo({ endpoint, service, version, log })
}

/** A wrong clock of this machine is reported: tokens and certificates are judged by it. */
async function openClock(db: Db, log: Log): Promise<SharedClock> {
  const clock = await openSharedClock({
    ask: () => databaseTimeMs(db),
    onSkew: (skewSeconds, isSkewed) =>
      isSkewed
        ? log.warn({ skewSeconds }, 'the clock of this machine differs from that of the database')
        : log.info({ skewSeconds }, 'the clock of this machine is right again'),
  })
  return clock
}

/** Folder for the files of one run. */
export const temporaryFolder = (config: Config): string => path.resolve(config.dataDir, 'tmp')

/** Folder for measurements that are costly to repeat but may be lost. */
export const cacheFolder = (config: Config): string => path.resolve(config.dataDir, 'cache')
