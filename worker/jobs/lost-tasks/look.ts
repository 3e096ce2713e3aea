import type { Deps } from '#core/deps.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { MaintenanceJob } from '#core/postgres/queue.ts'
import { tasksWithoutJob } from '#core/store/lost-tasks.ts'

type LookDeps = lifecycle.LifecycleDeps & Pick<Deps, 'log'>

/** A task and its job change in one transaction; this covers transactions under way. */
const UNCHANGED_MS = 20_000
/** Unfinished tasks that a look takes: for a millisecond in a sweep, for ten in its own job. */
const MOST = { sweep: 1000, adopt: 10_000 }
/** Tasks that a look queues again. */
const ADOPTED_AT_ONCE = 200
/** Between the looks of one round, so that they take a hundredth of the database's time. */
const PAUSE_SECONDS = 1

/**
 * Queues tasks again that have no job, and have not changed for a while.
 *
 * A sweep begins a round, once a minute: it looks at the first tasks, and where there are more,
 * jobs go on with 10,000 each, a second apart. So every task is looked at once a minute, later by a
 * second for each 10,000 unfinished tasks, by whichever workers there are. The place that a round
 * has reached is in its next job, so no restart loses it; where that job is lost itself, the next
 * sweep begins another round. Looks between the sweeps take the first 10,000 tasks, mostly all.
 */
export async function lookForLost(
  deps: LookDeps,
  look: Extract<MaintenanceJob, { kind: 'sweep' | 'adopt' }>,
): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - UNCHANGED_MS)
  const after = 'after' in look ? (look.after ?? null) : null
  const { ids, next } = await tasksWithoutJob(deps.db, {
    ...{ before, after, most: MOST[look.kind], limit: ADOPTED_AT_ONCE },
  })
  for (const id of ids)
    if (await lifecycle.adopt(deps, id, before)) deps.log.warn({ task: id }, 'task had no job; queued again')
  const isOfRound = look.kind === 'sweep' || after !== null
  if (next !== null && isOfRound) await sendLook(deps, [{ seconds: PAUSE_SECONDS, after: next }])
}

/**
 * Two looks more in the minute until the next sweep: of up to 10,000 tasks, one that lost its job
 * is queued again within 20 s and a little more than the time in which it is not looked at.
 */
export const sendLooks = (deps: LookDeps): Promise<void> => sendLook(deps, [{ seconds: 20 }, { seconds: 40 }])

async function sendLook(
  { clock, db, queue }: LookDeps,
  looks: readonly { readonly seconds: number; readonly after?: string }[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { seconds, ...place } of looks)
      await queue.send(
        trx,
        'maintenance',
        { kind: 'adopt', ...place },
        { startAfter: new Date(clock.now().getTime() + seconds * 1000) },
      )
  })
}
