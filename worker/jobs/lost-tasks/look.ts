import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { tasksWithoutJob } from '#core/store/lost-tasks.ts'

type LookDeps = lifecycle.LifecycleDeps & Pick<Deps, 'log'>

interface NextLook {
  readonly seconds: number
  readonly after?: string
}

/** A task and its job change in one transaction; this covers transactions under way. */
const UNCHANGED_MS = 20_000
/** Unfinished tasks that a look takes, in a sweep and in a job of its own. */
const MOST = { sweep: 200, job: 10_000 }
/** Tasks that a look queues again. */
const ADOPTED_AT_ONCE = 200
/**
 * Two looks more in the minute until the next sweep: of up to 10,000 tasks, one that lost its job
 * is queued again within 20 s and a little more than the time in which it is not looked at.
 */
const BETWEEN_SWEEPS: readonly NextLook[] = [{ seconds: 20 }, { seconds: 40 }]
/** Between the looks of one round, so that they take some hundredths of the database's time. */
const PAUSE_SECONDS = 1
/** Before other maintenance, which waits by the thousand while the storage is away. */
const PRIORITY = 1

/**
 * Queues tasks again that have no job, and have not changed for a while: begins a round of looks.
 *
 * A sweep does so once a minute: it looks at the first tasks, and where there are more, jobs go on
 * with 10,000 each, one or two seconds apart. So every task is looked at once a minute, and later
 * by two seconds at most for each 10,000 unfinished tasks, by whichever workers there are. The
 * place that a round has reached is in its next job, so no restart loses it; where that job is lost
 * itself, the next sweep begins another round.
 *
 * @param isRepeated whether the sweep has failed before; then its looks are under way, so that a
 *   sweep that fails each second sends them once
 */
export async function beginLooks(deps: LookDeps, isRepeated: boolean): Promise<void> {
  if (!isRepeated) await sendLooks(deps, BETWEEN_SWEEPS)
  const next = await look(deps, null, MOST.sweep)
  if (!isRepeated) await sendLooks(deps, lookAfter(next))
}

/**
 * The look of a job: the next one of a round, or one between two sweeps, which takes the first
 * 10,000 tasks, mostly all, and begins no round.
 *
 * @param after where its round is; undefined: between two sweeps
 */
export async function goOnLooking(deps: LookDeps, after: string | undefined): Promise<void> {
  const next = await look(deps, after ?? null, MOST.job)
  if (after !== undefined) await sendLooks(deps, lookAfter(next))
}

async function look(deps: LookDeps, after: string | null, most: number): Promise<string | null> {
  const before = new Date(deps.clock.now().getTime() - UNCHANGED_MS)
  const lost = await tasksWithoutJob(deps.db, { before, after, most, limit: ADOPTED_AT_ONCE })
  for (const id of lost.ids)
    try {
      if (await lifecycle.adopt(deps, id, before))
        deps.log.warn({ task: id }, 'task had no job; queued again')
    } catch (error) {
      // The others do not wait for it; the next round finds it again.
      deps.log.warn({ task: id, error: messageOf(error) }, 'task has no job; not yet queued again')
    }
  return lost.next
}

const lookAfter = (next: string | null): NextLook[] =>
  next === null ? [] : [{ seconds: PAUSE_SECONDS, after: next }]

async function sendLooks({ clock, db, queue }: LookDeps, looks: readonly NextLook[]): Promise<void> {
  if (looks.length === 0) return
  await db.transaction().execute(async (trx) => {
    for (const { seconds, ...place } of looks)
      await queue.send(
        trx,
        'maintenance',
        { kind: 'adopt', ...place },
        { startAfter: new Date(clock.now().getTime() + seconds * 1000), priority: PRIORITY },
      )
  })
}
