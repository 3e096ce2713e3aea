import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'

/** Before the ids of all jobs. */
const NO_JOB = '00000000-0000-0000-0000-000000000000'

/** What one look found. */
export interface LostTasks {
  readonly ids: readonly string[]
  /** The job id after which the next look goes on; null: all tasks after `after` were looked at. */
  readonly next: string | null
}

/**
 * Unfinished tasks without a job in the queue (it was purged, failed for good or lost in a
 * restore): the safety net under "nothing accepted is ever lost".
 *
 * A look takes the tasks by the ids of their jobs, up to `most` of them, and asks for each job by
 * its key, so that its time depends neither on the length of the queue nor on the jobs that ended.
 * Rows of tasks are read only where there is no job, as for those that are parked.
 *
 * @param o.before tasks that changed since are left alone
 * @param o.after the `next` of the look before this one; null: from the first
 * @param o.limit ids at once; the next look goes on after the last of them
 */
export async function tasksWithoutJob(
  db: Db,
  o: { readonly before: Date; readonly after: string | null; readonly most: number; readonly limit: number },
): Promise<LostTasks> {
  const after = o.after ?? NO_JOB
  // Constants, since Postgres keeps no plan for a number of rows that it does not know.
  const [most, limit] = [sql.lit(o.most), sql.lit(o.limit)]
  const { rows } = await sql<{ ids: string[]; next: string | null }>`
    with part as materialized (
      select u.job_id from tasks u where u.status in ('queued', 'running') and u.job_id > ${after}
      order by u.job_id limit ${most}),
    last as materialized (select job_id from part order by job_id desc limit 1),
    without_job as materialized (
      select part.job_id from part left join lateral (
          select true as found from pgboss.job j
          where j.name = 'generate' and j.id = part.job_id and j.state in ('created', 'retry', 'active')
          limit 1) job on true
      where job.found is null),
    lost as materialized (
      select t.id, t.job_id from without_job
        join tasks t on t.job_id = without_job.job_id and t.status in ('queued', 'running')
      where not t.parked and t.updated_at < ${o.before}
      order by t.job_id limit ${limit})
    select array(select id from lost order by job_id) as ids, case
      when (select count(*) from lost) = ${limit} then (select job_id from lost order by job_id desc limit 1)
      when (select count(*) from part) = ${most} then (select job_id from last) end as next`.execute(db)
  return rows[0] as LostTasks
}
