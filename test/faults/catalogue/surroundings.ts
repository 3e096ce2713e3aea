import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { sql } from 'kysely'
import { taskIdOfVideo } from '#core/ids.ts'
import type { Fault } from '#test/faults/fault.ts'
import { FAKETIME_LIBRARY } from '#test/faults/machine.ts'
import { createOracle } from '#test/faults/oracle/oracle.ts'
import { assertCompleted, countRuns, holderOf, timed, photograph } from '#test/faults/scene/expectations.ts'
import { openScene, type Scene, type SceneOptions } from '#test/faults/scene/scene.ts'
import { mountSmallDisk, type SmallDisk } from '#test/faults/scene/small-disk.ts'
import { patient } from '#test/support/load/patience.ts'
import { spawnService, until } from '#test/support/processes/processes.ts'

/** A scene whose Postgres or files lie on a small disk, judged by the oracle at its end. */
async function onSmallDisk(
  megabytes: number,
  options: (disk: SmallDisk) => SceneOptions,
  work: (scene: Scene, disk: SmallDisk) => Promise<string>,
): Promise<string> {
  const disk = await mountSmallDisk(megabytes)
  let scene: Scene | null = null
  try {
    scene = await openScene(options(disk))
    const oracle = createOracle(scene)
    const outcome = await work(scene, disk)
    await disk.empty()
    await scene.mend()
    assert.deepEqual(await oracle(), [], 'INV is broken')
    return outcome
  } finally {
    await scene?.close()
    await disk.remove()
  }
}

async function postWithImage(scene: Scene): Promise<number> {
  const form = new FormData()
  form.set('model', 'instant')
  form.set('prompt', `${scene.ledger.canary} ${randomUUID()}`)
  form.set('webhook_url', scene.receiver.url)
  form.set('size', '192x192')
  form.set('input_reference', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
  const response = await scene.client.call('/v1/videos', { api: 0, method: 'POST', body: form })
  const { id } = (await response.json()) as { id: string }
  if (response.ok) scene.ledger.accepted.set(id, { hasWebhook: true })
  return response.status
}

const databaseDiskFull = (): Promise<string> =>
  onSmallDisk(
    190,
    (disk) => ({ store: null, postgresFolder: disk.folder }),
    async (scene, disk) => {
      const first = await scene.client.submit()
      assertCompleted(await scene.ended(first), 1)
      await disk.fill(200_000)
      let refused = 0
      for (let i = 0; i < 200 && refused < 3; i += 1) {
        const response = await scene.client.call('/v1/videos', {
          api: i % 2,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            model: 'instant',
            prompt: `${scene.ledger.canary} ${randomUUID()} ${'very '.repeat(300)}long`,
            webhook_url: scene.receiver.url,
          }),
        })
        const text = await response.text()
        if (response.status === 200)
          scene.ledger.accepted.set((JSON.parse(text) as { id: string }).id, { hasWebhook: true })
        else {
          assert.equal(response.status, 503, text)
          refused += 1
        }
      }
      assert.ok(refused > 0, 'the disk was not full')
      assert.equal((await scene.client.call(`/v1/videos/${first}`)).status, 200)
      await disk.empty()
      assertCompleted(await scene.ended(await scene.client.submit()), 1)
      return 'submits answered 503, reads 200; with space everything went on'
    },
  )

const filesDiskFull = (): Promise<string> =>
  onSmallDisk(
    16,
    (disk) => ({ store: null, env: { DATA_DIR: path.join(disk.folder, 'data') } }),
    async (scene, disk) => {
      assertCompleted(await scene.ended(await scene.client.submit()), 1)
      await disk.fill(20_000)
      assert.equal(await postWithImage(scene), 503)
      const id = await scene.client.submit('weighs 2 MB')
      await holderOf(scene, id)
      await disk.empty()
      const video = await scene.ended(id)
      assertCompleted(video, 1)
      assert.equal(await postWithImage(scene), 200)
      return 'an upload was answered 503; the running video waited for space and completed in attempt 1'
    },
  )

async function readOnly(scene: Scene): Promise<string> {
  const disk = await mountSmallDisk(2)
  try {
    await disk.makeReadOnly()
    const env = { DATA_DIR: path.join(disk.folder, 'data') }
    const { part } = await scene.startApi(env)
    assert.ok(part.isAlive())
    const { child, output } = spawnService('test/faults/scene/instant-worker.ts', {
      ...scene.env,
      ...env,
      DATABASE_URL: scene.postgres.url,
    })
    const [code] = (await once(child, 'exit')) as [number | null]
    assert.notEqual(code, 0)
    assert.match(output(), /EROFS|read-only/i)
    return 'an API with S3 serves; a worker, which writes files, ends with a line that says read-only'
  } finally {
    await scene.mend()
    await disk.remove()
  }
}

async function poolExhausted(scene: Scene): Promise<string> {
  const id = await scene.client.submit()
  assertCompleted(await scene.ended(id), 1)
  const { base } = await scene.startApi({ DATABASE_POOL_SIZE: '2', DATABASE_POOL_WAIT_SECONDS: '1.5' })
  const get = async (pathname: string): Promise<{ status: number; seconds: number }> => {
    const { result, seconds } = await timed(() =>
      fetch(base + pathname, { headers: { authorization: `Bearer ${scene.apiKey}` } }),
    )
    return { status: result.status, seconds }
  }
  await get(`/v1/videos/${id}`)
  const waiting: Promise<unknown>[] = []
  const starved = await scene.db.transaction().execute(async (trx) => {
    await sql`lock table tasks in access exclusive mode`.execute(trx)
    for (let i = 0; i < 2; i += 1) waiting.push(get(`/v1/videos/${id}`))
    await new Promise((resolve) => setTimeout(resolve, 300))
    const starving = Promise.all(Array.from({ length: 5 }, () => get(`/v1/videos/${id}`)))
    const live = await get('/livez')
    assert.equal(live.status, 200)
    return await starving
  })
  await Promise.all(waiting)
  const slowest = Math.max(...starved.map(({ seconds }) => seconds))
  for (const { status } of starved) assert.equal(status, 503)
  assert.ok(slowest * 1000 <= patient(2000), `503 after ${slowest.toFixed(1)} s`)
  assert.equal((await get(`/v1/videos/${id}`)).status, 200)
  return `503 after ${slowest.toFixed(1)} s, /livez 200, and then it went on`
}

async function wrongClock(scene: Scene): Promise<string> {
  for (const worker of scene.workers) await worker.kill('SIGTERM')
  const worker = await scene.startWorker({
    name: 'worker an hour ahead',
    env: { LD_PRELOAD: FAKETIME_LIBRARY, FAKETIME: '+61m', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
  })
  const id = await scene.client.submit()
  assertCompleted(await scene.ended(id), 1)
  assert.equal(countRuns(scene, id), 1)
  const row = await scene.db
    .selectFrom('tasks')
    .select('expires_at')
    .where('id', '=', taskIdOfVideo(id) as string)
    .executeTakeFirstOrThrow()
  const leftSeconds = ((row.expires_at as Date).getTime() - Date.now()) / 1000
  assert.ok(leftSeconds > 3500 && leftSeconds <= 3601, `expires in ${leftSeconds} s`)
  await until(
    () => /clock of this machine differs/.test(worker.output()),
    15_000,
    () => 'the worker did not say that its clock is wrong',
  )
  return 'the video expires an hour after its end; the worker said that its clock is wrong'
}

export const SURROUNDING_FAULTS: readonly Fault[] = [
  { id: 'F31', title: 'The pool of an API is exhausted', how: { inject: poolExhausted } },
  { id: 'F36', title: 'The disk of Postgres is full', needs: ['tmpfs'], how: { inject: databaseDiskFull } },
  { id: 'F49', title: 'The disk of the files is full', needs: ['tmpfs'], how: { inject: filesDiskFull } },
  { id: 'F94', title: 'The data folder is read-only', needs: ['tmpfs'], how: { inject: readOnly } },
  {
    id: 'N8',
    title: 'The clock of a worker is an hour ahead',
    needs: ['faketime'],
    how: { inject: wrongClock },
  },
]
