import type { Deps } from '#core/deps.ts'
import {
  deleteBatchesEndedBefore,
  deleteTasksEndedBefore,
  deleteUsageBefore,
} from '#core/store/old-records.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A transaction of these takes a fraction of a second. */
const AT_ONCE = 500
/** The next sweep, a minute later, goes on. */
const MOST_TASKS = 10_000

/** Deletes records older than RECORD_TTL_DAYS, in small transactions; none without the setting. */
export async function deleteOldRecords(deps: Pick<Deps, 'clock' | 'config' | 'db' | 'log'>): Promise<void> {
  const { recordTtlDays } = deps.config
  if (recordTtlDays === null) return
  const before = new Date(deps.clock.now().getTime() - recordTtlDays * DAY_MS)
  let tasks = 0
  for (let deleted = AT_ONCE; deleted === AT_ONCE && tasks < MOST_TASKS; tasks += deleted)
    deleted = await deleteTasksEndedBefore(deps.db, before, AT_ONCE)
  const batches = await deleteBatchesEndedBefore(deps.db, before, AT_ONCE)
  await deleteUsageBefore(deps.db, before.toISOString().slice(0, 10))
  if (tasks + batches > 0) deps.log.info({ tasks, batches }, 'old records deleted')
}
