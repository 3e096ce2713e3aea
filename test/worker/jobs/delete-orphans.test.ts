import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { checkpointKey, inputKey, resultKey } from '#core/storage/asset-keys.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { openLog } from '#core/log.ts'
import { openFilesystemStorage } from '#core/storage/filesystem.ts'
import type { Storage } from '#core/storage/storage.ts'
import { listSweeps } from '#core/store/installation.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { completionAt, newTask, openTestLifecycle, type TestLifecycle } from '#test/support/database/tasks.ts'
import { deleteOrphans } from '#worker/jobs/delete-orphans.ts'
import { sweepStorage } from '#worker/jobs/sweep-storage.ts'

const DAY_MS = 24 * 3600 * 1000
let database: TestDatabase
let deps: TestLifecycle
let root: string
let storage: Storage
before(async () => {
  database = await createTestDatabase()
  deps = await openTestLifecycle(database.url)
})
after(async () => {
  await deps.close()
  await database.drop()
})
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'orphans-'))
  storage = openFilesystemStorage({
    root,
    publicBaseUrl: 'http://localhost',
    linkSecret: 'x'.repeat(32),
    now: () => deps.clock.now(),
  })
  await storage.prepare()
})
afterEach(() => rm(root, { recursive: true }))

const put = (key: string) => storage.put(key, Buffer.from('x'), { contentType: 'image/png' })
const all = (orphanSweep: 'delete' | 'report' = 'delete') => ({
  ...deps,
  config: { ...deps.config, orphanSweep },
  storage,
  log: openLog({ level: 'silent', process: 'test' }),
})
async function keys(): Promise<string[]> {
  const found: string[] = []
  for await (const { key } of storage.list('tasks/')) found.push(key)
  return found
}

/** A task with so many inputs. */
async function taskWith(inputs: number): Promise<string> {
  const task = newTask('alpha')
  await lifecycle.submit(deps, task, null)
  for (let i = 0; i < inputs; i++) await put(inputKey(task.id, `${i}.png`))
  return task.id
}

describe('objects without a task', () => {
  it('One is deleted after a day, late files of a deleted task at once, and all others stay', async () => {
    const id = await taskWith(19)
    const orphan = inputKey(randomUUID(), 'first-frame.png')
    await put(orphan)
    await deleteOrphans(all())
    assert.equal((await keys()).length, 20)
    deps.clock.advance(DAY_MS + 3_600_000)
    await deleteOrphans(all())
    assert.equal((await keys()).length, 19)
    assert.equal(await storage.stat(orphan), null)

    await lifecycle.deleteTask(deps, 'alpha', id)
    await deleteOrphans(all())
    assert.equal((await keys()).length, 19)
    await lifecycle.recordFilesDeleted(deps, id)
    await deleteOrphans(all())
    assert.deepEqual(await keys(), [])
  })

  it('A bucket whose files this database does not know keeps them all, and the sweep says so', async () => {
    for (let i = 0; i < 12; i++) await put(inputKey(randomUUID(), 'first-frame.png'))
    deps.clock.advance(30 * DAY_MS)
    const [report] = await deleteOrphans(all())
    assert.deepEqual(report, { name: 'tasks', listed: 12, unknown: 12, deleted: 0, held: true })
    assert.equal((await keys()).length, 12)
    const { sweptAt: _, ...recorded } = (await listSweeps(deps.db))[1] as Awaited<
      ReturnType<typeof listSweeps>
    >[number]
    assert.deepEqual(recorded, report)
    // An operator who has looked decides otherwise.
    const [forced] = await deleteOrphans(all(), { deleteUnknown: 'always' })
    assert.deepEqual(forced, { name: 'tasks', listed: 12, unknown: 12, deleted: 12, held: false })
    assert.deepEqual(await keys(), [])
  })

  it('5 % are deleted, one more than that is kept', async () => {
    await taskWith(38)
    const orphans = Array.from({ length: 3 }, () => inputKey(randomUUID(), 'x.png'))
    for (const key of orphans) await put(key)
    deps.clock.advance(2 * DAY_MS)
    assert.equal((await deleteOrphans(all()))[0]?.held, true)
    await storage.remove([orphans[0] as string])
    assert.deepEqual((await deleteOrphans(all()))[0], {
      name: 'tasks',
      listed: 40,
      unknown: 2,
      deleted: 2,
      held: false,
    })
  })

  it('ORPHAN_SWEEP=report deletes nothing and counts what would be', async () => {
    await taskWith(40)
    await put(inputKey(randomUUID(), 'x.png'))
    deps.clock.advance(2 * DAY_MS)
    const [report] = await deleteOrphans(all('report'))
    assert.deepEqual(report, { name: 'tasks', listed: 41, unknown: 1, deleted: 0, held: true })
    assert.equal((await keys()).length, 41)
  })
})

it('What attempts left that died or lost their claim is deleted, and what the winner stored stays', async () => {
  const id = await taskWith(1)
  const start = async (retryCount = 0) => {
    const { job_id: jobId } = await deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const outcome = await lifecycle.start(deps, { taskId: id, jobId, retryCount })
    assert.equal(outcome.outcome, 'started')
    return outcome as typeof outcome & { outcome: 'started' }
  }
  const stale = await start()
  const staleKeys = ['video.mp4', 'thumbnail.webp'].map((name) =>
    resultKey(id, stale.claim.fencingToken, name),
  )
  const state = checkpointKey(id, stale.claim.fencingToken, 3)
  for (const key of [...staleKeys, state]) await put(key)
  const winner = await start(1)
  const results = ['video.mp4', 'thumbnail.webp', 'spritesheet.jpg'].map((name) =>
    resultKey(id, winner.claim.fencingToken, name),
  )
  for (const key of results) await put(key)

  await deleteOrphans(all())
  const input = inputKey(id, '0.png')
  assert.deepEqual(await keys(), [...results, state, input].toSorted())
  const prefix = results[0]!.replace('video.mp4', '')
  await lifecycle.complete(deps, winner.claim, completionAt(prefix))
  await deleteOrphans(all())
  assert.deepEqual(await keys(), [...results, input].toSorted())
})

it('A sweep over more objects than one batch judges each of them once', async () => {
  const known = await taskWith(1200)
  const report = await sweepStorage(all(), {
    name: 'tasks',
    prefix: 'tasks/',
    ownerOf: (key) => key,
    judge: async () => (key) => (key.startsWith(`tasks/${known}/input/1`) ? 'useless' : 'kept'),
  })
  assert.deepEqual([report.listed, report.deleted], [1200, 1 + 10 + 100 + 200])
})
