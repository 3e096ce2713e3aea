import path from 'node:path'
import { ALL_TASKS_PREFIX, FILES_PREFIX, UPLOAD_DAYS, UPLOADS_PREFIX } from '#core/storage/asset-keys.ts'
import { systemClock, type Clock } from './clock.ts'
import {
  publicBaseUrl,
  requireSettings,
  storageDriver,
  storageRoot,
  type Config,
} from '#core/config/config.ts'
import { openDatabase, type Db } from '#core/postgres/db.ts'
import { openLog, type Log } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { openNotifications, type Notifications } from '#core/postgres/notifications.ts'
import { createOutboundHttp, type OutboundHttp } from '#core/outbound/http.ts'
import { openQueue, type Queue } from '#core/postgres/queue.ts'
import { openFilesystemStorage } from '#core/storage/filesystem.ts'
import { openS3Storage } from '#core/storage/s3.ts'
import type { Storage } from '#core/storage/storage.ts'

/** What a process opens once and hands to everybody. */
export interface Deps {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly db: Db
  readonly queue: Queue
  readonly storage: Storage
  readonly outbound: OutboundHttp
  readonly notifications: Notifications
  readonly metrics: Metrics
  /** Closes everything in reverse order. */
  close(): Promise<void>
}

export type ProcessName = 'api' | 'worker'

export function openStorage(config: Config): Storage {
  if (storageDriver(config) === 'filesystem') {
    const { linkSecret } = requireSettings(config, ['linkSecret'])
    return openFilesystemStorage({
      root: storageRoot(config),
      publicBaseUrl: publicBaseUrl(config),
      linkSecret,
    })
  }
  return openS3Storage({
    ...(config.s3Endpoint === null ? {} : { endpoint: config.s3Endpoint }),
    ...(config.s3PublicEndpoint === null ? {} : { publicEndpoint: config.s3PublicEndpoint }),
    ...(config.s3AccessKeyId === null || config.s3SecretAccessKey === null
      ? {}
      : { accessKeyId: config.s3AccessKeyId, secretAccessKey: config.s3SecretAccessKey }),
    region: config.s3Region,
    bucket: config.s3Bucket ?? 'wan-videos',
    forcePathStyle: config.s3ForcePathStyle,
    checksumMode: config.s3ChecksumMode as 'WHEN_REQUIRED' | 'WHEN_SUPPORTED',
    createBucket: config.s3CreateBucket,
    // Objects are removed at expiry by a job; the rule is for what a lost job would leave behind. Queued tasks wait
    // up to 30 days for a worker, and their input lies under the same prefix.
    expireAfterDays: {
      [ALL_TASKS_PREFIX]: Math.ceil(config.resultTtlSeconds / 86_400) + 31,
      [UPLOADS_PREFIX]: UPLOAD_DAYS,
      [FILES_PREFIX]: Math.ceil(config.fileTtlSeconds / 86_400) + 1,
    },
  })
}

/** @throws ConfigError for missing settings, and whatever the database or the bucket answers. */
export async function openDeps(config: Config, processName: ProcessName): Promise<Deps> {
  const { databaseUrl } = requireSettings(config, ['databaseUrl'])
  const applicationName = `wan-${processName}`
  const log = openLog({ level: config.logLevel, process: processName })
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    const db = openDatabase({
      url: databaseUrl,
      poolSize: config.databasePoolSize,
      applicationName,
      onIdleError: (error) => log.warn({ error: error.message }, 'database connection lost'),
    })
    closers.push(() => db.destroy())
    const storage = openStorage(config)
    closers.push(() => storage.close())
    for (const warning of (await storage.prepare()).warnings) log.warn({ warning }, 'storage')
    const outbound = createOutboundHttp({
      allowPrivate: config.outboundAllowPrivate,
      allowedPrivateCidrs: [...config.outboundAllowedCidrs],
      userAgent: 'wan-video-service/1',
    })
    closers.push(() => outbound.close())
    const queue = await openQueue({ databaseUrl, applicationName, log, worker: processName === 'worker' })
    closers.push(() => queue.close())
    const notifications = openNotifications({ databaseUrl, applicationName, log })
    closers.push(() => notifications.close())
    return {
      config,
      log,
      clock: systemClock,
      db,
      queue,
      storage,
      outbound,
      notifications,
      metrics: createMetrics(),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Folder for files that live as long as one run. */
export const temporaryFolder = (config: Config): string => path.resolve(config.dataDir, 'tmp')

/** Folder for what is costly to find out and may be lost. */
export const cacheFolder = (config: Config): string => path.resolve(config.dataDir, 'cache')
