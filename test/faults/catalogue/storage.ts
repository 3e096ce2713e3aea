import assert from 'node:assert/strict'
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3'
import { setTimeout as sleep } from 'node:timers/promises'
import { buffer } from 'node:stream/consumers'
import { taskIdOfVideo } from '#core/ids.ts'
import type { Asset } from '#core/task/asset.ts'
import type { Fault } from '#test/faults/fault.ts'
import { assertCompleted, doorOf, timed } from '#test/faults/scene/expectations.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { until } from '#test/support/processes/processes.ts'

const isResult = (line: string): boolean => /^(PUT|POST) .*\/tasks\/.*video\.mp4/.test(line)

/** The published mp4 of a video. */
async function publishedVideo(scene: Scene, videoId: string): Promise<Asset> {
  const row = await scene.db
    .selectFrom('tasks')
    .select('assets')
    .where('id', '=', taskIdOfVideo(videoId) as string)
    .executeTakeFirstOrThrow()
  assert.ok(row.assets, 'the video has no result')
  return row.assets.video
}

async function openUploads(scene: Scene): Promise<number> {
  const { endpoint, accessKeyId, secretAccessKey } = doorOf(scene).peer
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  })
  const { Uploads = [] } = await client.send(
    new ListMultipartUploadsCommand({ Bucket: scene.env['S3_BUCKET'] }),
  )
  client.destroy()
  return Uploads.length
}

async function errorsThenSuccess(scene: Scene): Promise<string> {
  let left = 2
  doorOf(scene).fault = (line) => (isResult(line) && left-- > 0 ? 'status-500' : null)
  assertCompleted(await scene.ended(await scene.client.submit()), 1)
  assert.ok(left <= 0, 'no request was harmed')
  return 'the upload was sent again; completed in attempt 1'
}

async function hang(scene: Scene): Promise<string> {
  let left = 1
  doorOf(scene).fault = (line) => (isResult(line) && left-- > 0 ? 'hang' : null)
  const slow = await scene.client.submit()
  await until(
    () => left <= 0,
    30_000,
    () => 'no request was harmed',
  )
  const other = await timed(async () => assertCompleted(await scene.ended(await scene.client.submit()), 1))
  const { seconds } = await timed(async () => assertCompleted(await scene.ended(slow, 120_000), 1))
  return `the request was given up after ${seconds.toFixed(0)} s and sent again; attempt 1; another video took ${other.seconds.toFixed(1)} s meanwhile`
}

async function slowly(scene: Scene): Promise<string> {
  let left = 1
  doorOf(scene).fault = (line) => (isResult(line) && left-- > 0 ? 'slow' : null)
  const slow = await scene.client.submit('weighs 3 MB')
  await until(
    () => left <= 0,
    30_000,
    () => 'no request was harmed',
  )
  assertCompleted(await scene.ended(await scene.client.submit()), 1)
  const { seconds } = await timed(async () => assertCompleted(await scene.ended(slow, 300_000), 1))
  return `the upload was given up after ${seconds.toFixed(0)} s and sent again; its claim held; others went on`
}

async function revoked(scene: Scene): Promise<string> {
  const door = doorOf(scene)
  door.fault = () => 'status-403'
  const id = await scene.client.submit()
  await until(
    async () => /paused"} 1$/m.test(await (await scene.client.call('/metrics')).text()),
    60_000,
    () => 'no worker stopped taking tasks',
  )
  const ready = await scene.client.call('/readyz')
  assert.equal(ready.status, 200)
  assert.match(await ready.text(), /"storage":"failed"/)
  door.fault = () => null
  assertCompleted(await scene.ended(id, 60_000), 1)
  return 'the worker took no tasks, /readyz and a metric said so; with a valid key the video was completed in attempt 1, without a restart'
}

async function cutMultipart(scene: Scene): Promise<string> {
  const door = doorOf(scene)
  let aborted = false
  door.fault = (line) => {
    aborted ||= /^DELETE .*uploadId/.test(line)
    return !aborted && line.includes('partNumber=2') ? 'cut-after-100-kB' : null
  }
  const video = await scene.ended(await scene.client.submit('weighs 20 MB'), 90_000)
  assertCompleted(video, 2)
  assert.ok(aborted, 'the upload in parts was not aborted')
  assert.equal(await openUploads(scene), 0)
  return 'the upload was aborted, no part is left; completed in attempt 2'
}

async function lostAnswer(scene: Scene): Promise<string> {
  let left = 1
  doorOf(scene).fault = (line) => (isResult(line) && left-- > 0 ? 'lose-answer' : null)
  assertCompleted(await scene.ended(await scene.client.submit()), 1)
  assert.ok(left <= 0, 'no request was harmed')
  return 'the upload was sent again over its own object; completed in attempt 1'
}

async function flipped(scene: Scene): Promise<string> {
  let left = 1
  doorOf(scene).fault = (line) => (isResult(line) && left-- > 0 ? 'flip-byte' : null)
  assertCompleted(await scene.ended(await scene.client.submit()), 1)
  assert.ok(left <= 0, 'no request was harmed')
  return 'the store refused the bytes, they were sent again; completed in attempt 1'
}

async function removedBehindUs(scene: Scene): Promise<string> {
  const id = await scene.client.submit()
  assertCompleted(await scene.ended(id), 1)
  const { key, contentType } = await publishedVideo(scene, id)
  const found = await scene.storage.read(key)
  assert.ok(found)
  const bytes = await buffer(found.body)
  await scene.storage.remove([key])
  const answer = await scene.client.call(`/v1/videos/${id}/content`, { api: 0 })
  assert.equal(answer.status, 410)
  assert.match(await answer.text(), /video_expired/)
  // The oracle looks at what is published.
  await scene.storage.put(key, bytes, { contentType })
  return 'content answers 410'
}

async function expiredLink(scene: Scene): Promise<string> {
  const id = await scene.client.submit()
  assertCompleted(await scene.ended(id), 1)
  const { key } = await publishedVideo(scene, id)
  const link = await scene.storage.link(key, { expiresInSeconds: 4 })
  assert.equal((await fetch(link)).status, 200)
  await sleep(5000)
  assert.equal((await fetch(link)).status, 403)
  const fresh = await scene.client.call(`/v1/videos/${id}/content`, { api: 1 })
  assert.equal(fresh.status, 302)
  assert.equal((await fetch(fresh.headers.get('location') as string)).status, 200)
  return 'the store answers 403; a new GET gives a link that works'
}

async function tamperedLink(scene: Scene): Promise<string> {
  const ids = [await scene.client.submit(), await scene.client.submit()] as const
  for (const id of ids) assertCompleted(await scene.ended(id), 1)
  const [own, other] = [await publishedVideo(scene, ids[0]), await publishedVideo(scene, ids[1])]
  const link = await scene.storage.link(own.key, { expiresInSeconds: 60 })
  const edited = link.replace(own.key, other.key)
  assert.notEqual(edited, link)
  assert.equal((await fetch(edited)).status, 403)
  assert.equal((await fetch(link.split('?')[0] as string)).status, 403)
  return 'the store answers 403 to the edited link and to the bare address'
}

export const STORAGE_FAULTS: readonly Fault[] = [
  { id: 'F39', title: 'S3 answers 500 twice, then 200', fast: true, how: { inject: errorsThenSuccess } },
  { id: 'F40', title: 'S3 accepts an upload and never answers', how: { inject: hang } },
  { id: 'F41', title: 'S3 takes an upload at 10 kB/s', how: { inject: slowly } },
  { id: 'F42', title: 'S3 credentials revoked', how: { inject: revoked } },
  {
    id: 'F43',
    title: 'The connection breaks in the middle of an upload in parts',
    fast: true,
    how: { inject: cutMultipart },
  },
  { id: 'F44', title: 'A byte of an upload changes on the way', needs: ['rgw'], how: { inject: flipped } },
  {
    id: 'N1',
    title: 'S3 stores an upload, and its answer is lost',
    fast: true,
    how: { inject: lostAnswer },
  },
  { id: 'F46', title: 'An object is deleted behind us', fast: true, how: { inject: removedBehindUs } },
  { id: 'F47', title: 'A link to the store has expired', needs: ['rgw'], how: { inject: expiredLink } },
  { id: 'F48', title: 'A link to the store is edited', needs: ['rgw'], how: { inject: tamperedLink } },
]
