import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_keys
      -- How requests with this key are signed; null: not at all.
      add column signature_algorithm text check (signature_algorithm in ('ed25519', 'hmac-sha256')),
      -- Base64 of the public key or of the shared secret.
      add column signature_material text,
      -- Whether a request without a signature is refused.
      add column signature_required boolean not null default false`.execute(db)
  await sql`
    create table request_nonces (
      key_id uuid not null references api_keys (id),
      nonce text not null,
      -- From then on the signature that it belongs to is too old anyway.
      expires_at timestamptz not null,
      primary key (key_id, nonce)
    )`.execute(db)
  await sql`create index request_nonces_by_age on request_nonces (expires_at)`.execute(db)
}
