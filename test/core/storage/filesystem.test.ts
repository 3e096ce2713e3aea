import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { chmod, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { describe, test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { openFilesystemStorage } from '#core/storage/filesystem.ts'
import { verifyFileLink } from '#core/storage/file-link.ts'
import { StorageError } from '#core/storage/storage-error.ts'
import { type Storage } from '#core/storage/storage.ts'
import { closeAfter } from '#test/support/closing.ts'
import { storageConformance } from './conformance.ts'

const linkSecret = 'secret of these tests'
const mp4 = { contentType: 'video/mp4' }

/** The API's route for links, on Node's own server. */
async function answerLink(storage: Storage, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://localhost')
  const key = url.pathname.replace('/files/', '')
  const query = Object.fromEntries(url.searchParams)
  const verdict = verifyFileLink({ secret: linkSecret, key, query, nowSeconds: Date.now() / 1000 })
  if (!verdict.valid) return void res.writeHead(403).end()
  const asked = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '')
  const found = await storage.read(
    key,
    asked ? { start: Number(asked[1]), end: Number(asked[2]) } : undefined,
  )
  if (!found) return void res.writeHead(404).end()
  const { contentType, downloadName } = verdict.link
  res.statusCode = asked ? 206 : 200
  res.setHeader('content-type', contentType ?? found.object.contentType)
  if (downloadName) res.setHeader('content-disposition', `attachment; filename="${downloadName}"`)
  await pipeline(found.body, res)
}

storageConformance('filesystem', async () => {
  const root = await mkdtemp(join(tmpdir(), 'filesystem-storage-'))
  const server = createServer((req, res) => {
    answerLink(storage, req, res).catch((err: unknown) => res.destroy(err as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const publicBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const open = (clockOffsetSeconds = 0): Storage =>
    openFilesystemStorage({
      root,
      publicBaseUrl,
      linkSecret,
      now: () => new Date(Date.now() + clockOffsetSeconds * 1000),
    })
  const storage = open()
  return {
    open,
    capabilities: { checksSignatures: true, checksExpiry: true, honoursDownloadName: true },
    async close() {
      server.closeAllConnections()
      server.close()
      await rm(root, { recursive: true, force: true })
    },
  }
})

describe('the filesystem driver', () => {
  async function openTemporary(t: TestContext): Promise<{ root: string; storage: Storage }> {
    const root = await mkdtemp(join(tmpdir(), 'filesystem-storage-'))
    closeAfter(t, () => rm(root, { recursive: true, force: true }))
    const storage = openFilesystemStorage({ root, publicBaseUrl: 'http://localhost', linkSecret })
    await storage.prepare()
    return { root, storage }
  }

  async function filesUnder(folder: string): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }

  test('Stored files and folders are readable by their owner only', async (t) => {
    const { root, storage } = await openTemporary(t)
    await storage.put('tasks/t1/1/video.mp4', Buffer.from('x'), mp4)
    for (const entry of await readdir(root, { recursive: true })) {
      const { mode } = await stat(join(root, entry))
      assert.equal(mode & 0o077, 0, entry)
    }
  })

  test('Stored bytes keep the extension of their key, and the last removal in a folder removes the folder', async (t) => {
    const { root, storage } = await openTemporary(t)
    await storage.put('tasks/t1/1/video.mp4', Buffer.from('x'), mp4)
    const names = (await filesUnder(join(root, 'objects'))).map((path) => path.slice(root.length))
    assert.match(
      names.toSorted().join(' '),
      /^\/objects\/tasks\/t1\/1\/video\.mp4~\.json \/objects\/tasks\/t1\/1\/video~[0-9a-f]{8}\.mp4$/,
    )
    await storage.remove(['tasks/t1/1/video.mp4'])
    assert.deepEqual(await readdir(join(root, 'objects')), [])
  })

  test('Replaced objects and failed puts leave no file behind', async (t) => {
    const { root, storage } = await openTemporary(t)
    for (const text of ['1', '2', '3']) await storage.put('a/video.mp4', Buffer.from(text), mp4)
    await assert.rejects(storage.put('a/video.mp4', Buffer.from('x'), { ...mp4, sizeBytes: 2 }))
    assert.equal((await filesUnder(root)).length, 2)
  })

  test('A put into a folder survives the simultaneous removal of the last object there', async (t) => {
    const { storage } = await openTemporary(t)
    for (let i = 0; i < 100; i++) {
      await storage.put('a/b/old', Buffer.from('x'), mp4)
      await Promise.all([storage.remove(['a/b/old']), storage.put(`a/b/new-${i}`, Buffer.from('x'), mp4)])
      assert.equal((await storage.stat(`a/b/new-${i}`))?.sizeBytes, 1)
      await storage.remove([`a/b/new-${i}`])
    }
  })

  test('A writer killed at any moment leaves the earlier object or the new one, whole', async (t) => {
    const { root, storage } = await openTemporary(t)
    const key = 'tasks/t1/1/video.mp4'
    await storage.put(key, Buffer.alloc(1_000_000, 'a'), mp4)
    const script = `
      import { openFilesystemStorage } from '#core/storage/filesystem.ts'
      const storage = openFilesystemStorage({ root: ${JSON.stringify(root)}, publicBaseUrl: 'http://x', linkSecret: 'x' })
      for (let i = 0; ; i++) {
        await storage.put('${key}', Buffer.alloc(1_000_000, String.fromCharCode(98 + i % 20)), { contentType: 'video/mp4' })
        process.stdout.write('.')
      }`
    for (let round = 0; round < 5; round++) {
      const writer = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      for (let puts = 0; puts <= round; puts++) await once(writer.stdout, 'data')
      writer.kill('SIGKILL')
      await once(writer, 'exit')
      const found = await storage.read(key)
      const bytes = await found?.body.toArray()
      const content = Buffer.concat(bytes as Buffer[])
      assert.equal(content.length, 1_000_000)
      assert.ok(content.every((byte) => byte === content[0]))
    }
  })

  test('A folder is removed with what a writer that died there has left', async (t) => {
    const { root, storage } = await openTemporary(t)
    await storage.put('tasks/t1/1/video.mp4', Buffer.from('x'), mp4)
    await storage.put('tasks/t2/1/video.mp4', Buffer.from('y'), mp4)
    for (const name of ['last~00000000.png', '~0123'])
      await writeFile(join(root, 'objects', 'tasks', 't1', '1', name), 'left behind')
    await storage.removeFolder('tasks/t1/')
    assert.deepEqual(await readdir(join(root, 'objects', 'tasks')), ['t2'])
    await storage.removeFolder('tasks/t2/')
    assert.deepEqual(await readdir(join(root, 'objects')), [])
  })

  test('A writer killed at any moment leaves nothing outside the folder of its key', async (t) => {
    const { root, storage } = await openTemporary(t)
    const script = `
      import { openFilesystemStorage } from '#core/storage/filesystem.ts'
      const storage = openFilesystemStorage({ root: ${JSON.stringify(root)}, publicBaseUrl: 'http://x', linkSecret: 'x' })
      for (let i = 0; ; i++) {
        await storage.put('tasks/t1/1/' + i, Buffer.alloc(1_000_000), { contentType: 'video/mp4' })
        process.stdout.write('.')
      }`
    for (let round = 0; round < 5; round++) {
      const writer = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      for (let puts = 0; puts <= round; puts++) await once(writer.stdout, 'data')
      writer.kill('SIGKILL')
      await once(writer, 'exit')
      await storage.removeFolder('tasks/t1/')
      assert.deepEqual(await filesUnder(root), [])
    }
  })

  test('Preparing the storage removes day-old leftovers of dead writers, but no object and no younger file', async (t) => {
    const { root, storage } = await openTemporary(t)
    await storage.put('a/kept.mp4', Buffer.from('x'), mp4)
    const [oldRecord, youngRecord] = ['old', 'young'].map((name) =>
      join(root, 'objects', 'a', `~${name}`),
    ) as [string, string]
    const [oldData, youngData] = ['old', 'young'].map((name) =>
      join(root, 'objects', 'a', `${name}~00000000.mp4`),
    ) as [string, string]
    for (const path of [oldRecord, youngRecord, oldData, youngData]) await writeFile(path, 'left behind')
    const longAgo = new Date(Date.now() - 25 * 3_600_000)
    for (const path of await filesUnder(root))
      if (!path.includes('young')) await utimes(path, longAgo, longAgo)
    await storage.prepare()
    const left = (await filesUnder(root)).toSorted()
    assert.ok(left.includes(youngRecord) && left.includes(youngData))
    assert.ok(!left.includes(oldRecord) && !left.includes(oldData))
    assert.equal((await storage.stat('a/kept.mp4'))?.sizeBytes, 1)
    assert.equal(left.length, 4)
  })

  test('A record that a disk fault made unreadable is no object, prevents no start and keeps its bytes', async (t) => {
    const { root, storage } = await openTemporary(t)
    await storage.put('a/lost.mp4', Buffer.from('x'), mp4)
    await storage.put('a/kept.mp4', Buffer.from('y'), mp4)
    await writeFile(join(root, 'objects', 'a', 'lost.mp4~.json'), '{"data": "lo')
    const longAgo = new Date(Date.now() - 25 * 3_600_000)
    for (const path of await filesUnder(root)) await utimes(path, longAgo, longAgo)
    await storage.prepare()
    assert.equal(await storage.stat('a/lost.mp4'), null)
    const listed: string[] = []
    for await (const { key } of storage.list('a/')) listed.push(key)
    assert.deepEqual(listed, ['a/kept.mp4'])
    assert.equal((await filesUnder(root)).length, 4)
    await storage.put('a/lost.mp4', Buffer.from('zz'), mp4)
    assert.equal((await storage.stat('a/lost.mp4'))?.sizeBytes, 2)
  })

  test(
    'A root that cannot be written fails check and prepare as forbidden',
    { skip: process.getuid?.() === 0 && 'root may write anywhere' },
    async (t) => {
      const { root, storage } = await openTemporary(t)
      await chmod(join(root, 'objects'), 0o500)
      await assert.rejects(storage.check(), { code: 'forbidden' })
      await assert.rejects(storage.prepare(), { code: 'forbidden' })
    },
  )

  test('A root that is a file fails prepare, and a missing root fails check', async (t) => {
    const { root } = await openTemporary(t)
    await writeFile(join(root, 'file'), '')
    const open = (path: string): Storage =>
      openFilesystemStorage({ root: path, publicBaseUrl: 'http://x', linkSecret })
    await assert.rejects(open(join(root, 'file')).prepare(), StorageError)
    await assert.rejects(open(join(root, 'missing')).check(), StorageError)
  })

  // A process that may not write beyond 512 KiB runs out of space as any user on any disk.
  test('A put that runs out of space fails as full, keeps the earlier object, leaves no file and recovers', async (t) => {
    const { root } = await openTemporary(t)
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      'ulimit -f 1024; exec "$0" --input-type=module-typescript --eval "$1"',
      process.execPath,
      fullScript(root),
    ])
    assert.equal(stdout, 'full earlier recovered\n')
    assert.equal((await filesUnder(root)).length, 4)
  })

  test('A put on a full disk fails as full, keeps the earlier object and recovers', async (t) => {
    const { root } = await openTemporary(t)
    const output = await onSmallDisk(root, 'true', fullScript(root))
    if (output === null) return t.skip(notMounted)
    assert.equal(output, 'full earlier recovered\n')
  })

  test('A read-only file system fails check and put as forbidden', async (t) => {
    const { root } = await openTemporary(t)
    const output = await onSmallDisk(
      root,
      `mkdir ${root}/objects && mount -o remount,ro ${root}`,
      `import { openFilesystemStorage } from '#core/storage/filesystem.ts'
       const storage = openFilesystemStorage({ root: '${root}', publicBaseUrl: 'http://x', linkSecret: 'x' })
       const code = (err) => err.code
       console.log(await storage.check().catch(code), await storage.put('a', Buffer.from('x'), {}).catch(code))`,
    )
    if (output === null) return t.skip(notMounted)
    assert.equal(output, 'forbidden forbidden\n')
  })
})

const notMounted = 'not asserted here: this user may not mount a file system in a namespace'

/**
 * Runs a script with a tmpfs of 1 MiB mounted on a folder, for that process alone; null without
 * permission.
 */
async function onSmallDisk(folder: string, prepare: string, script: string): Promise<string | null> {
  const run = promisify(execFile)
  const inNamespace = ['--mount', '--map-root-user', 'sh', '-c']
  const mounted = `mount -t tmpfs -o size=1m tmpfs ${folder} && ${prepare}`
  try {
    await run('unshare', [...inNamespace, mounted])
  } catch {
    return null
  }
  const command = `${mounted} && exec "$0" --input-type=module-typescript --eval "$1"`
  return (await run('unshare', [...inNamespace, command, process.execPath, script])).stdout
}

const fullScript = (root: string): string => `
  import { openFilesystemStorage } from '#core/storage/filesystem.ts'
  const storage = openFilesystemStorage({ root: ${JSON.stringify(root)}, publicBaseUrl: 'http://x', linkSecret: 'x' })
  const type = { contentType: 'video/mp4' }
  await storage.prepare()
  await storage.put('a/video.mp4', Buffer.from('earlier'), type)
  const words = []
  words.push(await storage.put('a/video.mp4', Buffer.alloc(2_000_000), type).then(() => 'stored', (err) => err.code))
  words.push(Buffer.concat(await (await storage.read('a/video.mp4')).body.toArray()).toString())
  await storage.check()
  await storage.put('a/other.mp4', Buffer.alloc(100_000), type)
  words.push('recovered')
  console.log(words.join(' '))`

describe('file links', () => {
  const key = 'tasks/t1/1/video.mp4'
  const secret = randomBytes(32).toString('hex')
  const nowSeconds = 1_700_000_000
  const now = (): Date => new Date(nowSeconds * 1000)
  const storage = openFilesystemStorage({
    root: '/nowhere',
    publicBaseUrl: 'https://api.example/base/',
    linkSecret: secret,
    now,
  })
  const queryOf = (link: string): Record<string, unknown> => Object.fromEntries(new URL(link).searchParams)

  test('A file link starts with the public address, path included', async () => {
    const link = await storage.link(key, { expiresInSeconds: 60 })
    assert.match(
      link,
      /^https:\/\/api\.example\/base\/files\/tasks\/t1\/1\/video\.mp4\?expires=1700000060&signature=[\w-]{43}$/,
    )
  })

  test('A file link is valid until the second that it names, and expired from that second on', async () => {
    const query = queryOf(await storage.link(key, { expiresInSeconds: 60 }))
    assert.deepEqual(verifyFileLink({ secret, key, query, nowSeconds: nowSeconds + 59.9 }), {
      valid: true,
      link: {},
    })
    for (const at of [60, 61, 1e9])
      assert.deepEqual(verifyFileLink({ secret, key, query, nowSeconds: nowSeconds + at }), {
        valid: false,
        reason: 'expired',
      })
  })

  test('A file link carries the type and the name that were requested', async () => {
    const link = { contentType: 'image/webp', downloadName: 'a.webp' }
    const query = queryOf(await storage.link(key, { expiresInSeconds: 60, ...link }))
    assert.deepEqual(verifyFileLink({ secret, key, query, nowSeconds }), { valid: true, link })
  })

  test('A file link with another secret or a changed, missing, doubled or extra part is a forgery, even when expired', async () => {
    const good = queryOf(await storage.link(key, { expiresInSeconds: 60, downloadName: 'a.mp4' }))
    const forgeries: Parameters<typeof verifyFileLink>[0][] = [
      { secret: `${secret}x`, key, query: good, nowSeconds },
      { secret, key: 'tasks/t2/1/video.mp4', query: good, nowSeconds },
      ...[
        { expires: String(nowSeconds + 61) },
        { expires: undefined },
        { expires: [good.expires, good.expires] },
        { name: 'b.mp4' },
        { name: undefined },
        { name: ['a.mp4'] },
        { type: 'text/html' },
        { signature: undefined },
        { signature: '' },
        { signature: [good.signature] },
        { signature: `${String(good.signature)}A` },
        { other: 'x' },
      ].map((change) => ({ secret, key, query: { ...good, ...change }, nowSeconds })),
    ]
    for (const forgery of forgeries)
      for (const at of [nowSeconds, nowSeconds + 1_000])
        assert.deepEqual(verifyFileLink({ ...forgery, nowSeconds: at }), { valid: false, reason: 'tampered' })
  })
})
