import assert from 'node:assert/strict'
import { before, describe, test, type TestContext } from 'node:test'
import { type Storage } from '#core/storage/storage.ts'
import type { PeerCapabilities, StorageUnderTest } from './conformance.ts'
import { failsWith, statusOf } from './storage-asserts.ts'

const mp4 = { contentType: 'video/mp4' }

interface LinkScene {
  readonly underTest: StorageUnderTest
  readonly storage: Storage
  /** False when the peer lacks the capability; the test is then skipped. */
  requires(t: TestContext, capability: keyof PeerCapabilities): boolean
}

/** The promises of `Storage.link`, tested on one driver. */
export function linkConformance(scene: () => LinkScene): void {
  describe('links', () => {
    const key = 'tasks/link/1/video.mp4'
    const content = Buffer.from('0123456789')

    before(async () => {
      await scene().storage.put(key, content, mp4)
      await scene().storage.put('tasks/link/2/video.mp4', Buffer.from('another'), mp4)
    })

    test('A link reads the object with its type without credentials, whole or in ranges', async () => {
      const link = await scene().storage.link(key, { expiresInSeconds: 60 })
      const whole = await fetch(link)
      assert.deepEqual([whole.status, whole.headers.get('content-type')], [200, 'video/mp4'])
      assert.deepEqual(Buffer.from(await whole.arrayBuffer()), content)
      const part = await fetch(link, { headers: { range: 'bytes=2-5' } })
      assert.deepEqual([part.status, await part.text()], [206, '2345'])
    })

    test('A link may name another type and a file name for the download', async (t) => {
      if (!scene().requires(t, 'honoursDownloadName')) return
      const link = await scene().storage.link(key, {
        expiresInSeconds: 60,
        contentType: 'application/octet-stream',
        downloadName: 'my-video.mp4',
      })
      const answer = await fetch(link)
      assert.equal(answer.headers.get('content-type'), 'application/octet-stream')
      assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="my-video.mp4"')
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), content)
    })

    test('A link to a missing object answers 404', async () => {
      const answer = await fetch(await scene().storage.link('tasks/link/none', { expiresInSeconds: 60 }))
      assert.equal(answer.status, 404)
      await answer.body?.cancel()
    })

    test('An expired link answers 403 and a fresh one works', async (t) => {
      if (!scene().requires(t, 'checksExpiry')) return
      const past = scene().underTest.open(-3_600)
      const expired = await past.link(key, { expiresInSeconds: 60 })
      const stillGood = await past.link(key, { expiresInSeconds: 3_660 })
      await past.close()
      assert.equal(await statusOf(expired), 403)
      assert.equal(await statusOf(stillGood), 200)
      assert.equal(await statusOf(await scene().storage.link(key, { expiresInSeconds: 60 })), 200)
    })

    test('A link with any changed part answers 403', async (t) => {
      if (!scene().requires(t, 'checksSignatures')) return
      const link = await scene().storage.link(key, { expiresInSeconds: 60, downloadName: 'a.mp4' })
      assert.equal(await statusOf(link), 200)
      assert.equal(await statusOf(link.replace('/1/video', '/2/video')), 403)
      const url = new URL(link)
      for (const [name, value] of url.searchParams) {
        const changed = new URL(link)
        changed.searchParams.set(name, value.slice(0, -1) + (value.endsWith('0') ? '1' : '0'))
        const status = await statusOf(changed.href)
        // To S3, a part that no longer parses is a bad request.
        const malformed = status === 400 && /algorithm|credential|date|expires/i.test(name)
        assert.ok(status === 403 || malformed, `${name}: ${status}`)
        changed.searchParams.delete(name)
        assert.notEqual(await statusOf(changed.href), 200, `without ${name}`)
      }
    })

    test('A link without its signature answers 403', async (t) => {
      if (!scene().requires(t, 'checksSignatures')) return
      const { origin, pathname } = new URL(await scene().storage.link(key, { expiresInSeconds: 60 }))
      assert.equal(await statusOf(origin + pathname), 403)
    })

    test('A link with a lifetime above seven days or a name that could end its header is refused', async () => {
      for (const expiresInSeconds of [0, -1, 1.5, NaN, 604_801])
        await failsWith(scene().storage.link(key, { expiresInSeconds }), 'invalid_option')
      for (const downloadName of ['', 'a"b', 'a\r\nb', '../a', 'a/b', 'é'])
        await failsWith(scene().storage.link(key, { expiresInSeconds: 60, downloadName }), 'invalid_option')
      for (const contentType of ['', 'text', 'text/html; x', 'a/b\r\nc: d'])
        await failsWith(scene().storage.link(key, { expiresInSeconds: 60, contentType }), 'invalid_option')
    })
  })
}
