import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { issueApiKey } from '#test/support/service/auth.ts'
import {
  json,
  photograph,
  serveModels,
  startApi,
  type ProblemBody,
  type TestApi,
} from '#test/support/service/service.ts'

let api: TestApi
before(async () => {
  api = await startApi({ env: { MAX_RUNNING_PER_TENANT: '1', MAX_QUEUED_PER_TENANT: '2' } })
  await serveModels(api)
})
after(() => api?.close())

describe('Tenant quotas', () => {
  it('A video above the running limit waits, and one above the queue limit is refused', async () => {
    const first = await json(await api.createForm({ prompt: 'x' }))
    const second = await json(await api.createForm({ prompt: 'x' }))
    assert.deepEqual([first.queue_reason, second.queue_reason], [null, 'concurrency_limit'])
    const refused = await api.createForm({ prompt: 'x' })
    assert.equal(refused.status, 429)
    assert.equal((await json<ProblemBody>(refused)).code, 'queue_full')
    assert.equal(refused.headers.get('ratelimit'), '"queued";r=0')
    assert.equal(refused.headers.get('ratelimit-policy'), '"queued";q=2')
    assert.equal(refused.headers.get('retry-after'), '30')
    assert.equal(await api.countTasks(), 2)
    await api.call(`/v1/videos/${first.id}/cancel`, { method: 'POST' })
    assert.equal((await json(await api.call(`/v1/videos/${second.id}`))).queue_reason, null)
  })

  it('The answer to a create states every quota that the tenant has', async () => {
    const { key } = await issueApiKey(api.deps.db, 'told')
    const headers = { authorization: `Bearer ${key}` }
    const first = await api.createForm({ prompt: 'x' }, headers)
    assert.equal(first.headers.get('ratelimit-policy'), '"requests";q=1000;w=10, "running";q=1, "queued";q=2')
    assert.match(first.headers.get('ratelimit') ?? '', /^"requests";r=999;t=1, "running";r=0, "queued";r=1$/)
    const bytes = (await photograph()).length
    await api.deps.db
      .updateTable('tenants')
      .set({ gpu_seconds_per_day: 1000, upload_bytes_per_day: String(3 * bytes) })
      .where('id', '=', 'told')
      .execute()
    const second = await api.createForm({ prompt: 'x' }, headers)
    assert.match(
      second.headers.get('ratelimit-policy') ?? '',
      new RegExp(`, "queued";q=2, "gpu-seconds";q=1000;w=86400, "upload-bytes";q=${3 * bytes};w=86400$`),
    )
    assert.match(
      second.headers.get('ratelimit') ?? '',
      new RegExp(
        `"running";r=0, "queued";r=0, "gpu-seconds";r=940;t=\\d+, "upload-bytes";r=${bytes};t=\\d+$`,
      ),
    )
    const read = await api.call('/v1/videos', { headers })
    assert.match(read.headers.get('ratelimit') ?? '', /^"requests";r=\d+;t=\d+$/)
  })

  it('The upload quota counts image bytes as sent, and a refused video leaves no task', async () => {
    const { key } = await issueApiKey(api.deps.db, 'uploads')
    const headers = { authorization: `Bearer ${key}` }
    const bytes = (await photograph()).length
    await api.deps.db
      .updateTable('tenants')
      .set({ upload_bytes_per_day: String(bytes + 10) })
      .where('id', '=', 'uploads')
      .execute()
    assert.equal((await api.createForm({ prompt: 'x' }, headers)).status, 200)
    const tasks = await api.countTasks()
    const refused = await api.createForm({ prompt: 'x' }, headers)
    const problem = await json<ProblemBody>(refused)
    assert.equal(problem.code, 'quota_exceeded')
    assert.match(
      problem.detail,
      new RegExp(`needs about ${bytes} bytes of input images; 10 of ${bytes + 10} are left`),
    )
    assert.match(refused.headers.get('ratelimit') ?? '', /^"upload-bytes";r=10;t=\d+$/)
    assert.equal(await api.countTasks(), tasks)
  })
})
