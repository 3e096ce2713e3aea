import {
  checkpointPrefix,
  previewPrefix,
  taskPrefix,
  UPLOAD_DAYS,
  UPLOADS_PREFIX,
} from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { MaintenanceJob, WorkedJob } from '#core/postgres/queue.ts'
import { deleteExpiredKeys } from '#core/store/api-keys.ts'
import { deleteRefusedAttemptsBefore } from '#core/store/client-calls.ts'
import { deleteIdempotencyKeysBefore } from '#core/store/idempotency.ts'
import { deleteFullBuckets } from '#core/store/rate-limits.ts'
import { deleteExpiredNonces } from '#core/store/request-nonces.ts'
import { deleteExpiredSignInCodes } from '#core/store/sign-in-codes.ts'
import { expiredTaskIds } from '#core/store/tasks.ts'
import { deletedTaskIdsWithFiles } from '#core/store/tombstones.ts'
import { fileOwners, isKept } from '#core/store/kept-files.ts'
import { beginLooks, goOnLooking } from '#worker/jobs/lost-tasks/look.ts'
import { deleteExpiredFiles } from './files.ts'
import { deleteOrphans } from './delete-orphans.ts'
import { deleteOldRecords } from '#worker/jobs/old-records/delete.ts'
import type { RunFolders } from './run-folders.ts'
import { deleteIdleDestinations } from '#core/store/webhook-queue.ts'
import { deleteWorkersBefore } from '#core/store/workers.ts'

const MINUTE_MS = 60_000
const BATCH = 200
/** An Idempotency-Key answers repeated requests for a day. */
const IDEMPOTENCY_MS = 24 * 60 * MINUTE_MS
/** Longer than a run of failures may last, since it is counted in the row. */
const IDLE_DESTINATION_MS = 7 * 24 * 60 * MINUTE_MS

type MaintenanceDeps = Deps & { readonly runFolders: RunFolders }

/** Housekeeping: deletes files that are due, and requeues whatever lost its job. */
export async function maintain(deps: MaintenanceDeps, job: WorkedJob<MaintenanceJob>): Promise<void> {
  switch (job.data.kind) {
    case 'expire':
      return await expire(deps, job.data.taskId)
    case 'purge':
      return await purge(deps, job.data.taskId)
    case 'discard':
      return await discard(deps, job.data.taskId)
    case 'sweep':
      return await sweep(deps, job.retryCount > 0)
    case 'adopt':
      return await goOnLooking(deps, job.data.after)
    case 'orphans':
      await deleteOrphans(deps)
      return
  }
}

/**
 * Files first, then the mark: a crash in between repeats the deletion, and the API answers 410 by
 * the clock anyway.
 */
async function expire(deps: Deps, taskId: string): Promise<void> {
  if (!(await lifecycle.isExpired(deps, taskId))) return
  await removeFiles(deps, taskPrefix(taskId))
  if (await lifecycle.expire(deps, taskId)) deps.log.info({ task: taskId }, 'expired')
}

/**
 * The job repeats every second until the files are deleted, so an unavailable storage delays it no
 * longer than its outage.
 */
async function purge(deps: MaintenanceDeps, taskId: string): Promise<void> {
  if (!(await lifecycle.mustDeleteFiles(deps, taskId))) return
  await removeFiles(deps, taskPrefix(taskId))
  await deps.runFolders.removeOf(taskId)
  await lifecycle.recordFilesDeleted(deps, taskId)
  deps.log.info({ task: taskId }, 'purged')
}

/** Deletes what the attempts of an ended task stored and it does not keep. */
async function discard(deps: Deps, taskId: string): Promise<void> {
  await deps.storage.check()
  const keys: string[] = []
  for await (const { key } of deps.storage.list(taskPrefix(taskId))) keys.push(key)
  // Read last: what was stored meanwhile is not listed.
  const owner = (await fileOwners(deps.db, [taskId])).get(taskId)
  if (owner !== undefined) await deps.storage.remove(keys.filter((key) => !isKept(owner, key)))
  // With them go the parts of an upload that its writer did not finish.
  for (const prefix of [checkpointPrefix(taskId), previewPrefix(taskId)])
    if (owner?.keys.some((key) => key.startsWith(prefix)) !== true) await deps.storage.removeFolder(prefix)
}

/** A folder that is not mounted looks empty, so the storage is checked first. */
async function removeFiles(deps: Deps, folder: string): Promise<void> {
  await deps.storage.check()
  await deps.storage.removeFolder(folder)
}

/**
 * Once a minute: handles everything that lost its own job. Each part is idempotent and safe in
 * several workers at once.
 */
async function sweep(deps: MaintenanceDeps, isRepeated: boolean): Promise<void> {
  const now = deps.clock.now()
  const before = (ms: number): Date => new Date(now.getTime() - ms)

  await beginLooks(deps, isRepeated)
  for (const id of await lifecycle.finishBatchCancels(deps, before(MINUTE_MS)))
    deps.log.warn({ batch: id }, 'the cancellation of a batch went on')
  const unparked = await lifecycle.unparkWhereRoom(deps)
  if (unparked > 0) deps.log.info({ unparked }, 'parked tasks had room')
  const deleted = await lifecycle.deleteVideosOfDeletedTenants(deps)
  if (deleted > 0) deps.log.info({ deleted }, 'videos of deleted tenants')
  await removeLeftFiles(deps, before(MINUTE_MS))
  await deps.runFolders.removeDead()
  await deleteIdleDestinations(deps.db, before(IDLE_DESTINATION_MS))
  await deleteIdempotencyKeysBefore(deps.db, before(IDEMPOTENCY_MS))
  await deleteFullBuckets(deps.db, now)
  await deleteExpiredNonces(deps.db, now)
  await deleteExpiredKeys(deps.db, before(MINUTE_MS))
  await deleteExpiredSignInCodes(deps.db, now)
  await deleteRefusedAttemptsBefore(deps.db, before(10 * MINUTE_MS))
  await deleteWorkersBefore(deps.db, before(60 * MINUTE_MS))
  await deleteExpiredFiles(deps)
  await deleteOldRecords(deps)
  await removeOldUploads(deps, before(UPLOAD_DAYS * 24 * 60 * MINUTE_MS))
}

/** An unavailable storage must not stop the rest of the sweep. */
async function removeLeftFiles(deps: MaintenanceDeps, expiredBefore: Date): Promise<void> {
  try {
    for (const id of await deletedTaskIdsWithFiles(deps.db, BATCH)) await purge(deps, id)
    for (const id of await expiredTaskIds(deps.db, expiredBefore, BATCH)) await expire(deps, id)
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'files could not be removed')
  }
}

/** A store that expires objects by itself needs no sweep. */
async function removeOldUploads(deps: Deps, before: Date): Promise<void> {
  if (deps.storage.expiresObjects) return
  const old: string[] = []
  for await (const object of deps.storage.list(UPLOADS_PREFIX))
    if (object.modifiedAt < before && old.push(object.key) === BATCH) break
  if (old.length > 0) await deps.storage.remove(old)
}
