import assert from 'node:assert/strict'
import { buildApp } from 'fauxqs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { openS3Storage } from '#core/storage/s3.ts'
import { StorageError } from '#core/storage/storage-error.ts'
import { closeAfter } from '#test/support/closing.ts'

const open = (t: TestContext, endpoint: string) => {
  const storage = openS3Storage({
    ...{ endpoint, region: 'us-east-1', bucket: 'videos', createBucket: false, forcePathStyle: true },
    ...{ accessKeyId: 'key', secretAccessKey: 'secret', checksumMode: 'WHEN_REQUIRED' },
    expireAfterDays: {},
  })
  closeAfter(t, () => storage.close())
  return storage
}

async function failure(of: Promise<unknown>): Promise<string> {
  const error: unknown = await of.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof StorageError, String(error))
  return error.message
}

describe('An error of the object store in the log', () => {
  it('A store that is away is named with its cause', async (t) => {
    const storage = open(t, 'http://127.0.0.1:9')
    const start = 'the object store failed: '
    const end = ' at http://127.0.0.1:9, bucket videos (connect ECONNREFUSED 127.0.0.1:9)'
    assert.equal(await failure(storage.check()), `${start}check${end}`)
    const put = await failure(
      storage.put('tasks/a/video.mp4', Buffer.from('x'), { contentType: 'video/mp4' }),
    )
    assert.ok(put.startsWith(start) && put.endsWith(end), put)
  })

  it('What a store answers is told with its status, in one line', async (t) => {
    const server = createServer((_req, res) =>
      res
        .writeHead(403, { 'content-type': 'application/xml' })
        .end('<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code><Message>Not\nyours</Message></Error>'),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closeAfter(t, () => server.close())
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const storage = open(t, endpoint)
    const message = await failure(storage.read('tasks/a/video.mp4'))
    assert.match(message, /^the object store failed: .* \(403 AccessDenied: Not yours\)$/)
    assert.ok(message.includes(` at ${endpoint}, bucket videos `), message)
  })

  it('A bucket that is missing is named', async (t) => {
    const app = buildApp({ logger: false })
    await app.listen({ port: 0, host: '127.0.0.1' })
    closeAfter(t, () => app.close())
    const { port } = app.server.address() as AddressInfo
    const message = await failure(
      open(t, `http://127.0.0.1:${port}`).put('tasks/a/video.mp4', Buffer.from('x'), {
        contentType: 'video/mp4',
      }),
    )
    assert.match(message, new RegExp(`at http://127.0.0.1:${port}, bucket videos \\(404 NoSuchBucket`))
  })
})
