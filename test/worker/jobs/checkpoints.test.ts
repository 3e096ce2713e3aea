import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { checkpointKey, checkpointPrefix } from '#core/storage/asset-keys.ts'
import { openLog } from '#core/log.ts'
import { openFilesystemStorage } from '#core/storage/filesystem.ts'
import { systemClock } from '#core/clock.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { createCheckpoints } from '#worker/jobs/checkpoints.ts'

const folder = await mkdtemp(path.join(os.tmpdir(), 'checkpoints-test-'))
after(() => rm(folder, { recursive: true }))
const LINK_SECRET = 'a-secret-of-the-test-that-is-long-enough'
const storage = openFilesystemStorage({
  root: path.join(folder, 'storage'),
  publicBaseUrl: 'http://localhost',
  linkSecret: LINK_SECRET,
})
await storage.prepare()
const log = openLog({ level: 'silent', process: 'test' })
const database = await createTestDatabase()
const db = openTestDatabase(database.url)
after(async () => {
  await db.destroy()
  await database.drop()
})
const deps = { storage, log, db, clock: systemClock }
const attempt = (taskId: string, fencingToken: number) => createCheckpoints(deps, { taskId, fencingToken })

async function written(step: number, text = `state ${step}`) {
  const file = path.join(folder, `${randomUUID()}.bin`)
  await writeFile(file, text)
  return { path: file, step }
}
async function keysOf(taskId: string): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of storage.list(checkpointPrefix(taskId))) keys.push(key)
  return keys
}
async function fetched(taskId: string, fencingToken: number): Promise<string | null> {
  const file = await attempt(taskId, fencingToken).download(folder)
  return file && (await readFile(file, 'utf8'))
}

describe('Checkpoints in the storage', () => {
  it('The next attempt finds the newest checkpoint', async () => {
    const taskId = randomUUID()
    assert.equal(await fetched(taskId, 1), null)
    const first = attempt(taskId, 1)
    for (const step of [9, 10]) {
      const checkpoint = await written(step)
      first.keep(checkpoint)
      await first.settled()
      await assert.rejects(access(checkpoint.path), 'the local file is deleted')
    }
    assert.deepEqual(await keysOf(taskId), [checkpointKey(taskId, 1, 10)])
    assert.equal(await fetched(taskId, 2), 'state 10')
  })

  it('A checkpoint of an attempt that lost its claim never replaces that of a newer attempt', async () => {
    const taskId = randomUUID()
    const [old, current] = [attempt(taskId, 1), attempt(taskId, 2)]
    old.keep(await written(5))
    await old.settled()
    current.keep(await written(6, 'mine'))
    await current.settled()
    assert.deepEqual(await keysOf(taskId), [checkpointKey(taskId, 2, 6)])
    old.keep(await written(30, 'stale'))
    await old.settled()
    assert.equal(await fetched(taskId, 3), 'mine')
    assert.ok((await keysOf(taskId)).includes(checkpointKey(taskId, 2, 6)))
    // Nor does an attempt take its own for another's.
    assert.equal(await fetched(taskId, 2), 'stale')
  })

  it('Checkpoints that arrive faster than they are stored are skipped, except the newest', async () => {
    const taskId = randomUUID()
    const checkpoints = attempt(taskId, 1)
    const states = await Promise.all([1, 2, 3, 4].map((step) => written(step)))
    for (const state of states) checkpoints.keep(state)
    await checkpoints.settled()
    assert.deepEqual(await keysOf(taskId), [checkpointKey(taskId, 1, 4)])
    for (const state of states) await assert.rejects(access(state.path))
  })

  it('All checkpoints of a task are removed when it ends', async () => {
    const taskId = randomUUID()
    const checkpoints = attempt(taskId, 2)
    await storage.put(checkpointKey(taskId, 1, 3), Buffer.from('old'), {
      contentType: 'application/octet-stream',
    })
    checkpoints.keep(await written(7))
    await checkpoints.discard()
    assert.deepEqual(await keysOf(taskId), [])
  })

  it('A checkpoint that cannot be stored or fetched does not stop the run', async () => {
    // Where its folder should be lies a file.
    const root = path.join(folder, 'not-a-folder')
    await writeFile(root, '')
    const broken = openFilesystemStorage({ root, publicBaseUrl: 'http://localhost', linkSecret: LINK_SECRET })
    const checkpoints = createCheckpoints(
      { ...deps, storage: broken },
      { taskId: randomUUID(), fencingToken: 1 },
    )
    const state = await written(1)
    checkpoints.keep(state)
    await checkpoints.settled()
    await assert.rejects(access(state.path))
    assert.equal(await checkpoints.download(folder), null)
    await checkpoints.discard()
  })
})
