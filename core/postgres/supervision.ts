import type { PgBoss } from 'pg-boss'

/** A little more than the second after which pg-boss permits the next pass. */
const EVERY_MS = 1050
/** A longer pause between two answers of the database is an outage, or this process was frozen. */
const LONGEST_PAUSE_MS = 4000
/** pg-boss's own housekeeping, such as the deletion of old jobs; it costs ten statements. */
const HOUSEKEEPING_EVERY_MS = 60_000

/** Whether a job has lost its worker or its time, and the queues with a job that may be fetched. */
const LOOK = `
  select
    exists (select from pgboss.job where name = any($1::text[]) and state = 'active' and (
      started_on + expire_seconds * interval '1s' < pgboss.job_now()
      or heartbeat_on + heartbeat_seconds * interval '1s' < pgboss.job_now())) as has_overdue,
    array(select q.name from unnest($1::text[]) as q (name) cross join lateral (
      select from pgboss.job j where j.name = q.name and j.state < 'active'
        and j.start_after <= pgboss.job_now() order by j.start_after limit 1) first) as due`

/** Lets `LOOK` read few rows, however many jobs have ended or are put off. */
export const LOOK_INDEXES = `
  do $$ begin
    if to_regclass('pgboss.wan_due_jobs') is null then
      create index wan_active_jobs on pgboss.job_common (name) where state = 'active';
      create index wan_due_jobs on pgboss.job_common (name, start_after) where state < 'active';
    end if;
  end $$`

/**
 * Looks once a second, by one statement, for jobs of these queues that lost their worker, which it
 * has pg-boss take away, and for jobs that may be fetched. Jobs whose time comes notify nobody, and
 * a notification may be lost.
 *
 * During an outage of the database every worker is silent. So silence counts only while this
 * process has been in touch with the database for as long as a worker may be silent: after an
 * outage, those who hold jobs renew them before anybody takes them over.
 *
 * @param o.silenceMs time after which a silent worker loses its job
 * @param o.onDue receives the queues that have a job to fetch
 * @returns a function that stops it and waits for the pass under way.
 */
export function superviseQueues(
  boss: Pick<PgBoss, 'supervise' | 'getDb'>,
  names: readonly string[],
  o: {
    readonly silenceMs: number
    readonly onDue: (names: readonly string[]) => void
    readonly onError: (error: unknown) => void
  },
): () => Promise<void> {
  let inTouchSince = performance.now()
  let lastAnswerAt = inTouchSince
  let keptHouseAt = Number.NEGATIVE_INFINITY
  let passing: Promise<void> | null = null

  const pass = async (): Promise<void> => {
    try {
      const { rows } = await boss.getDb().executeSql(LOOK, [names])
      const { has_overdue: hasOverdue, due } = rows[0] as { has_overdue: boolean; due: string[] }
      const now = performance.now()
      if (now - lastAnswerAt > LONGEST_PAUSE_MS) inTouchSince = now
      lastAnswerAt = now
      if (due.length > 0) o.onDue(due)
      if (now - inTouchSince < o.silenceMs) return
      if (!hasOverdue && now - keptHouseAt < HOUSEKEEPING_EVERY_MS) return
      await boss.supervise()
      keptHouseAt = now
    } catch (error) {
      inTouchSince = Number.POSITIVE_INFINITY
      lastAnswerAt = Number.NEGATIVE_INFINITY
      o.onError(error)
    }
  }
  const timer = setInterval(() => {
    passing ??= pass().finally(() => {
      passing = null
    })
  }, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await passing
  }
}
