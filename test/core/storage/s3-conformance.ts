import {
  CreateMultipartUploadCommand,
  GetBucketLifecycleConfigurationCommand,
  ListMultipartUploadsCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { type AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test, type TestContext } from 'node:test'
import { type S3Options } from '#core/storage/s3/client.ts'
import { withPrefix } from '#core/storage/prefixed.ts'
import { openS3Storage } from '#core/storage/s3.ts'
import { type Storage } from '#core/storage/storage.ts'
import { closeAfter } from '#test/support/closing.ts'
import { storageConformance, type PeerCapabilities } from './conformance.ts'
import { keysOf } from './storage-asserts.ts'
import { startFaultyProxy, type Fault, type FaultyProxy } from './faulty-proxy.ts'
import { patient } from '#test/support/load/patience.ts'

export interface S3Capabilities extends PeerCapabilities {
  checksCredentials: boolean
  /** Refuses an upload whose Content-MD5 or signed SHA-256 does not match its bytes. */
  checksUploads: boolean
  listsUploads: boolean
}

export interface S3Peer {
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  stop(): Promise<void>
}

const mp4 = { contentType: 'video/mp4' }
const newBucket = (): string => `test-${randomBytes(6).toString('hex')}`

/** The promises of `Storage` and those of a bucket alone, tested on one S3 server. */
export function s3Conformance(
  name: string,
  o: { capabilities: S3Capabilities; start: () => Promise<S3Peer> },
): void {
  describe(`the S3 driver on ${name}`, () => {
    let peer: S3Peer

    before(async () => {
      peer = await o.start()
    })
    after(() => peer?.stop())

    const options = (changes: Partial<S3Options> = {}): S3Options => ({
      endpoint: peer.endpoint,
      region: 'us-east-1',
      bucket: newBucket(),
      accessKeyId: peer.accessKeyId,
      secretAccessKey: peer.secretAccessKey,
      forcePathStyle: true,
      checksumMode: 'WHEN_REQUIRED',
      createBucket: true,
      expireAfterDays: { 'tasks/': 8 },
      ...changes,
    })

    for (const checksumMode of ['WHEN_REQUIRED', 'WHEN_SUPPORTED'] as const)
      storageConformance(`${name}, checksums ${checksumMode}`, () => {
        const bucket = newBucket()
        const open = (clockOffsetSeconds = 0): Storage => {
          const now = (): Date => new Date(Date.now() + clockOffsetSeconds * 1000)
          return openS3Storage(options({ bucket, checksumMode, now }))
        }
        return Promise.resolve({ open, capabilities: o.capabilities, close: () => Promise.resolve() })
      })

    storageConformance(`${name}, in a folder of the bucket`, () => {
      const bucket = newBucket()
      const rulesPrefix = 'shared/staging/'
      const open = (clockOffsetSeconds = 0): Storage => {
        const now = (): Date => new Date(Date.now() + clockOffsetSeconds * 1000)
        return withPrefix(openS3Storage(options({ bucket, rulesPrefix, now })), rulesPrefix)
      }
      return Promise.resolve({ open, capabilities: o.capabilities, close: () => Promise.resolve() })
    })

    test('Folders of one bucket see their own objects alone and keep the rules of each other', async (t) => {
      const bucket = newBucket()
      const inFolder = (rulesPrefix: string): Storage =>
        withPrefix(open(t, { bucket, rulesPrefix }), rulesPrefix)
      const [whole, staging, live] = [open(t, { bucket }), inFolder('staging/'), inFolder('live/')]
      for (const storage of [whole, staging, live]) await storage.prepare()
      const { Rules = [] } = await plainClient(t).send(
        new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }),
      )
      const prefixes = Rules.map(({ Filter, Prefix }) => Filter?.Prefix ?? Prefix ?? '')
      assert.deepEqual(prefixes.toSorted(), [
        '',
        'live/',
        'live/tasks/',
        'staging/',
        'staging/tasks/',
        'tasks/',
      ])
      for (const storage of [staging, live]) await storage.put('tasks/a', Buffer.from('x'), mp4)
      await live.remove(['tasks/a'])
      assert.equal(await live.stat('tasks/a'), null)
      assert.equal((await staging.stat('tasks/a'))?.key, 'tasks/a')
      assert.equal((await whole.stat('staging/tasks/a'))?.sizeBytes, 1)
    })

    test('A listing returns more than the thousand objects that one page holds', async (t) => {
      const rulesPrefix = 'shared/'
      const storage = withPrefix(open(t, { rulesPrefix }), rulesPrefix)
      await storage.prepare()
      const keys = Array.from({ length: 1_010 }, (_, i) => `pages/${String(i).padStart(4, '0')}`)
      for (let i = 0; i < keys.length; i += 20)
        await Promise.all(keys.slice(i, i + 20).map((key) => storage.put(key, Buffer.from('x'), mp4)))
      assert.deepEqual(await keysOf(storage.list('pages/')), keys)
      await storage.remove(keys)
      assert.deepEqual(await keysOf(storage.list('pages/')), [])
    })

    function requires(t: TestContext, capability: keyof S3Capabilities): boolean {
      if (o.capabilities[capability]) return true
      t.skip(`not asserted here: the peer has no ${capability}`)
      return false
    }

    function open(t: TestContext, changes: Partial<S3Options> = {}): Storage {
      const storage = openS3Storage(options(changes))
      closeAfter(t, () => storage.close())
      return storage
    }

    async function openBehindProxy(
      t: TestContext,
      faultOf: (line: string) => Fault,
      changes: Partial<S3Options> = {},
    ): Promise<{ storage: Storage; proxy: FaultyProxy; bucket: string }> {
      const bucket = newBucket()
      await open(t, { bucket }).prepare()
      const proxy = await startFaultyProxy(peer.endpoint, faultOf)
      closeAfter(t, () => proxy.close())
      return { storage: open(t, { bucket, endpoint: proxy.endpoint, ...changes }), proxy, bucket }
    }

    function plainClient(t: TestContext): S3Client {
      const { accessKeyId, secretAccessKey, endpoint } = peer
      const client = new S3Client({
        endpoint,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: { accessKeyId, secretAccessKey },
        requestChecksumCalculation: 'WHEN_REQUIRED',
      })
      closeAfter(t, () => client.destroy())
      return client
    }

    describe('the bucket', () => {
      test('A missing bucket that may not be created fails check, prepare, read and put as bucket_missing', async (t) => {
        const storage = open(t, { createBucket: false })
        await assert.rejects(storage.check(), { code: 'bucket_missing' })
        await assert.rejects(storage.prepare(), { code: 'bucket_missing' })
        await assert.rejects(storage.read('a'), { code: 'bucket_missing' })
        await assert.rejects(storage.put('a', Buffer.from('x'), mp4), { code: 'bucket_missing' })
      })

      test('Preparing a bucket keeps the lifecycle rules of others and writes its own only when they differ', async (t) => {
        const { storage, proxy, bucket } = await openBehindProxy(t, () => null)
        const client = plainClient(t)
        const foreign = {
          ID: 'logs',
          Status: 'Enabled' as const,
          Filter: { Prefix: 'logs/' },
          Expiration: { Days: 3 },
        }
        await client.send(
          new PutBucketLifecycleConfigurationCommand({
            Bucket: bucket,
            LifecycleConfiguration: { Rules: [foreign] },
          }),
        )
        const written = (): number => proxy.requests.filter((line) => /^PUT .*lifecycle/.test(line)).length
        assert.deepEqual(await storage.prepare(), { warnings: [] })
        assert.equal(written(), 1)
        const { Rules = [] } = await client.send(
          new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }),
        )
        const byId = Object.fromEntries(Rules.map((rule) => [rule.ID, rule]))
        assert.deepEqual(Object.keys(byId).toSorted(), [
          'logs',
          'wan-video-service:abort-incomplete-uploads',
          'wan-video-service:expire-tasks-',
        ])
        assert.equal(byId['wan-video-service:expire-tasks-']?.Expiration?.Days, 8)
        assert.equal(byId['wan-video-service:expire-tasks-']?.Filter?.Prefix, 'tasks/')
        assert.equal(
          byId['wan-video-service:abort-incomplete-uploads']?.AbortIncompleteMultipartUpload
            ?.DaysAfterInitiation,
          1,
        )
        await storage.prepare()
        assert.equal(written(), 1)
        await open(t, { bucket, endpoint: proxy.endpoint, expireAfterDays: { 'tasks/': 9 } }).prepare()
        assert.equal(written(), 2)
      })

      test('A store that takes no lifecycle rules is used all the same, with a warning', async (t) => {
        const { storage } = await openBehindProxy(
          t,
          (line) => (line.includes('lifecycle') ? 'status-500' : null),
          { expireAfterDays: { 'tasks/': 99 } },
        )
        const { warnings } = await storage.prepare()
        assert.equal(warnings.length, 1)
        assert.match(warnings[0] ?? '', /lifecycle/)
        await storage.put('tasks/a', Buffer.from('x'), mp4)
      })

      test('Every method fails as forbidden with an unknown key or a wrong secret', async (t) => {
        if (!requires(t, 'checksCredentials')) return
        const bucket = newBucket()
        await open(t, { bucket }).prepare()
        for (const changes of [{ accessKeyId: 'unknown' }, { secretAccessKey: 'wrong' }]) {
          const storage = open(t, { bucket, ...changes })
          await assert.rejects(storage.check(), { code: 'forbidden' })
          await assert.rejects(storage.prepare(), { code: 'forbidden' })
          await assert.rejects(storage.put('a', Buffer.from('x'), mp4), { code: 'forbidden' })
          await assert.rejects(storage.stat('a'), { code: 'forbidden' })
          await assert.rejects(storage.read('a'), { code: 'forbidden' })
          await assert.rejects(storage.remove(['a']), { code: 'forbidden' })
          await assert.rejects(storage.list('')[Symbol.asyncIterator]().next(), { code: 'forbidden' })
        }
      })
    })

    describe('faults of the store', () => {
      test('A put succeeds after two consecutive errors of the store', async (t) => {
        let failures = 0
        const { storage } = await openBehindProxy(t, () => (++failures <= 2 ? 'status-500' : null))
        const put = await storage.put('tasks/a', Buffer.from('content'), mp4)
        assert.equal(put.sizeBytes, 7)
        assert.ok(failures > 2)
      })

      test('A store that accepts and never answers is unavailable after the idle time of each try', async (t) => {
        const timeouts = { connectMs: 1_000, idleMs: 100, requestMs: 5_000 }
        const { storage, proxy } = await openBehindProxy(t, () => 'hang', { timeouts })
        const startedAt = performance.now()
        await assert.rejects(storage.put('tasks/a', Buffer.from('content'), mp4), { code: 'unavailable' })
        assert.ok(performance.now() - startedAt < patient(5_000))
        assert.equal(proxy.requests.length, 3)
      })

      test('A store that does not run is unavailable', async (t) => {
        const unused = createServer().listen(0, '127.0.0.1')
        await once(unused, 'listening')
        const { port } = unused.address() as AddressInfo
        unused.close()
        const storage = open(t, { endpoint: `http://127.0.0.1:${port}` })
        await assert.rejects(storage.check(), { code: 'unavailable' })
        await assert.rejects(storage.prepare(), { code: 'unavailable' })
        await assert.rejects(storage.stat('a'), { code: 'unavailable' })
      })

      test('A small object or a part damaged on the way is sent again and arrives whole', async (t) => {
        if (!requires(t, 'checksUploads')) return
        let damages = 0
        const { storage } = await openBehindProxy(t, (line) =>
          line.startsWith('PUT') && ++damages === 1 ? 'flip-byte' : null,
        )
        for (const sizeBytes of [1_000, 9_000_000]) {
          damages = 0
          const bytes = randomBytes(sizeBytes)
          await storage.put('tasks/damaged', bytes, mp4)
          assert.ok(damages > 1)
          const found = await storage.read('tasks/damaged')
          assert.ok((await buffer(found!.body)).equals(bytes))
        }
      })

      test('An object damaged on every try fails as integrity, and nothing is stored', async (t) => {
        if (!requires(t, 'checksUploads')) return
        const { storage } = await openBehindProxy(t, (line) => (line.startsWith('PUT') ? 'flip-byte' : null))
        await assert.rejects(storage.put('tasks/damaged', randomBytes(1_000), mp4), { code: 'integrity' })
        assert.equal(await storage.stat('tasks/damaged'), null)
      })

      test('An upload whose connection breaks on every try of a part fails as unavailable and is aborted', async (t) => {
        const { storage, proxy, bucket } = await openBehindProxy(t, (line) =>
          line.includes('partNumber=2') ? 'cut-after-100-kB' : null,
        )
        await assert.rejects(storage.put('tasks/cut', randomBytes(17_000_000), mp4), { code: 'unavailable' })
        assert.equal(await storage.stat('tasks/cut'), null)
        assert.ok(proxy.requests.some((line) => /^DELETE .*uploadId/.test(line)))
        if (!requires(t, 'listsUploads')) return
        const { Uploads = [] } = await plainClient(t).send(
          new ListMultipartUploadsCommand({ Bucket: bucket }),
        )
        assert.deepEqual(Uploads, [])
      })

      test('A removed folder keeps no part of an upload whose writer died', async (t) => {
        if (!requires(t, 'listsUploads')) return
        const o = options()
        const storage = openS3Storage(o)
        closeAfter(t, () => storage.close())
        await storage.prepare()
        const client = plainClient(t)
        for (const Key of ['tasks/t1/1/a.mp4', 'tasks/t1/1/b.mp4', 'tasks/t2/1/a.mp4'])
          await client.send(new CreateMultipartUploadCommand({ Bucket: o.bucket, Key }))
        await storage.removeFolder('tasks/t1/')
        const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: o.bucket }))
        assert.deepEqual(
          Uploads.map(({ Key }) => Key),
          ['tasks/t2/1/a.mp4'],
        )
      })

      test('An upload whose connection breaks once within a part succeeds', async (t) => {
        let cuts = 0
        const { storage } = await openBehindProxy(t, (line) =>
          line.includes('partNumber=2') && ++cuts === 1 ? 'cut-after-100-kB' : null,
        )
        const bytes = randomBytes(17_000_000)
        await storage.put('tasks/cut', bytes, mp4)
        const found = await storage.read('tasks/cut')
        assert.ok((await buffer(found!.body)).equals(bytes))
        assert.ok(cuts > 1)
      })
    })

    describe('addresses', () => {
      test('Links carry the public endpoint, with the bucket in the path or in the host', async (t) => {
        const publicEndpoint = 'https://videos.example'
        const changes = { bucket: 'the-bucket', publicEndpoint }
        const link = { expiresInSeconds: 60 }
        const pathStyle = new URL(await open(t, changes).link('tasks/a.mp4', link))
        assert.equal(pathStyle.origin + pathStyle.pathname, 'https://videos.example/the-bucket/tasks/a.mp4')
        const virtual = new URL(
          await open(t, { ...changes, forcePathStyle: false }).link('tasks/a.mp4', link),
        )
        assert.equal(virtual.origin + virtual.pathname, 'https://the-bucket.videos.example/tasks/a.mp4')
        assert.equal(virtual.searchParams.get('X-Amz-Expires'), '60')
      })

      test('A link made for the public endpoint works there', async (t) => {
        const bucket = newBucket()
        await open(t, { bucket }).prepare()
        const proxy = await startFaultyProxy(peer.endpoint, () => null)
        closeAfter(t, () => proxy.close())
        const storage = open(t, { bucket, publicEndpoint: proxy.endpoint })
        await storage.put('tasks/a.mp4', Buffer.from('content'), mp4)
        assert.equal(proxy.requests.length, 0)
        const answer = await fetch(await storage.link('tasks/a.mp4', { expiresInSeconds: 60 }))
        assert.equal(await answer.text(), 'content')
        assert.equal(proxy.requests.length, 1)
      })
    })
  })
}
