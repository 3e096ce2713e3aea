import { sql, type Kysely } from 'kysely'

/** To whom the objects in the storage belong, and what the sweeps of the storage found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table installation (
      -- Written into the storage, too: a process starts only where both are equal.
      id uuid primary key default gen_random_uuid(),
      -- There is one row.
      is_only boolean not null unique default true check (is_only)
    );
    insert into installation default values`.execute(db)
  await sql`
    create table sweeps (
      name text primary key,
      swept_at timestamptz not null,
      listed integer not null,
      -- Objects older than a day that this database does not know.
      unknown integer not null,
      deleted integer not null,
      -- Whether the unknown ones were kept.
      held boolean not null
    )`.execute(db)
}
