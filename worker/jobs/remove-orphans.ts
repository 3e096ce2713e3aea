import { ALL_TASKS_PREFIX, taskIdOfKey } from '#core/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { existingTaskIds } from '#core/store/tasks.ts'

/** A file is written before its task is, so a young one without a task may be about to get it. */
const LEAST_AGE_MS = 24 * 3600 * 1000
const BATCH = 500

/**
 * Removes files whose task does not exist: an input was stored, and the process died before its task was. Files of
 * stale attempts lie under an existing task and go with it.
 */
export async function removeOrphans(deps: Pick<Deps, 'clock' | 'db' | 'log' | 'storage'>): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - LEAST_AGE_MS)
  let batch: { key: string; taskId: string }[] = []
  const flush = async (): Promise<void> => {
    const existing = await existingTaskIds(deps.db, [...new Set(batch.map((file) => file.taskId))])
    const orphans = batch.filter((file) => !existing.has(file.taskId)).map((file) => file.key)
    batch = []
    if (orphans.length === 0) return
    await deps.storage.remove(orphans)
    deps.log.warn({ files: orphans.length }, 'files without a task were removed')
  }
  for await (const { key, modifiedAt } of deps.storage.list(ALL_TASKS_PREFIX)) {
    const taskId = taskIdOfKey(key)
    if (taskId === null || modifiedAt > before) continue
    batch.push({ key, taskId })
    if (batch.length === BATCH) await flush()
  }
  await flush()
}
