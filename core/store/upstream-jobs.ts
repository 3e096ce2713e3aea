import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import type { UpstreamJob } from '#core/task/run.ts'
import type { Claim } from '#core/task/task.ts'

/** The newest job of a task that was not abandoned, whichever attempt asked for it. */
export async function findUpstreamJob(db: Db, taskId: string): Promise<UpstreamJob | null> {
  const row = await db
    .selectFrom('upstream_jobs')
    .select(['key', 'server', 'upstream_id'])
    .where('task_id', '=', taskId)
    .where('abandoned', '=', false)
    .orderBy('created_at', 'desc')
    .orderBy('key', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : { key: row.key, server: row.server, id: row.upstream_id }
}

/**
 * Records a job, or the id that its server gave it, for the holder of the current attempt.
 *
 * @returns false when the claim is stale: the job then belongs to nobody.
 */
export async function recordUpstreamJob(db: Db, claim: Claim, job: UpstreamJob, now: Date): Promise<boolean> {
  const { rows } = await sql<{ key: string }>`
    insert into upstream_jobs (key, task_id, server, upstream_id, created_at)
    select ${job.key}::uuid, t.id, ${job.server}, ${job.id}, ${now}
    from tasks t where t.id = ${claim.taskId} and t.fencing_token = ${claim.fencingToken} and t.status = 'running'
    on conflict (key) do update set upstream_id = excluded.upstream_id
    returning key`.execute(db)
  return rows.length > 0
}

export async function abandonUpstreamJob(db: Db, key: string): Promise<void> {
  await db.updateTable('upstream_jobs').set({ abandoned: true }).where('key', '=', key).execute()
}

export async function deleteUpstreamJob(db: Db, key: string): Promise<void> {
  await db.deleteFrom('upstream_jobs').where('key', '=', key).execute()
}

/** A job that no attempt waits for any more. */
export interface AbandonedJob extends UpstreamJob {
  /** Whether its task has its video. */
  readonly isCompleted: boolean
  readonly createdAt: Date
}

/** Jobs on these servers that were abandoned, or whose task has ended or has a newer one. */
export async function abandonedUpstreamJobs(
  db: Db,
  servers: readonly string[],
  most: number,
): Promise<AbandonedJob[]> {
  const { rows } = await sql<{
    key: string
    server: string
    upstream_id: string | null
    is_completed: boolean
    created_at: Date
  }>`
    select j.key, j.server, j.upstream_id, coalesce(t.status = 'completed', false) as is_completed, j.created_at
    from upstream_jobs j left join tasks t on t.id = j.task_id
    where j.server = any(${[...servers]}::text[])
      and (j.abandoned or t.id is null or t.status in ('completed', 'failed', 'cancelled')
        or exists (select 1 from upstream_jobs n
          where n.task_id = j.task_id and (n.created_at, n.key) > (j.created_at, j.key)))
    order by j.created_at limit ${most}`.execute(db)
  return rows.map((row) => ({
    key: row.key,
    server: row.server,
    id: row.upstream_id,
    isCompleted: row.is_completed,
    createdAt: row.created_at,
  }))
}
