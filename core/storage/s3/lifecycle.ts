import {
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3'
import { isDeepStrictEqual } from 'node:util'

/** Begins the ids of our rules: each prefix of a bucket has its own. */
const ownIds = (prefix: string): string =>
  `wan-video-service${prefix === '' ? '' : `/${prefix.replaceAll('/', '-')}`}:`

/**
 * The rules that clean up after crashes. Incomplete uploads are deleted after a day, and objects
 * under the given prefixes after the given days, along with the older versions that a versioned
 * bucket keeps. Stores apply the rules about once a day; results expire by jobs of the service.
 */
export function lifecycleRules(
  expireAfterDays: Readonly<Record<string, number>>,
  under = '',
): LifecycleRule[] {
  return [
    {
      ID: `${ownIds(under)}abort-incomplete-uploads`,
      Status: 'Enabled',
      Filter: { Prefix: under },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
    ...Object.entries(expireAfterDays).map(([prefix, days]): LifecycleRule => ({
      ID: `${ownIds(under)}expire-${prefix.replaceAll('/', '-')}`,
      Status: 'Enabled',
      Filter: { Prefix: `${under}${prefix}` },
      Expiration: { Days: days },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    })),
  ]
}

/** Puts our rules on the bucket beside those of others, unless the bucket already has them. */
export async function putLifecycleRules(
  client: S3Client,
  bucket: string,
  own: LifecycleRule[],
  under = '',
): Promise<void> {
  const present = await rulesOf(client, bucket)
  const isOwn = (rule: LifecycleRule): boolean => rule.ID?.startsWith(ownIds(under)) ?? false
  if (isDeepStrictEqual(present.filter(isOwn).map(normal).sort(byId), own.map(normal).sort(byId))) return
  const Rules = [...present.filter((rule) => !isOwn(rule)), ...own]
  await client.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration: { Rules } }),
  )
}

async function rulesOf(client: S3Client, bucket: string): Promise<LifecycleRule[]> {
  try {
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))
    return Rules
  } catch (err) {
    if (err instanceof Error && err.name === 'NoSuchLifecycleConfiguration') return []
    throw err
  }
}

/** The rule in one form: stores omit an empty prefix, or return it beside the filter. */
function normal({ Filter, Prefix, ...rule }: LifecycleRule): object {
  return JSON.parse(JSON.stringify({ ...rule, prefix: Filter?.Prefix ?? Prefix ?? '' })) as object
}

function byId(a: object, b: object): number {
  return (a as LifecycleRule).ID! < (b as LifecycleRule).ID! ? -1 : 1
}
