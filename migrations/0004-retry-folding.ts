import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // Bit n: attempt n of one call of an OpenAI client has come. Null for a key that the client sent.
  await sql`alter table idempotency_keys add column attempts_seen integer`.execute(db)
  await sql`create index idempotency_keys_of_calls on idempotency_keys (tenant_id, fingerprint, created_at)
    where attempts_seen is not null`.execute(db)
  // Attempts that were refused, so made nothing, and will be repeated. Unlogged: a crash that forgets them makes two
  // calls at once with the same body one.
  await sql`
    create unlogged table refused_attempts (
      id bigint generated always as identity primary key,
      tenant_id text not null,
      retry_count integer not null,
      content_length bigint,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index refused_attempts_by_tenant on refused_attempts (tenant_id, created_at)`.execute(db)
}
