import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { openRunFolders } from '#worker/jobs/run-folders.ts'
import { closeAfter } from '#test/support/closing.ts'

async function root(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'run-folders-'))
  closeAfter(t, () => rm(folder, { recursive: true }))
  return path.join(folder, 'tmp')
}

/** As if the process of a run's folder had last shown life so many seconds ago. */
async function silentFor(run: string, seconds: number): Promise<void> {
  const at = new Date(Date.now() - seconds * 1000)
  await utimes(path.join(path.dirname(run), 'alive'), at, at)
}

describe('the folders of runs', () => {
  it("A worker that starts removes a dead worker's folders and no living one's", async (t) => {
    const shared = await root(t)
    const [living, dead] = [await openRunFolders(shared), await openRunFolders(shared)]
    const [kept, gone] = [await living.make(randomUUID()), await dead.make(randomUUID())]
    closeAfter(t, () => Promise.all([living.close(), dead.close()]))
    await silentFor(kept, 50)
    await silentFor(gone, 70)
    const neverTouched = path.join(shared, 'of-a-process-that-never-touched-it')
    await mkdir(neverTouched)
    await utimes(neverTouched, 1, 1)

    const started = await openRunFolders(shared)
    closeAfter(t, () => started.close())
    await started.removeDead()
    await writeFile(path.join(kept, 'video.mp4'), 'x')
    await assert.rejects(writeFile(path.join(gone, 'video.mp4'), 'x'), { code: 'ENOENT' })
    assert.equal((await readdir(shared)).length, 2)
  })

  it("A task's folders are removed in every process's, and other tasks' stay", async (t) => {
    const shared = await root(t)
    const [one, other] = [await openRunFolders(shared), await openRunFolders(shared)]
    closeAfter(t, () => Promise.all([one.close(), other.close()]))
    const task = randomUUID()
    await Promise.all([one.make(task), other.make(task), other.make(task)])
    const kept = await other.make(randomUUID())
    await one.removeOf(task)
    const left = (await readdir(shared, { recursive: true })).filter((name) => name.includes(task))
    assert.deepEqual(left, [])
    await writeFile(path.join(kept, 'video.mp4'), 'x')
  })

  it('A folder that cannot be made is a fault of DATA_DIR, with the true reason', async (t) => {
    const file = await root(t)
    await writeFile(file, '')
    await assert.rejects(openRunFolders(path.join(file, 'data', 'tmp')), {
      name: 'ConfigError',
      message: new RegExp(`DATA_DIR: this user cannot write to it .*ENOTDIR.*'${file}/data'`),
    })
  })

  it('A worker that stops leaves no folder', async (t) => {
    const shared = await root(t)
    const folders = await openRunFolders(shared)
    await folders.make(randomUUID())
    await folders.close()
    assert.deepEqual(await readdir(shared), [])
  })
})
