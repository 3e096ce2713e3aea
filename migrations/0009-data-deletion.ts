import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index tasks_to_purge on tasks (deleted_at)
    where deleted_at is not null and assets_removed_at is null`.execute(db)
  // Deleted tasks of before keep no more than those of from now on; the sweep then removes what files they have.
  await sql`
    update tasks set
      parameters = jsonb_build_object('width', parameters->'width', 'height', parameters->'height',
        'frames', parameters->'frames', 'steps', parameters->'steps'),
      adjustments = '[]', metadata = '{}', input_key = null, last_input_key = null, webhook_url = null, public_id = null, rerun_of = null,
      remixed_from = null,
      timings = null, assets = null, preview = null, manifest = null, error = null
    where deleted_at is not null`.execute(db)
  const deleted = sql`(select id from tasks where deleted_at is not null)`
  await sql`delete from webhook_attempts where delivery_id in
    (select id from webhook_deliveries where task_id in ${deleted})`.execute(db)
  await sql`delete from webhook_deliveries where task_id in ${deleted}`.execute(db)
  await sql`update events set body = null where task_id in ${deleted}`.execute(db)
}
