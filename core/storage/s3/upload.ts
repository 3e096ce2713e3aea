import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type HeadObjectCommandOutput,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  asStorageError,
  assertExpected,
  digesting,
  digestOf,
  openSource,
  writeNewFile,
  type Digest,
} from '#core/storage/hashed-source.ts'
import { asS3Error, isMissingObject, s3StatusOf } from './error.ts'
import { StorageError } from '#core/storage/storage-error.ts'
import { type PutOptions, type Source, type StoredObject } from '#core/storage/storage.ts'

/** Larger objects are sent in parts of this size, two at a time: at most 16 MiB in memory each. */
const partSizeBytes = 8 * 1024 * 1024
const maxParts = 10_000

/** A source that can be read again, so that a failed upload can be repeated. */
type Replayable = Buffer | { path: string }

/**
 * Uploads an object and then asks the store what it holds. The SHA-256 is sent as metadata and must
 * be known first, so a stream is written to a temporary file. The SHA-256 in its signature protects
 * each request, and Content-MD5 also protects a small object. An upload that the store finds
 * damaged is repeated, at most three tries in all.
 *
 * @throws {StorageError} `integrity` when every try was damaged, or the source differs from its
 *   announcement
 */
export async function uploadObject(
  client: S3Client,
  bucket: string,
  key: string,
  source: Source,
  o: PutOptions,
): Promise<StoredObject> {
  return withReplayable(source, async (replayable) => {
    const digest = await digestOf(replayable)
    assertExpected(digest, o)
    const plan: UploadPlan = { bucket, key, source: replayable, digest, contentType: o.contentType }
    for (let triesLeft = 2; ; triesLeft--) {
      try {
        return await uploadOnce(client, plan)
      } catch (err) {
        const typed = asS3Error(err, 'put')
        if (typed.code !== 'integrity' || triesLeft === 0) throw typed
      }
    }
  })
}

interface UploadPlan {
  bucket: string
  key: string
  source: Replayable
  digest: Digest
  contentType: string
}

async function uploadOnce(client: S3Client, plan: UploadPlan): Promise<StoredObject> {
  const { source, digest, contentType, key } = plan
  const whole = Buffer.isBuffer(source) && source.length <= partSizeBytes
  const etag = whole ? await putWhole(client, plan, source) : await putInParts(client, plan)
  const head = await client.send(new HeadObjectCommand({ Bucket: plan.bucket, Key: key }))
  const held = asStoredObject(key, head)
  // Another writer has replaced the object: the store describes theirs, and ours was accepted.
  if (etag !== undefined && etag !== held.etag) return { ...held, ...digest, contentType, etag }
  if (held.sizeBytes === digest.sizeBytes && held.sha256 === digest.sha256) return held
  await client.send(new DeleteObjectCommand({ Bucket: plan.bucket, Key: key }))
  throw new StorageError('integrity', 'the object store holds something else than was sent')
}

async function putWhole(
  client: S3Client,
  { bucket, key, digest, contentType }: UploadPlan,
  body: Buffer,
): Promise<string | undefined> {
  const { ETag } = await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentMD5: createHash('md5').update(body).digest('base64'),
      ContentType: contentType,
      Metadata: { sha256: digest.sha256 },
    }),
  )
  return ETag
}

async function putInParts(
  client: S3Client,
  { bucket, key, source, digest, contentType }: UploadPlan,
): Promise<string | undefined> {
  const { through } = digesting(digest)
  const input = openSource(source)
  input.on('error', (err) => through.destroy(err))
  const upload = new Upload({
    client,
    params: {
      Bucket: bucket,
      Key: key,
      Body: input.pipe(through),
      ContentType: contentType,
      Metadata: { sha256: digest.sha256 },
    },
    partSize: Math.max(partSizeBytes, Math.ceil(digest.sizeBytes / maxParts)),
    queueSize: 2,
  })
  try {
    return (await upload.done()).ETag
  } finally {
    input.destroy()
  }
}

/**
 * Holds small files in memory, so that the hashed bytes are those sent; large ones are hashed again
 * on the way.
 */
async function withReplayable<T>(source: Source, use: (source: Replayable) => Promise<T>): Promise<T> {
  if (Buffer.isBuffer(source)) return use(source)
  if (source instanceof Readable) return withTemporaryFile(source, (path) => withReplayable({ path }, use))
  const { size } = await onFile(() => stat(source.path))
  return use(size <= partSizeBytes ? await onFile(() => readFile(source.path)) : source)
}

async function withTemporaryFile<T>(source: Readable, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await onFile(() => mkdtemp(join(tmpdir(), 'upload-')))
  try {
    const path = join(folder, 'source')
    await writeNewFile(path, source)
    return await use(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onFile<T>(run: () => Promise<T>): Promise<T> {
  return run().catch((err: unknown) => {
    throw asStorageError(err, 'read the source')
  })
}

/** The metadata of an object, as the answer to a HEAD or GET describes it. */
export function asStoredObject(key: string, head: HeadObjectCommandOutput): StoredObject {
  return {
    key,
    sizeBytes: head.ContentLength ?? 0,
    sha256: head.Metadata?.['sha256'] ?? null,
    contentType: head.ContentType ?? 'application/octet-stream',
    etag: head.ETag ?? '',
    modifiedAt: head.LastModified ?? new Date(0),
  }
}

/**
 * Aborts the uploads in parts under a prefix: a writer that died keeps its parts in the store.
 * Where the store or its permissions do not allow to list them, the bucket's lifecycle rule deletes
 * them after a day.
 */
export async function abortUploadsUnder(client: S3Client, bucket: string, prefix: string): Promise<void> {
  const upload = { Bucket: bucket }
  try {
    for (let after: Partial<ListMultipartUploadsCommandInput> | null = {}; after !== null;) {
      const page: ListMultipartUploadsCommandOutput = await client.send(
        new ListMultipartUploadsCommand({ ...upload, Prefix: prefix, ...after }),
      )
      for (const { Key, UploadId } of page.Uploads ?? [])
        await client.send(new AbortMultipartUploadCommand({ ...upload, Key, UploadId })).catch(ignoreMissing)
      const { IsTruncated, NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page
      after = IsTruncated && KeyMarker ? { KeyMarker, UploadIdMarker } : null
    }
  } catch (err) {
    if (![403, 405, 501].includes(s3StatusOf(err) ?? 0)) throw err
  }
}

/** The upload has just ended by itself. */
function ignoreMissing(err: unknown): void {
  if (!isMissingObject(err)) throw err
}
