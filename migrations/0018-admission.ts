import { sql, type Kysely } from 'kysely'

/** Admission: counts of a tenant's queued tasks, and runs that an estimate averages over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  // Called after a transaction has inserted its queued tasks; returns how many the tenant has then,
  // counted up to one more than the limit. Every statement of it sees what was committed before.
  //
  // Far from the limit, admissions share the tenant's lock. At most as many transactions as there
  // are connections hold it at once, each with a task that the others do not see, so while the
  // limit is farther away than that, no number of them can pass it. Near it, an admission holds the
  // lock alone: it has waited for all others and sees all their tasks.
  await sql`
    create function admit_queued(tenant text, most integer, added integer) returns integer
    language plpgsql as $$
    declare
      lock_key constant bigint := hashtextextended('wan:admission:' || tenant, 0);
      far constant integer := most - current_setting('max_connections')::integer;
      queued integer;
      alone boolean;
    begin
      select count(*) into queued from (
        select from tasks where tenant_id = tenant and status = 'queued' limit most + 1) q;
      alone := added > 1 or queued > far;
      if alone then
        perform pg_advisory_xact_lock(lock_key);
      else
        perform pg_advisory_xact_lock_shared(lock_key);
      end if;
      select count(*) into queued from (
        select from tasks where tenant_id = tenant and status = 'queued' limit most + 1) q;
      -- A lock that is shared cannot become one that is not: the caller tries again.
      if queued > far and not alone then
        raise serialization_failure using message = 'the queue filled up meanwhile';
      end if;
      return queued;
    end $$`.execute(db)

  // The latest runs of one kind, however many of other kinds the model has made.
  await sql`
    drop index tasks_measured;
    create index tasks_measured on tasks (model, (parameters->>'width'), (parameters->>'height'),
        (parameters->>'frames'), (parameters->>'steps'), finished_at desc)
      where status = 'completed'`.execute(db)
}
