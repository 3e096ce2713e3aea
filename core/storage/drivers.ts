import { systemClock, type Clock } from '#core/clock.ts'
import {
  publicBaseUrl,
  requireSettings,
  s3Prefix,
  storageDriver,
  storageRoot,
  type Config,
} from '#core/config/config.ts'
import { ALL_TASKS_PREFIX, FILES_PREFIX, UPLOAD_DAYS, UPLOADS_PREFIX } from './asset-keys.ts'
import { openFilesystemStorage } from './filesystem.ts'
import { withPrefix } from './prefixed.ts'
import type { Storage } from './storage.ts'

const DAY_SECONDS = 86_400
/**
 * A queued task waits up to 30 days for a worker, and its input shares the prefix of its result.
 */
const QUEUE_DAYS = 31

type Driver = (config: Config, clock: Clock) => Promise<Storage>

/**
 * Every storage driver, opened from the settings; `storageDriver` in `core/config/config.ts`
 * chooses.
 */
const DRIVERS: Readonly<Record<ReturnType<typeof storageDriver>, Driver>> = {
  filesystem: async (config, clock) =>
    openFilesystemStorage({
      root: storageRoot(config),
      publicBaseUrl: publicBaseUrl(config),
      linkSecret: requireSettings(config, ['linkSecret']).linkSecret,
      now: () => clock.now(),
    }),
  s3: async (config, clock) => {
    // Its SDK takes a third of a process's start, and files in a folder need none.
    const { openS3Storage } = await import('./s3.ts')
    return withPrefix(
      openS3Storage({
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
        rulesPrefix: s3Prefix(config),
        now: () => clock.now(),
        // Jobs delete objects when they expire; the rules delete what a lost job leaves behind.
        expireAfterDays: {
          [ALL_TASKS_PREFIX]: Math.ceil(config.resultTtlSeconds / DAY_SECONDS) + QUEUE_DAYS,
          [UPLOADS_PREFIX]: UPLOAD_DAYS,
          [FILES_PREFIX]: Math.ceil(config.fileTtlSeconds / DAY_SECONDS) + 1,
        },
      }),
      s3Prefix(config),
    )
  },
}

/**
 * Opens the storage that the settings choose.
 *
 * @param clock by which links to the service itself expire
 * @throws ConfigError when a setting of the driver is missing.
 */
export const openStorage = (config: Config, clock: Clock = systemClock): Promise<Storage> =>
  DRIVERS[storageDriver(config)](config, clock)
