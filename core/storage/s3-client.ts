import { S3Client } from '@aws-sdk/client-s3'

export interface S3Options {
  /** of an S3-compatible store; that of AWS for the region unless given */
  endpoint?: string
  /** under which clients reach the store, if not under `endpoint`; it is written into links */
  publicEndpoint?: string
  region: string
  bucket: string
  /** both or neither; without them the SDK's own chain is asked (environment, files, instance role) */
  accessKeyId?: string
  secretAccessKey?: string
  /** `endpoint/bucket/key` in place of `bucket.endpoint/key` */
  forcePathStyle: boolean
  /** WHEN_SUPPORTED adds CRC32 checksums, which stores that do not know them refuse or ignore */
  checksumMode: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED'
  createBucket: boolean
  /** days after which the bucket removes what lies under a prefix, for objects that no job came to remove */
  expireAfterDays: Readonly<Record<string, number>>
  /** Limits of one HTTP request; the SDK tries each up to three times. */
  timeouts?: { connectMs: number; idleMs: number; requestMs: number }
  now?: () => Date
}

const defaultTimeouts = { connectMs: 3_000, idleMs: 30_000, requestMs: 120_000 }

/** The SDK arms its idle timer this much after the start of a request, unless the timeout is shorter than 6 s. */
const idleTimerDelayMs = 3_000

export function openS3Client(o: S3Options, endpoint: string | undefined): S3Client {
  const { connectMs, idleMs, requestMs } = o.timeouts ?? defaultTimeouts
  const { accessKeyId, secretAccessKey } = o
  return new S3Client({
    region: o.region,
    forcePathStyle: o.forcePathStyle,
    requestChecksumCalculation: o.checksumMode,
    responseChecksumValidation: o.checksumMode,
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: connectMs,
      // neither direction moves; a reader that stops reading a body is cut by this as well
      socketTimeout: idleMs - idleTimerDelayMs < 6_000 ? idleMs : idleMs - idleTimerDelayMs,
      // from the start to the head of the response, the sending of one part included
      requestTimeout: requestMs,
      throwOnRequestTimeout: true,
    },
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
  })
}
