import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Deps } from '#core/deps.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { completionAt } from '#test/support/database/tasks.ts'
import { runMaintenance } from '#test/support/service/maintenance.ts'

/** One of the two services that are compared. */
export interface Side {
  readonly deps: Deps
  readonly port: number
  readonly headers: Readonly<Record<string, string>>
  readonly model: string
  /** Public ids of the caller's videos. */
  readonly completed: string
  readonly etag: string
}

export type Operation = (side: Side) => Promise<void>

async function call(side: Side, method: string, path: string, o: { body?: unknown; headers?: object } = {}) {
  const response = await fetch(`http://127.0.0.1:${side.port}${path}`, {
    method,
    headers: {
      ...side.headers,
      ...(o.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...o.headers,
    },
    ...(o.body === undefined ? {} : { body: JSON.stringify(o.body) }),
  })
  const text = await response.text()
  if (response.status >= 400) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return text
}

const get =
  (path: string): Operation =>
  async (side) =>
    void (await call(side, 'GET', path))

const submit = async (side: Side, headers: object = {}): Promise<string> => {
  const text = await call(side, 'POST', '/v1/videos', {
    headers,
    body: { model: side.model, prompt: 'a river', metadata: { project: 'p1' } },
  })
  return (JSON.parse(text) as { id: string }).id
}

/** Starts a task and ends it, as a worker does. @param id Default: one that is queued */
export async function startAndComplete({ deps }: Pick<Side, 'deps'>, id?: string): Promise<void> {
  const { rows } = await sql<{ id: string; job_id: string }>`
    select id, job_id from tasks where status = 'queued' and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    order by tenant_id limit 1`.execute(deps.db)
  const [task] = rows
  if (task === undefined) throw new Error('no task is queued')
  const started = await lifecycle.start(deps, { taskId: task.id, jobId: task.job_id, retryCount: 0 })
  if (started.outcome !== 'started') throw new Error(`the task did not start: ${started.outcome}`)
  const { claim } = started
  await lifecycle.progress(deps, claim, { phase: 'denoise', step: 1, progress: 20, etaAt: null })
  await lifecycle.complete(deps, claim, completionAt(`bench/${task.id}/`))
}

/** What is called on both sides in turn. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  submit: async (side) => void (await submit(side)),
  'submit with Idempotency-Key': async (side) =>
    void (await submit(side, { 'idempotency-key': randomUUID() })),
  estimate: async (side) =>
    void (await call(side, 'POST', '/v1/videos/estimate', {
      body: { model: side.model, prompt: 'a river' },
    })),
  'submit, GET queued, cancel, delete': async (side) => {
    const id = await submit(side)
    await call(side, 'GET', `/v1/videos/${id}`)
    await call(side, 'POST', `/v1/videos/${id}/cancel`)
    await call(side, 'DELETE', `/v1/videos/${id}`)
  },
  'start, progress, complete': (side) => startAndComplete(side),
  'GET video, completed': (side) => get(`/v1/videos/${side.completed}`)(side),
  'GET video, 304': async (side) =>
    void (await call(side, 'GET', `/v1/videos/${side.completed}`, {
      headers: { 'if-none-match': side.etag },
    })),
  'list of 20': get('/v1/videos?limit=20'),
  'list of 20, oldest first': get('/v1/videos?limit=20&order=asc'),
  'list of the completed': get('/v1/videos?limit=20&status=completed'),
  'list of the failed and the cancelled': get('/v1/videos?limit=20&status=failed'),
  'list of a metadata value': get('/v1/videos?limit=20&metadata[project]=p1'),
  'list of a metadata value that no video has': get('/v1/videos?limit=20&metadata[project]=none'),
  'event feed': get('/v1/events?limit=20'),
  models: get('/v1/models'),
  '/metrics': get('/metrics'),
  '/readyz': get('/readyz'),
  sweep: ({ deps }) => runMaintenance(deps, { kind: 'sweep' }),
}
