import { ALL_TASKS_PREFIX, fileIdOfKey, FILES_PREFIX, taskIdOfKey } from '#core/storage/asset-keys.ts'
import type { SweepReport } from '#core/store/installation.ts'
import { existingFileIds } from '#core/store/files.ts'
import { fileOwners, isKept } from '#core/store/kept-files.ts'
import type { Db } from '#core/postgres/db.ts'
import { type Sweepable, type SweepDeps, sweepStorage } from './sweep-storage.ts'

const idsOf = (owners: ReadonlyMap<string, string>): string[] => [...new Set(owners.values())]

const ofTasks = (db: Db): Sweepable => ({
  name: 'tasks',
  prefix: ALL_TASKS_PREFIX,
  ownerOf: taskIdOfKey,
  async judge(owners) {
    const rows = await fileOwners(db, idsOf(owners))
    return (key, id) => {
      const owner = rows.get(id)
      return owner === undefined ? 'unknown' : isKept(owner, key) ? 'kept' : 'useless'
    }
  },
})

const ofFiles = (db: Db): Sweepable => ({
  name: 'files',
  prefix: FILES_PREFIX,
  ownerOf: fileIdOfKey,
  async judge(owners) {
    const existing = await existingFileIds(db, idsOf(owners))
    return (_, id) => (existing.has(id) ? 'kept' : 'unknown')
  },
})

/** Deletes objects without a row, and those that stale attempts left; reports what was found. */
export async function deleteOrphans(
  deps: SweepDeps,
  o: Parameters<typeof sweepStorage>[2] = {},
): Promise<SweepReport[]> {
  return [await sweepStorage(deps, ofTasks(deps.db), o), await sweepStorage(deps, ofFiles(deps.db), o)]
}
