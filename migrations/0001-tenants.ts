import { sql, type Kysely } from 'kysely'

/** Customers: their limits, API keys, signed requests and usage. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // One customer. A limit that is null follows the settings; 0 means no limit.
  await sql`
    create table tenants (
      id text primary key,
      name text not null,
      -- Higher starts first.
      priority integer not null default 0,
      requests_per_minute integer check (requests_per_minute >= 0),
      request_burst integer check (request_burst >= 1),
      max_running integer check (max_running >= 0),
      max_queued integer check (max_queued >= 0),
      gpu_seconds_per_day integer check (gpu_seconds_per_day >= 0),
      upload_bytes_per_day bigint check (upload_bytes_per_day >= 0),
      webhook_secret text not null,
      -- Signs beside the new secret until receivers have changed over.
      previous_webhook_secret text,
      previous_webhook_secret_until timestamptz,
      -- When a task of the tenant last started: among equals, the longest wait goes first.
      last_started_at timestamptz,
      created_at timestamptz not null default now()
    )`.execute(db)

  // How a tenant's programs authenticate.
  await sql`
    create table api_keys (
      id uuid primary key,
      tenant_id text not null references tenants (id),
      name text not null,
      -- SHA-256 of the key; the key itself is shown once and never stored.
      key_hash bytea not null unique,
      key_prefix text not null,
      scopes text[] not null,
      -- Networks the key may be used from; empty: any.
      allowed_cidrs text[] not null default '{}',
      -- How requests with this key are signed; null: they are not.
      signature_algorithm text check (signature_algorithm in ('ed25519', 'hmac-sha256')),
      -- Base64 of the public key or of the shared secret.
      signature_material text,
      -- Whether an unsigned request is refused.
      signature_required boolean not null default false,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz
    );
    create index api_keys_by_tenant on api_keys (tenant_id, created_at)`.execute(db)

  // Nonces of signed requests: a captured request cannot be sent a second time.
  await sql`
    create table request_nonces (
      key_id uuid not null references api_keys (id),
      nonce text not null,
      -- From this moment the signature itself is too old.
      expires_at timestamptz not null,
      primary key (key_id, nonce)
    );
    create index request_nonces_by_age on request_nonces (expires_at)`.execute(db)

  // What a tenant has used of its daily quotas.
  await sql`
    create table tenant_usage (
      tenant_id text not null references tenants (id),
      -- UTC.
      day date not null,
      gpu_seconds double precision not null default 0,
      upload_bytes bigint not null default 0,
      primary key (tenant_id, day)
    )`.execute(db)

  // Token buckets. Unlogged: one write a request, and a crash only gives every caller a full burst.
  await sql`
    create unlogged table rate_limits (
      key text primary key,
      -- Theoretical arrival time of the next request of an even stream, in ms since 1970.
      arrival_ms double precision not null,
      -- Whether the latest request was within the limit.
      allowed boolean not null
    ) with (fillfactor = 50)`.execute(db)
}
