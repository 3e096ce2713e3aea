import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // Random, unlike any other id of the task: whoever knows it may download the video.
  await sql`alter table tasks add column public_id uuid`.execute(db)
  await sql`create unique index tasks_by_public_id on tasks (public_id) where public_id is not null`.execute(
    db,
  )
}
