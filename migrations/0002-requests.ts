import { sql, type Kysely } from 'kysely'

/** What requests bring and leave: uploaded files, batches, and the answers that repeats get. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Uploads; their bytes are in the storage.
  await sql`
    create table files (
      id text primary key,
      tenant_id text not null references tenants (id),
      -- The client's own file name.
      name text not null,
      purpose text not null,
      content_type text not null,
      size_bytes integer not null,
      sha256 text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index files_by_tenant on files (tenant_id, created_at desc, id desc);
    create index files_by_expiry on files (expires_at)`.execute(db)

  // One request for many videos; each accepted item is a task that names its batch.
  await sql`
    create table batches (
      id uuid primary key,
      tenant_id text not null references tenants (id),
      -- Items of the request, refused ones included.
      total integer not null,
      -- The refused items: [{index, code, message, param}].
      rejected jsonb not null default '[]',
      metadata jsonb not null default '{}',
      webhook_url text,
      created_at timestamptz not null,
      cancel_requested_at timestamptz,
      -- Set once, with the end of the last task.
      finished_at timestamptz
    );
    create index batches_by_tenant on batches (tenant_id, created_at desc, id desc)`.execute(db)

  // Answers by Idempotency-Key; a key is either sent by the client or derived from its call.
  await sql`
    create table idempotency_keys (
      tenant_id text not null,
      key text not null,
      fingerprint text not null,
      task_id uuid not null,
      response jsonb not null,
      -- Bit n: attempt n of one call of an OpenAI client has arrived. Null for a client's own key.
      attempts_seen integer,
      created_at timestamptz not null,
      primary key (tenant_id, key)
    );
    create index idempotency_keys_by_age on idempotency_keys (created_at);
    create index idempotency_keys_of_calls on idempotency_keys (tenant_id, fingerprint, created_at)
      where attempts_seen is not null`.execute(db)

  // Attempts of OpenAI clients that were refused, so that their repeats are not taken for new
  // calls. Unlogged: after a crash two concurrent calls with one body may become one.
  await sql`
    create unlogged table refused_attempts (
      id bigint generated always as identity primary key,
      tenant_id text not null,
      retry_count integer not null,
      content_length bigint,
      created_at timestamptz not null
    );
    create index refused_attempts_by_tenant on refused_attempts (tenant_id, created_at)`.execute(db)
}
