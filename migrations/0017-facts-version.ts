import { sql, type Kysely } from 'kysely'

/** A number that rises with every change of keys, tenants and models, which processes keep. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`
    create table facts_version (
      -- There is one row.
      is_only boolean primary key default true check (is_only),
      version bigint not null default 0
    );
    insert into facts_version default values`.execute(db)
  await sql`
    create function facts_changed() returns trigger language plpgsql as $$
    begin
      update facts_version set version = version + 1;
      return null;
    end $$`.execute(db)

  // Neither the time of a key's last use nor that of a tenant's last start is kept.
  await sql`
    create trigger facts_changed after delete or update of tenant_id, scopes, allowed_cidrs,
        signature_algorithm, signature_material, signature_required, expires_at, revoked_at
      on api_keys execute function facts_changed();
    create trigger facts_changed after delete or update of name, priority, requests_per_minute,
        request_burst, max_running, max_queued, gpu_seconds_per_day, upload_bytes_per_day,
        webhook_secret, deleted_at
      on tenants execute function facts_changed();
    create trigger facts_changed after insert or delete or update
      on models execute function facts_changed();
    create trigger facts_changed after insert or delete or update
      on model_revisions execute function facts_changed()`.execute(db)
  // A heartbeat is an insert that mostly updates, and writes all columns, mostly as they were. One
  // that comes late revives its worker.
  await sql`
    create trigger facts_changed after insert or delete on workers for each row
      execute function facts_changed();
    create trigger facts_changed_by_heartbeat after update on workers for each row
      when ((old.models, old.fitting_sizes, old.unavailable)
          is distinct from (new.models, new.fitting_sizes, new.unavailable)
        or new.seen_at not between old.seen_at and old.seen_at + interval '15 seconds')
      execute function facts_changed()`.execute(db)
}
