import pg from 'pg'
import { PARAMETERS } from '#test/support/database/tasks.ts'

/** Tenants of the full database: `tenant-0` and so on. */
export const TENANTS = 200

/** A filled table's secondary indexes are built at once, which is several times as cheap. */
const SECONDARY_INDEXES = `
  select indexdef as create, format('drop index %s', indexrelid::regclass) as drop
  from pg_indexes p join pg_index i on i.indexrelid = format('%I.%I', schemaname, indexname)::regclass
  where p.schemaname = 'public' and p.tablename in ('tasks', 'events', 'task_metadata') and not i.indisunique`

const TASKS = `
  insert into tasks (id, tenant_id, dialect, model, parameters, metadata, status, job_id, gpu_seconds, progress,
    timings, assets, manifest, created_at, started_at, finished_at, expires_at, assets_removed_at, updated_at)
  select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'tenant-' || n % $3::int, 'openai', $1::text,
    $2::jsonb, jsonb_build_object('project', 'p' || n % 997), s.status, gen_random_uuid(), 5,
    case s.status when 'completed' then 100 else 0 end,
    '{"denoise": 4}', case s.status when 'completed' then
      '{"video": {"key": "x", "contentType": "video/mp4", "sizeBytes": 1, "sha256": "0"}}'::jsonb end,
    null, at, at + interval '5 s', at + interval '10 s', at + interval '1 h', at + interval '1 h', at + interval '1 h'
  from generate_series(1, $4::int) as n
    cross join lateral (select
      case n / $3::int % 200 when 0 then 'failed' when 1 then 'cancelled' else 'completed' end as status,
      now() - interval '90 days' + n * (interval '89 days' / $4::int) as at) s`

const EVENTS = `
  insert into events (id, tenant_id, task_id, type, body, created_at)
  select 'evt_' || replace(id::text, '-', ''), tenant_id, id, 'video.' || status, '{"type": "video.ended"}', finished_at
  from tasks where finished_at is not null`

const METADATA = `
  insert into task_metadata (task_id, pair, tenant_id, created_at)
  select t.id, pair, t.tenant_id, t.created_at from tasks t cross join metadata_pairs(t.metadata) as pair`

const QUEUED = `
  insert into tasks (id, tenant_id, dialect, model, parameters, status, job_id, gpu_seconds, created_at, updated_at)
  select gen_random_uuid(), 'tenant-' || n % $3::int, 'openai', $1::text, $2::jsonb, 'queued', gen_random_uuid(), 5,
    now() - interval '1 h' + n * interval '10 ms', now() - interval '1 min'
  from generate_series(1, $4::int) as n`

const JOBS = `
  insert into pgboss.job (id, name, data, priority, retry_limit, expire_seconds, deletion_seconds, heartbeat_seconds,
    keep_until, policy)
  select t.job_id, 'generate', jsonb_build_object('taskId', t.id), 0, q.retry_limit, q.expire_seconds,
    q.deletion_seconds, q.heartbeat_seconds, now() + interval '30 days', q.policy
  from tasks t cross join pgboss.queue q where t.status = 'queued' and q.name = 'generate'`

/** Fills a migrated database: tenants, tasks that ended in three months, queued ones with jobs. */
export async function fill(
  databaseUrl: string,
  o: { readonly model: string; readonly finished: number; readonly queued: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows: indexes } = await client.query<{ create: string; drop: string }>(SECONDARY_INDEXES)
    for (const { drop } of indexes) await client.query(drop)
    // The rows refer to each other as they should, which is not checked a million times.
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`)
    await client.query(
      `insert into tenants (id, name, webhook_secret, created_at)
      select 'tenant-' || n, 'T', 'whsec_' || n, now() from generate_series(0, $1::int - 1) as n
      on conflict do nothing`,
      [TENANTS],
    )
    const kind = [o.model, JSON.stringify(PARAMETERS), TENANTS]
    await client.query(TASKS, [...kind, o.finished])
    await client.query(EVENTS)
    await client.query(METADATA)
    await client.query(QUEUED, [...kind, o.queued])
    await client.query(JOBS)
    for (const { create } of indexes) await client.query(create)
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}
