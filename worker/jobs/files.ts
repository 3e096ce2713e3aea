import { fileKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { deleteFiles, expiredFileIds } from '#core/store/files.ts'

const BATCH = 200

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
