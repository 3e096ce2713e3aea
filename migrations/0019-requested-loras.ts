import { sql, type Kysely } from 'kysely'

/** LoRAs by request: which of them a tenant may name, and the digests of their files. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`
    -- Null: all of them.
    alter table tenants add column loras text[];
    alter table model_revisions add column loras jsonb not null default '{}'`.execute(db)
  await sql`
    drop trigger facts_changed on tenants;
    create trigger facts_changed after delete or update of name, priority, requests_per_minute,
        request_burst, max_running, max_queued, gpu_seconds_per_day, upload_bytes_per_day, loras,
        webhook_secret, deleted_at
      on tenants execute function facts_changed()`.execute(db)
}
