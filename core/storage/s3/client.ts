import { S3Client } from '@aws-sdk/client-s3'
import { rememberPlace } from './error.ts'

export interface S3Options {
  /** Endpoint of an S3-compatible store; absent: AWS's own for the region. */
  endpoint?: string
  /** Endpoint in links, when clients reach the store at another address than `endpoint`. */
  publicEndpoint?: string
  region: string
  bucket: string
  /** Both or neither; absent: the SDK's credential chain (environment, files, instance role). */
  accessKeyId?: string
  secretAccessKey?: string
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. */
  forcePathStyle: boolean
  /** WHEN_SUPPORTED adds CRC32 checksums, which stores without support refuse or ignore. */
  checksumMode: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED'
  createBucket: boolean
  /** Folder of all objects, with its final slash; absent or empty: the whole bucket. */
  rulesPrefix?: string
  /**
   * Days by prefix, inside `rulesPrefix`, after which the bucket deletes objects that no job has
   * deleted.
   */
  expireAfterDays: Readonly<Record<string, number>>
  /** Limits of one HTTP request, which the SDK tries up to three times. */
  timeouts?: { connectMs: number; idleMs: number; requestMs: number }
  now?: () => Date
}

const defaultTimeouts = { connectMs: 3_000, idleMs: 30_000, requestMs: 120_000 }

/** The SDK starts its idle timer this long after a request, unless the timeout is below 6 s. */
const idleTimerDelayMs = 3_000

export function openS3Client(o: S3Options, endpoint: string | undefined): S3Client {
  const { connectMs, idleMs, requestMs } = o.timeouts ?? defaultTimeouts
  const { accessKeyId, secretAccessKey } = o
  const client = new S3Client({
    region: o.region,
    forcePathStyle: o.forcePathStyle,
    requestChecksumCalculation: o.checksumMode,
    responseChecksumValidation: o.checksumMode,
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: connectMs,
      // Cuts a connection on which no byte moves, also when the reader of a body stops reading.
      socketTimeout: idleMs - idleTimerDelayMs < 6_000 ? idleMs : idleMs - idleTimerDelayMs,
      // From the start of a request to the head of the response, including the upload of one part.
      requestTimeout: requestMs,
      throwOnRequestTimeout: true,
    },
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
  })
  const place = `${endpoint ?? `AWS in ${o.region}`}, bucket ${o.bucket}`
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args)
      } catch (error) {
        throw rememberPlace(error, place)
      }
    },
    { step: 'initialize', name: 'rememberPlace' },
  )
  return client
}
