import { fileIdOfKey, fileKey, FILES_PREFIX } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { deleteFiles, existingFileIds, expiredFileIds } from '#core/store/files.ts'

const BATCH = 200
/** Bytes are written before their row, so recent ones without a row may still get it. */
const LEAST_AGE_MS = 24 * 3600 * 1000

/** Deletes expired uploads: bytes first, so a crash in between repeats the deletion. */
export async function deleteExpiredFiles(
  deps: Pick<Deps, 'clock' | 'db' | 'log' | 'storage'>,
): Promise<void> {
  const ids = await expiredFileIds(deps.db, deps.clock.now(), BATCH)
  if (ids.length === 0) return
  await deps.storage.remove(ids.map(fileKey))
  await deleteFiles(deps.db, ids)
  deps.log.info({ files: ids.length }, 'files expired')
}

/**
 * Deletes bytes without a row: a process died between the two writes, or could not delete the bytes
 * with their row.
 */
export async function deleteOrphanedFiles(
  deps: Pick<Deps, 'clock' | 'db' | 'log' | 'storage'>,
): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - LEAST_AGE_MS)
  let batch: { key: string; id: string }[] = []
  const flush = async (): Promise<void> => {
    const ids = batch.map((file) => file.id)
    const existing = await existingFileIds(deps.db, ids)
    const orphans = batch.filter((file) => !existing.has(file.id)).map((file) => file.key)
    batch = []
    if (orphans.length === 0) return
    await deps.storage.remove(orphans)
    deps.log.warn({ files: orphans.length }, 'uploads without a row were removed')
  }
  for await (const { key, modifiedAt } of deps.storage.list(FILES_PREFIX)) {
    const id = fileIdOfKey(key)
    if (id === null || modifiedAt > before) continue
    batch.push({ key, id })
    if (batch.length === BATCH) await flush()
  }
  await flush()
}
