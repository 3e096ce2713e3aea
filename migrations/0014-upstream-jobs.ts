import { sql, type Kysely } from 'kysely'

/** What servers of other projects work on for tasks, so that another worker finds it again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table upstream_jobs (
      -- Made by the worker before it asks the server, and sent where the server takes it.
      key uuid primary key,
      -- No reference: a job outlives the row of its task until it is deleted on the server.
      task_id uuid not null,
      -- The server's name in ENGINES.
      server text not null,
      -- The server's own id; null until it has answered.
      upstream_id text,
      -- Whether it is only to be removed from its server.
      abandoned boolean not null default false,
      created_at timestamptz not null
    );
    create index upstream_jobs_by_task on upstream_jobs (task_id, created_at);
    create index upstream_jobs_by_server on upstream_jobs (server, created_at)`.execute(db)
}
