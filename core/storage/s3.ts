import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type Readable } from 'node:stream'
import { openS3Client, type S3Options } from '#core/storage/s3/client.ts'
import { asS3Error, isMissingObject, s3StatusOf } from '#core/storage/s3/error.ts'
import { lifecycleRules, putLifecycleRules } from '#core/storage/s3/lifecycle.ts'
import { abortUploadsUnder, asStoredObject, uploadObject } from '#core/storage/s3/upload.ts'
import { StorageError } from './storage-error.ts'
import {
  assertByteRange,
  assertLinkOptions,
  assertStorageFolder,
  assertStorageKey,
  assertStoragePrefix,
} from './storage-key.ts'
import { type Storage } from './storage.ts'

const removalsAtOnce = 8

/** Objects in a bucket of an S3-compatible store; links are presigned GETs. */
export function openS3Storage(o: S3Options): Storage {
  const { bucket } = o
  const now = o.now ?? (() => new Date())
  const client = openS3Client(o, o.endpoint)
  const linkClient = o.publicEndpoint === undefined ? client : openS3Client(o, o.publicEndpoint)

  async function prepareBucket(): Promise<void> {
    try {
      await client.send(new HeadBucketCommand({ Bucket: bucket }))
    } catch (err) {
      if (s3StatusOf(err) !== 404) throw asS3Error(err, 'head bucket')
      if (!o.createBucket)
        throw new StorageError('bucket_missing', `the bucket ${bucket} does not exist and may not be created`)
      await createBucket()
    }
  }

  async function createBucket(): Promise<void> {
    try {
      await client.send(new CreateBucketCommand({ Bucket: bucket }))
    } catch (err) {
      // Another process of ours was faster.
      if (!(err instanceof Error && err.name === 'BucketAlreadyOwnedByYou'))
        throw asS3Error(err, 'create bucket')
    }
  }

  return {
    linksToService: false,
    expiresObjects: true,

    async prepare() {
      await prepareBucket()
      try {
        await putLifecycleRules(
          client,
          bucket,
          lifecycleRules(o.expireAfterDays, o.rulesPrefix),
          o.rulesPrefix,
        )
        return { warnings: [] }
      } catch (err) {
        const { message } = asS3Error(err, 'put lifecycle rules')
        return { warnings: [`${message}: what crashes leave behind in bucket ${bucket} stays there`] }
      }
    },

    async check() {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }))
      } catch (err) {
        if (s3StatusOf(err) === 404)
          throw new StorageError('bucket_missing', `the bucket ${bucket} does not exist`)
        throw asS3Error(err, 'check')
      }
    },

    async put(key, source, options) {
      assertStorageKey(key)
      return uploadObject(client, bucket, key, source, options)
    },

    async copy(key, toKey) {
      assertStorageKey(key)
      assertStorageKey(toKey)
      try {
        // Content type and checksum are metadata, which a copy keeps.
        await client.send(
          new CopyObjectCommand({
            Bucket: bucket,
            Key: toKey,
            CopySource: `${bucket}/${encodeURIComponent(key)}`,
          }),
        )
        return asStoredObject(toKey, await client.send(new HeadObjectCommand({ Bucket: bucket, Key: toKey })))
      } catch (err) {
        if (isMissingObject(err)) return null
        throw asS3Error(err, 'copy')
      }
    },

    async stat(key) {
      assertStorageKey(key)
      try {
        return asStoredObject(key, await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })))
      } catch (err) {
        if (isMissingObject(err)) return null
        throw asS3Error(err, 'stat')
      }
    },

    async read(key, range) {
      assertStorageKey(key)
      if (range) assertByteRange(range)
      const Range = range && `bytes=${range.start}-${range.end}`
      try {
        const answer = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ...(Range && { Range }) }),
        )
        const whole = answer.ContentRange?.split('/')[1]
        const sizeBytes = whole === undefined ? (answer.ContentLength ?? 0) : Number(whole)
        // On Node the body is a readable stream; its declared type also covers browsers.
        return { object: { ...asStoredObject(key, answer), sizeBytes }, body: answer.Body as Readable }
      } catch (err) {
        if (isMissingObject(err)) return null
        throw asS3Error(err, 'read')
      }
    },

    async link(key, options) {
      assertStorageKey(key)
      assertLinkOptions(options)
      const { expiresInSeconds, contentType, downloadName } = options
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(contentType && { ResponseContentType: contentType }),
        ...(downloadName && { ResponseContentDisposition: `attachment; filename="${downloadName}"` }),
      })
      try {
        return await getSignedUrl(linkClient, command, { expiresIn: expiresInSeconds, signingDate: now() })
      } catch (err) {
        throw asS3Error(err, 'link')
      }
    },

    // One request per key: some stores lack the request for many keys, or require a checksum in it
    // that others refuse.
    async remove(keys) {
      keys.forEach(assertStorageKey)
      await removeObjects(keys)
    },

    async removeFolder(prefix) {
      assertStorageFolder(prefix)
      try {
        await removeUnder(prefix)
        await abortUploadsUnder(client, bucket, prefix)
      } catch (err) {
        throw asS3Error(err, 'remove folder')
      }
    },

    async *list(prefix) {
      assertStoragePrefix(prefix)
      try {
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }))
          for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? [])
            yield { key: Key, sizeBytes: Size, modifiedAt: LastModified }
      } catch (err) {
        throw asS3Error(err, 'list')
      }
    },

    async close() {
      client.destroy()
      linkClient.destroy()
    },
  }

  async function removeUnder(prefix: string): Promise<void> {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }))
      await removeObjects((page.Contents ?? []).map(({ Key = '' }) => Key))
  }

  async function removeObjects(keys: readonly string[]): Promise<void> {
    for (let i = 0; i < keys.length; i += removalsAtOnce)
      await Promise.all(keys.slice(i, i + removalsAtOnce).map(removeObject))
  }

  async function removeObject(key: string): Promise<void> {
    try {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
    } catch (err) {
      if (!isMissingObject(err)) throw asS3Error(err, 'remove')
    }
  }
}
