import { ALL_TASKS_PREFIX, taskIdOfKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { areFilesDeleted } from '#core/store/tasks.ts'

/** A file is written before its task, so a recent one without a task may still get it. */
const LEAST_AGE_MS = 24 * 3600 * 1000
const BATCH = 500

/**
 * Deletes files without a task: the process died between storing an input and creating its task.
 * Also deletes what a stale attempt stored after its task's files had been deleted.
 */
export async function deleteOrphans(deps: Pick<Deps, 'clock' | 'db' | 'log' | 'storage'>): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - LEAST_AGE_MS)
  let batch: { key: string; taskId: string; old: boolean }[] = []
  const flush = async (): Promise<void> => {
    const removed = await areFilesDeleted(deps.db, [...new Set(batch.map((file) => file.taskId))])
    const orphans = batch.filter((file) => removed.get(file.taskId) ?? file.old).map((file) => file.key)
    batch = []
    if (orphans.length === 0) return
    await deps.storage.remove(orphans)
    deps.log.warn({ files: orphans.length }, 'files that no task holds were removed')
  }
  for await (const { key, modifiedAt } of deps.storage.list(ALL_TASKS_PREFIX)) {
    const taskId = taskIdOfKey(key)
    if (taskId === null) continue
    batch.push({ key, taskId, old: modifiedAt <= before })
    if (batch.length === BATCH) await flush()
  }
  await flush()
}
