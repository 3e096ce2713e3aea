import assert from 'node:assert/strict'
import type { components } from '#api/openapi.gen.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, type TestApi } from '#test/support/service/service.ts'

type Schemas = components['schemas']
export type Batch = Schemas['VideoBatch']

let tenants = 0
/** Creates a tenant with these limits and returns its calls. */
export async function openTenant(api: TestApi, limits: object = {}) {
  const id = `tenant-${++tenants}`
  const { key } = await issueApiKey(api.deps.db, id, ['videos:read', 'videos:write', 'webhooks:write'])
  await api.deps.db
    .updateTable('tenants')
    .set({ name: id, ...limits })
    .where('id', '=', id)
    .execute()
  const authorization = `Bearer ${key}`
  const post = (pathname: string, body: unknown, headers: Record<string, string> = {}) =>
    api.call(pathname, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const get = async <T>(pathname: string): Promise<T> =>
    await json<T>(await api.call(pathname, { headers: { authorization } }))
  return {
    id,
    post,
    get,
    submit: async (items: unknown[], fields: object = {}, headers: Record<string, string> = {}) => {
      const answer = await post('/v1/videos/batches', { items, ...fields }, headers)
      assert.equal(answer.status, 200, await answer.clone().text())
      return await json<Batch>(answer)
    },
    batch: (batchId: string) => get<Batch>(`/v1/videos/batches/${batchId}`),
    cancel: (batchId: string) => post(`/v1/videos/batches/${batchId}/cancel`, {}),
    feed: async () => (await get<Schemas['EventList']>('/v1/events?limit=1000')).data,
    countTasks: async () =>
      (await api.deps.db.selectFrom('tasks').select('id').where('tenant_id', '=', id).execute()).length,
  }
}

/** An item for the model that needs no image. */
export const text = (prompt: string, fields: object = {}) => ({ prompt, model: 'c-text', ...fields })
/** The task ids of the videos of a batch. */
export const videos = (batch: Batch): string[] =>
  batch.items.flatMap(({ video_id: id }) => (id === null ? [] : [taskIdOfVideo(id) as string]))

/** Ends a task as a worker does. */
export async function end(api: TestApi, taskId: string, how: 'complete' | 'fail'): Promise<void> {
  if (how === 'complete') {
    const bytes = Buffer.from('x')
    return await api.complete(taskId, { video: bytes, thumbnail: bytes, spritesheet: bytes })
  }
  const claim = await start(api, taskId)
  await lifecycle.fail(api.deps, claim, { code: 'encode_failed', message: 'It broke.', retryable: false })
}
/** Starts a task as a worker does. */
export async function start(api: TestApi, taskId: string) {
  const row = await api.deps.db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  const started = await lifecycle.start(api.deps, { taskId, jobId: row.job_id, retryCount: 0 })
  assert.ok(started.outcome === 'started')
  return started.claim
}
