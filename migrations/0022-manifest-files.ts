import { sql, type Kysely } from 'kysely'

/**
 * Digests of model files, once for all videos of the same files: they are two thirds of a manifest,
 * and every video of a model has the same. A manifest names them by their digest. Manifests that
 * were written before stay whole.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`
    create table manifest_files (
      -- SHA-256 of the files as jsonb writes them.
      digest text primary key,
      files jsonb not null
    )`.execute(db)
  await sql`
    create function manifest_written() returns trigger language plpgsql as $$
      declare
        own constant jsonb := new.manifest -> 'files';
        own_digest constant text := encode(sha256(convert_to(own::text, 'UTF8')), 'hex');
      begin
        insert into manifest_files (digest, files) values (own_digest, own) on conflict do nothing;
        new.manifest := (new.manifest - 'files') || jsonb_build_object('filesDigest', own_digest);
        return new;
      end $$`.execute(db)
  await sql`
    create trigger manifest_inserted before insert on tasks for each row
      when (new.manifest -> 'files' <> '{}') execute function manifest_written();
    create trigger manifest_updated before update of manifest on tasks for each row
      when (new.manifest -> 'files' <> '{}') execute function manifest_written()`.execute(db)
  // The role that reads for a tenant has no right to the table: it asks for the files of a manifest
  // that it sees, and nobody guesses a digest.
  await sql`
    create function files_of_manifest(of_digest text) returns jsonb
      language sql stable security definer as $$
        select files from manifest_files where digest = of_digest $$`.execute(db)
  await sql`
    do $$ begin
      -- It runs with the rights of its owner, so no other schema may stand in for this one.
      execute format('alter function files_of_manifest set search_path to %I, pg_temp', current_schema());
    end $$`.execute(db)
}
