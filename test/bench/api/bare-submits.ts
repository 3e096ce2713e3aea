import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { PARAMETERS } from '#test/support/database/tasks.ts'

const INSERTS = {
  task: `insert into tasks (id, tenant_id, dialect, model, status, parameters, job_id, created_at, updated_at)
    values ($1, $2, 'openai', 'c-text', 'queued', $3, $4, now(), now())`,
  event: `insert into events (id, tenant_id, task_id, type, created_at)
    values ($1, $2, $3, 'video.queued', now())`,
  job: `insert into pgboss.job (id, name, data, priority, retry_limit, expire_seconds, deletion_seconds,
      keep_until, policy)
    select $1, 'generate', $2, 0, q.retry_limit, q.expire_seconds, q.deletion_seconds,
      now() + interval '30 days', q.policy from pgboss.queue q where q.name = 'generate'`,
} as const

/**
 * What a submit must store and nothing else: begin, task, event, job and commit, prepared, in a
 * loop over so many connections.
 *
 * @returns submits a second.
 */
export async function leanSubmits(
  databaseUrl: string,
  tenantId: string,
  connections: number,
  seconds: number,
): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      return client
    }),
  )
  let count = 0
  const startedAt = performance.now()
  const one = async (client: pg.Client): Promise<void> => {
    const run = (name: keyof typeof INSERTS, values: unknown[]) =>
      client.query({ name, text: INSERTS[name], values })
    while (performance.now() < startedAt + seconds * 1000) {
      const [taskId, jobId] = [randomUUID(), randomUUID()]
      await client.query('begin')
      await run('task', [taskId, tenantId, JSON.stringify(PARAMETERS), jobId])
      await run('event', [`evt_${taskId}`, tenantId, taskId])
      await run('job', [jobId, JSON.stringify({ taskId })])
      await client.query('commit')
      count += 1
    }
  }
  await Promise.all(clients.map(one))
  const perSecond = count / ((performance.now() - startedAt) / 1000)
  await Promise.all(clients.map((client) => client.end()))
  return perSecond
}

const SCRIPT = `begin;
insert into bench_rows (body) values ('{"prompt": "a river"}');
insert into bench_rows (body) values ('{"type": "video.queued"}');
commit;
`

/**
 * Two prepared INSERTs in one transaction by pgbench.
 *
 * @returns transactions a second; null without pgbench.
 */
export async function pgbenchInserts(
  databaseUrl: string,
  folder: string,
  connections: number,
  seconds: number,
): Promise<number | null> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    'create table if not exists bench_rows (id bigint generated always as identity primary key, body jsonb)',
  )
  await client.end()
  const file = path.join(folder, 'two-inserts.sql')
  await writeFile(file, SCRIPT)
  try {
    const { stdout } = await promisify(execFile)('pgbench', [
      ...['-n', '-M', 'prepared', '-c', String(connections), '-j', '2', '-T', String(seconds)],
      ...['-f', file, databaseUrl],
    ])
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
