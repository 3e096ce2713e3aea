import assert from 'node:assert/strict'
import { readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { after, afterEach, before, describe, it, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { taskPrefix } from '#core/storage/asset-keys.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { closeAfter } from '#test/support/closing.ts'

const PROMISED_MS = 60_000
/** About 10 s on one core. */
const LONG = { num_inference_steps: '50', num_frames: '49', size: '256x144' }
const SHORT = { num_inference_steps: '4', num_frames: '5', size: '64x64' }

let database: TestDatabase
let service: Service
before(async () => {
  database = await createTestDatabase()
  service = await startService({
    databaseUrl: database.url,
    workers: 0,
    env: { CHECKPOINT_EVERY_STEPS: '2', WEBHOOK_SCHEDULE_SECONDS: '0,3' },
  })
})
afterEach(async () => {
  for (const worker of service.workers.splice(0)) {
    if (worker.child.exitCode !== null || worker.child.signalCode !== null) continue
    process.kill(worker.pid, 'SIGCONT')
    await worker.kill('SIGKILL')
  }
})
after(async () => {
  await service.stop()
  await database.drop()
})

let count = 0
/** A video whose every text is unique in the database and the storage. */
async function submitMarked(fields: Record<string, string>): Promise<{ video: Video; markers: string[] }> {
  count += 1
  const mark = (what: string): string => `${what}marker${count}xyzzy`
  const video = await service.submit(
    {
      prompt: `a cup and ${mark('prompt')}`,
      negative_prompt: mark('negative'),
      'metadata[order]': mark('metadata'),
      unheard_of: mark('unknown'),
      ...fields,
    },
    { 'idempotency-key': mark('key') },
  )
  return {
    video,
    markers: [
      ...['prompt', 'negative', 'metadata', 'unknown', 'key'].map(mark),
      taskPrefix(taskIdOfVideo(video.id) as string),
    ],
  }
}

/**
 * Where any of the markers still stands: every column of every table of the service and of its
 * queue, every file.
 */
async function traces(taskId: string, markers: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`.execute(service.db)
  assert.ok(tables.length > 15)
  for (const { schema, name } of tables)
    for (const marker of markers) {
      const { rows } = await sql<{ text: string }>`
        select t::text as text from ${sql.table(`${schema}.${name}`)} t where t::text like ${`%${marker}%`}
      `.execute(service.db)
      for (const row of rows) found.push(`${schema}.${name}: ${row.text}`)
    }
  const files = await readdir(service.dataDir, { recursive: true, withFileTypes: true }).catch(() => null)
  if (files === null) return ['a folder that was removed while it was read']
  for (const file of files) {
    const full = path.join(file.parentPath, file.name)
    if (full.includes(taskId)) found.push(full)
    else if (file.isFile()) {
      const bytes = await readFile(full).catch(() => Buffer.alloc(0))
      if (markers.some((marker) => bytes.includes(marker))) found.push(full)
    }
  }
  return found
}

async function remove(id: string): Promise<number> {
  assert.equal((await service.call(`/v1/videos/${id}`, { method: 'DELETE' })).status, 200)
  return Date.now()
}

async function assertGone(t: TestContext, video: Video, markers: string[], deletedAt: number) {
  const taskId = taskIdOfVideo(video.id) as string
  let left: string[] = []
  await until(
    async () => (left = await traces(taskId, markers)).length === 0,
    deletedAt + PROMISED_MS - Date.now(),
    () => `still there: ${left.map((trace) => trace.slice(0, 500)).join('\n')}`,
  )
  t.diagnostic(`gone ${Date.now() - deletedAt} ms after DELETE`)
  assert.equal((await service.call(`/v1/videos/${video.id}`)).status, 404)
  const row = await service.db
    .selectFrom('tasks')
    .selectAll()
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  assert.equal(row.tenant_id, 'e2e')
  assert.ok(row.created_at < row.deleted_at! && row.finished_at !== null)
  return row
}

const denoising = (video: Video): boolean => video.phase === 'denoise' && video.step >= 3
const holdsAll = async (video: Video, markers: string[]): Promise<boolean> => {
  const found = (await traces(taskIdOfVideo(video.id) as string, markers)).join('\n')
  return markers.every((marker) => found.includes(marker))
}

describe('a deleted video leaves no prompt, key or file within a minute', () => {
  it('A finished video is deleted with its webhook and the answer of the receiver', async (t) => {
    const receiver = await openWebhookReceiver()
    closeAfter(t, () => receiver.close())
    await service.startWorker()
    const { video, markers } = await submitMarked({ ...SHORT, webhook_url: `${receiver.url}?urlmarker` })
    await service.videoWhen(video.id, ended)
    await receiver.waitFor(1)
    assert.ok(await holdsAll(video, markers))
    const row = await assertGone(t, video, [...markers, 'urlmarker'], await remove(video.id))
    assert.equal(row.status, 'completed')
  })

  it('A running video is cancelled before it is deleted', async (t) => {
    await service.startWorker()
    const { video, markers } = await submitMarked(LONG)
    await service.videoWhen(video.id, denoising)
    const row = await assertGone(t, video, markers, await remove(video.id))
    assert.equal(row.status, 'cancelled')
  })

  it('A running video is deleted even when its worker dies before it has stopped', async (t) => {
    const worker = await service.startWorker()
    const { video, markers } = await submitMarked(LONG)
    await service.videoWhen(video.id, denoising)
    process.kill(worker.pid, 'SIGSTOP')
    const deletedAt = await remove(video.id)
    await worker.kill('SIGKILL')
    await service.startWorker()
    const row = await assertGone(t, video, markers, deletedAt)
    assert.equal(row.status, 'cancelled')
  })

  it('A deletion survives a failure of the storage', async (t) => {
    const worker = await service.startWorker()
    const { video, markers } = await submitMarked(SHORT)
    await service.videoWhen(video.id, ended)
    const root = path.join(service.dataDir, 'storage')
    await rename(root, `${root}-away`)
    const deletedAt = await remove(video.id)
    await until(
      () => worker.output().includes('"msg":"job failed"'),
      20_000,
      () => 'no job noticed that the storage is away',
    )
    await rename(`${root}-away`, root)
    await assertGone(t, video, markers, deletedAt)
  })

  it('The sweep completes a deletion whose job was lost', async (t) => {
    const worker = await service.startWorker()
    const { video, markers } = await submitMarked(SHORT)
    await service.videoWhen(video.id, ended)
    await worker.kill('SIGTERM')
    const deletedAt = await remove(video.id)
    await sql`delete from pgboss.job where data->>'kind' = 'purge'`.execute(service.db)
    await service.startWorker()
    await assertGone(t, video, markers, deletedAt + 10_000)
  })
})

it('A webhook that waits for its next attempt is not delivered after the deletion', async (t) => {
  const receiver = await openWebhookReceiver([{ status: 500 }])
  closeAfter(t, () => receiver.close())
  await service.startWorker()
  const { video } = await submitMarked({ ...SHORT, webhook_url: receiver.url })
  await receiver.waitFor(1)
  const planned = () =>
    service.db
      .selectFrom('webhook_deliveries')
      .select('next_attempt_at')
      .where('status', '=', 'pending')
      .where('attempts', '=', 1)
      .executeTakeFirst()
  await until(
    async () => (await planned()) !== undefined,
    5000,
    () => 'no second attempt was planned',
  )
  const dueMs = ((await planned())?.next_attempt_at.getTime() ?? 0) - Date.now()
  await remove(video.id)
  assert.equal(await planned(), undefined)
  // Two polls after the time of the second attempt.
  await new Promise((resolve) => setTimeout(resolve, dueMs + 2000))
  assert.equal(receiver.received.length, 1)
})
