import { fileIdOfKey, fileKey, FILES_PREFIX, taskIdOfKey, taskPrefix } from '#core/storage/asset-keys.ts'
import type { Storage } from '#core/storage/storage.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { keptFileIds, publishedAfter } from '#core/store/backups.ts'
import { deleteFiles } from '#core/store/files.ts'
import { fileOwners } from '#core/store/kept-files.ts'

const BATCH = 500
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** What differed between a database and its storage. */
export interface Differences {
  /** Videos whose files are gone or have another size: they are expired now. */
  readonly videosExpired: number
  /** Uploaded files without bytes: their rows are deleted. */
  readonly uploadsForgotten: number
  /** Objects that no row knows; the hourly sweep deletes those older than a day. */
  readonly objectsUnknown: number
}

/**
 * Settles what differs between a restored database and its storage, so that clients get true
 * answers: content that is gone answers 410, a file that is gone 404. What the database has
 * forgotten since the backup answers 404.
 */
export async function reconcile(
  deps: lifecycle.LifecycleDeps & { readonly storage: Storage },
): Promise<Differences> {
  const stored = new Map<string, number>()
  for await (const { key, sizeBytes } of deps.storage.list('')) stored.set(key, sizeBytes)
  return {
    videosExpired: await expireLost(deps, stored),
    uploadsForgotten: await forgetUploads(deps, stored),
    objectsUnknown: await countUnknown(deps, [...stored.keys()]),
  }
}

async function expireLost(
  deps: lifecycle.LifecycleDeps & { readonly storage: Storage },
  stored: ReadonlyMap<string, number>,
): Promise<number> {
  let expired = 0
  for (let after = FIRST_ID; ;) {
    const page = await publishedAfter(deps.db, after, BATCH)
    for (const { id, assets } of page) {
      if (Object.values(assets).every(({ key, sizeBytes }) => stored.get(key) === sizeBytes)) continue
      await deps.storage.removeFolder(taskPrefix(id))
      if (await lifecycle.expireLost(deps, id)) expired += 1
    }
    const last = page.at(-1)
    if (last === undefined) return expired
    after = last.id
  }
}

async function forgetUploads(
  deps: Pick<lifecycle.LifecycleDeps, 'db' | 'clock'>,
  stored: ReadonlyMap<string, number>,
): Promise<number> {
  const lost = (await keptFileIds(deps.db, deps.clock.now())).filter((id) => !stored.has(fileKey(id)))
  if (lost.length > 0) await deleteFiles(deps.db, lost)
  return lost.length
}

async function countUnknown(
  deps: Pick<lifecycle.LifecycleDeps, 'db' | 'clock'>,
  keys: readonly string[],
): Promise<number> {
  const ids = [...new Set(keys.flatMap((key) => taskIdOfKey(key) ?? []))]
  const known = new Set<string>()
  for (let i = 0; i < ids.length; i += BATCH)
    for (const id of (await fileOwners(deps.db, ids.slice(i, i + BATCH))).keys()) known.add(id)
  const files = new Set(await keptFileIds(deps.db, deps.clock.now()))
  return keys.filter((key) => {
    const taskId = taskIdOfKey(key)
    if (taskId !== null) return !known.has(taskId)
    return key.startsWith(FILES_PREFIX) && !files.has(fileIdOfKey(key) ?? '')
  }).length
}
