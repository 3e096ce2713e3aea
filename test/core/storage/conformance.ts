import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test, type TestContext } from 'node:test'
import { StorageError } from '#core/storage/storage-error.ts'
import { type Storage } from '#core/storage/storage.ts'
import { linkConformance } from './link-conformance.ts'
import { failsWith, keysOf } from './storage-asserts.ts'

/**
 * What the server behind a driver does with links. Tests of a capability that the peer lacks are
 * skipped.
 */
export interface PeerCapabilities {
  /** Refuses links whose signature, key or query was changed, and requests without a signature. */
  checksSignatures: boolean
  checksExpiry: boolean
  honoursDownloadName: boolean
}

export interface StorageUnderTest {
  /** A storage on the same objects whose clock is offset by so many seconds. */
  open(clockOffsetSeconds?: number): Storage
  capabilities: PeerCapabilities
  close(): Promise<void>
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const mp4 = { contentType: 'video/mp4' }

/** The promises of `Storage`, tested on one driver. */
export function storageConformance(name: string, setUp: () => Promise<StorageUnderTest>): void {
  describe(`the storage driver ${name}`, () => {
    let underTest: StorageUnderTest
    let storage: Storage
    let folder: string

    before(async () => {
      underTest = await setUp()
      storage = underTest.open()
      await storage.prepare()
      folder = await mkdtemp(join(tmpdir(), 'conformance-'))
    })

    after(async () => {
      await storage?.close()
      await underTest?.close()
      await rm(folder, { recursive: true, force: true })
    })

    /** Skips a test of a capability that the peer lacks, with the reason in the output. */
    function requires(t: TestContext, capability: keyof PeerCapabilities): boolean {
      if (underTest.capabilities[capability]) return true
      t.skip(`not asserted here: the peer has no ${capability}`)
      return false
    }

    async function contentOf(key: string, range?: { start: number; end: number }): Promise<Buffer> {
      const found = await storage.read(key, range)
      assert.ok(found, `${key} is missing`)
      return buffer(found.body)
    }

    test('A storage can be prepared repeatedly and by several processes at once', async () => {
      const results = await Promise.all([storage.prepare(), underTest.open().prepare(), storage.prepare()])
      for (const { warnings } of results) assert.deepEqual(warnings, [])
      await storage.check()
    })

    const bytes = randomBytes(300_001)
    const sources: Record<string, () => Promise<Parameters<Storage['put']>[1]>> = {
      buffer: () => Promise.resolve(bytes),
      stream: () => Promise.resolve(Readable.from([bytes.subarray(0, 1), bytes.subarray(1)])),
      file: async () => {
        const path = join(folder, 'source')
        await writeFile(path, bytes)
        return { path }
      },
    }
    for (const [kind, source] of Object.entries(sources)) {
      test(`An object put from a ${kind} is read back with its size, SHA-256, type, ETag and time`, async () => {
        const key = `tasks/put-${kind}/1/video.mp4`
        const startedAt = Date.now()
        const put = await storage.put(key, await source(), mp4)
        assert.deepEqual(
          [put.key, put.sizeBytes, put.sha256, put.contentType],
          [key, bytes.length, sha256(bytes), 'video/mp4'],
        )
        assert.match(put.etag, /^"[^"]+"$/)
        // Stores keep whole seconds.
        assert.ok(Math.abs(put.modifiedAt.getTime() - startedAt) < 60_000)
        assert.deepEqual(await storage.stat(key), put)
        const found = await storage.read(key)
        assert.deepEqual(found?.object, put)
        assert.deepEqual(await buffer(found.body), bytes)
      })
    }

    test('An object of 20 MiB from a file or a stream is read back unchanged', async () => {
      const large = randomBytes(20 * 1024 * 1024 + 1)
      const path = join(folder, 'large')
      await writeFile(path, large)
      const fromFile = await storage.put('tasks/large/1/a.mp4', { path }, { ...mp4, sha256: sha256(large) })
      assert.deepEqual([fromFile.sizeBytes, fromFile.sha256], [large.length, sha256(large)])
      assert.ok((await contentOf('tasks/large/1/a.mp4')).equals(large))
      await storage.put('tasks/large/1/b.mp4', Readable.from([large]), mp4)
      assert.deepEqual(
        await contentOf('tasks/large/1/b.mp4', { start: 9_000_000, end: 9_000_009 }),
        large.subarray(9_000_000, 9_000_010),
      )
      await storage.remove(['tasks/large/1/a.mp4', 'tasks/large/1/b.mp4'])
    })

    test('An empty object is stored like any other', async () => {
      const put = await storage.put('tasks/empty/1/video.mp4', Buffer.alloc(0), mp4)
      assert.deepEqual([put.sizeBytes, put.sha256], [0, sha256(Buffer.alloc(0))])
      assert.deepEqual(await contentOf('tasks/empty/1/video.mp4'), Buffer.alloc(0))
    })

    test('A range returns its bytes, both ends included, cut at the end of the object', async () => {
      const digits = Buffer.from('0123456789')
      const put = await storage.put('tasks/range/1/video.mp4', digits, mp4)
      for (const [start, end, expected] of [
        [0, 0, '0'],
        [2, 5, '2345'],
        [9, 9, '9'],
        [8, 1_000, '89'],
        [0, 9, '0123456789'],
      ] as const)
        assert.equal((await contentOf('tasks/range/1/video.mp4', { start, end })).toString(), expected)
      const found = await storage.read('tasks/range/1/video.mp4', { start: 2, end: 5 })
      found?.body.destroy()
      assert.deepEqual(found?.object, put)
    })

    test('A range that starts beyond the object, or is no range, is refused', async () => {
      await storage.put('tasks/range/2/video.mp4', Buffer.from('0123456789'), mp4)
      for (const [start, end] of [
        [10, 10],
        [10, 20],
        [5, 4],
        [-5, 4],
        [0, NaN],
        [0.5, 4],
      ] as const)
        await failsWith(storage.read('tasks/range/2/video.mp4', { start, end }), 'range_not_satisfiable')
    })

    test('A copy is the same object under another key and survives the replacement or removal of the first', async () => {
      for (const size of [1000, 9 * 1024 * 1024]) {
        const bytes = randomBytes(size)
        const [from, to] = [`copies/${size}/a.mp4`, `copied/${size}/b.mp4`]
        const put = await storage.put(from, bytes, mp4)
        await storage.put(to, Buffer.from('earlier'), { contentType: 'text/plain' })
        const copied = await storage.copy(from, to)
        assert.deepEqual(
          [copied?.key, copied?.sizeBytes, copied?.sha256, copied?.contentType],
          [to, size, put.sha256, 'video/mp4'],
        )
        await storage.put(from, Buffer.from('later'), mp4)
        assert.equal(sha256(await contentOf(to)), put.sha256)
        await storage.remove([from])
        assert.equal(sha256(await contentOf(to)), put.sha256)
        await storage.remove([to])
        assert.equal(await storage.stat(to), null)
      }
      assert.equal(await storage.copy('copies/nothing', 'copied/nothing'), null)
      assert.equal(await storage.stat('copied/nothing'), null)
    })

    test('A missing object is null to stat and read, and removing it is no error', async () => {
      assert.equal(await storage.stat('tasks/none/1/video.mp4'), null)
      assert.equal(await storage.read('tasks/none/1/video.mp4'), null)
      assert.equal(await storage.read('tasks/none/1/video.mp4', { start: 0, end: 1 }), null)
      await storage.remove(['tasks/none/1/video.mp4'])
      await storage.remove([])
    })

    test('Removed objects are missing and others stay', async () => {
      const keys = Array.from({ length: 20 }, (_, i) => `tasks/remove/${i}/video.mp4`)
      await Promise.all(keys.map((key) => storage.put(key, Buffer.from(key), mp4)))
      await storage.remove(keys.slice(1))
      for (const key of keys.slice(1)) assert.equal(await storage.stat(key), null)
      assert.equal((await contentOf(keys[0] as string)).toString(), keys[0])
      await storage.remove(keys)
      assert.equal(await storage.read(keys[0] as string), null)
    })

    test('A removed folder has no object left, its neighbours keep theirs, and removing none is no error', async () => {
      const inside = Array.from({ length: 20 }, (_, i) => `tasks/folder/${i % 3}/video-${i}.mp4`)
      const beside = ['tasks/folder-2/video.mp4', 'tasks/folder']
      await Promise.all([...inside, ...beside].map((key) => storage.put(key, Buffer.from(key), mp4)))
      await storage.removeFolder('tasks/folder/')
      for (const key of inside) assert.equal(await storage.stat(key), null)
      for (const key of beside) assert.equal((await contentOf(key)).toString(), key)
      await storage.removeFolder('tasks/folder/')
      await storage.remove(beside)
    })

    test('A second put of a key replaces content, type and ETag', async () => {
      const key = 'tasks/replace/1/video.mp4'
      const first = await storage.put(key, Buffer.from('first'), mp4)
      const second = await storage.put(key, Buffer.from('second'), { contentType: 'image/webp' })
      assert.notEqual(first.etag, second.etag)
      assert.deepEqual(await storage.stat(key), second)
      assert.equal((await contentOf(key)).toString(), 'second')
    })

    test('While a key is being replaced, a reader gets one version whole', async () => {
      const key = 'tasks/replace/2/video.mp4'
      const versions = Array.from({ length: 10 }, (_, i) => Buffer.alloc(100_000, i))
      await storage.put(key, versions[0] as Buffer, mp4)
      let writing = true
      const writer = (async () => {
        for (const version of versions) await storage.put(key, version, mp4)
        writing = false
      })()
      while (writing) {
        const found = await storage.read(key)
        assert.ok(found)
        const content = await buffer(found.body)
        assert.equal(sha256(content), found.object.sha256)
      }
      await writer
    })

    test('Simultaneous puts of one key all succeed, and one object remains, whole', async () => {
      const key = 'tasks/replace/3/video.mp4'
      const versions = Array.from({ length: 8 }, (_, i) => Buffer.alloc(50_000, i))
      await Promise.all(versions.map((version) => storage.put(key, version, mp4)))
      const found = await storage.read(key)
      assert.ok(found)
      const content = await buffer(found.body)
      assert.equal(sha256(content), found.object.sha256)
      assert.ok(versions.some((version) => version.equals(content)))
    })

    test('One key may be the folder of another', async () => {
      await storage.put('tasks/nested', Buffer.from('outer'), mp4)
      await storage.put('tasks/nested/inner', Buffer.from('inner'), mp4)
      assert.equal((await contentOf('tasks/nested')).toString(), 'outer')
      assert.equal((await contentOf('tasks/nested/inner')).toString(), 'inner')
      await storage.remove(['tasks/nested'])
      assert.equal((await contentOf('tasks/nested/inner')).toString(), 'inner')
    })

    test('A source with another size or SHA-256 than announced is refused and leaves nothing', async () => {
      const key = 'tasks/lying/1/video.mp4'
      const content = Buffer.from('content')
      for (const wrong of [{ sizeBytes: 8 }, { sha256: sha256(Buffer.from('other')) }])
        for (const source of [content, Readable.from([content])])
          await failsWith(storage.put(key, source, { ...mp4, ...wrong }), 'integrity')
      assert.equal(await storage.stat(key), null)
      await storage.put(key, content, { ...mp4, sizeBytes: 7, sha256: sha256(content) })
    })

    test('A source that fails leaves nothing, and its own error reaches the caller', async () => {
      const key = 'tasks/broken/1/video.mp4'
      const failure = new Error('the client went away')
      const source = Readable.from(
        (async function* () {
          yield Buffer.alloc(100_000)
          await Promise.resolve()
          throw failure
        })(),
      )
      await assert.rejects(storage.put(key, source, mp4), failure)
      assert.equal(await storage.stat(key), null)
      await assert.rejects(storage.put(key, { path: join(folder, 'no-such-file') }, mp4), StorageError)
      assert.equal(await storage.stat(key), null)
    })

    test('A listing returns every object under a prefix in order, and nothing else', async () => {
      const keys = ['a', 'a-b', 'a.b', 'a/b', 'a/b/c', 'a/b-c', 'a0', 'ab/c', 'b/a'].map(
        (key) => `list/${key}`,
      )
      for (const key of keys) await storage.put(key, Buffer.from(key), mp4)
      const sorted = keys.toSorted()
      assert.deepEqual(await keysOf(storage.list('list/')), sorted)
      for (const prefix of [
        'list/a',
        'list/a/',
        'list/a/b',
        'list/a/b/',
        'list/a-',
        'list/b',
        'list/nothing',
        'li',
      ])
        assert.deepEqual(
          await keysOf(storage.list(prefix)),
          sorted.filter((key) => key.startsWith(prefix)),
          prefix,
        )
      assert.ok((await keysOf(storage.list(''))).length >= keys.length)
      for await (const object of storage.list('list/a/b/c')) {
        const stat = await storage.stat('list/a/b/c')
        assert.equal(object.sizeBytes, 'list/a/b/c'.length)
        assert.ok(Math.abs(object.modifiedAt.getTime() - (stat?.modifiedAt.getTime() ?? 0)) < 1_000)
      }
    })

    test('A listing that is left early stops', async () => {
      for await (const object of storage.list('list/')) {
        assert.equal(object.key, 'list/a')
        break
      }
    })

    test('Keys and prefixes that lead elsewhere are refused by every method', async () => {
      const keys = [
        '',
        '/',
        '/a',
        'a/',
        'a//b',
        '.',
        '..',
        '../a',
        'a/../b',
        'a/./b',
        '.a',
        'a/.b',
        'a\\b',
        'a b',
        'a\0b',
      ]
      keys.push('a?b', 'a#b', 'a%2e', 'ä', 'a~b', `${'a'.repeat(129)}`, Array(11).fill('a').join('/'))
      for (const key of keys) {
        await failsWith(storage.put(key, Buffer.from('x'), mp4), 'invalid_key')
        await failsWith(storage.stat(key), 'invalid_key')
        await failsWith(storage.read(key), 'invalid_key')
        await failsWith(storage.copy(key, 'tasks/fine'), 'invalid_key')
        await failsWith(storage.copy('tasks/fine', key), 'invalid_key')
        await failsWith(storage.link(key, { expiresInSeconds: 60 }), 'invalid_key')
        await failsWith(storage.remove(['tasks/fine', key]), 'invalid_key')
        await failsWith(storage.removeFolder(`${key}/`), 'invalid_key')
      }
      for (const prefix of ['/', '..', '../', 'a/../', 'a//'])
        await failsWith(keysOf(storage.list(prefix)), 'invalid_key')
    })

    linkConformance(() => ({ underTest, storage, requires }))
  })
}
