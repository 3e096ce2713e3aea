import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { batchIdOf } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { openTenant, text } from './tenant.ts'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

describe('Retrieving a batch', () => {
  it('A batch of another tenant is answered 404, like an unknown id', async () => {
    const owner = await openTenant(api)
    const rival = await openTenant(api)
    const batch = await owner.submit([text('a')])
    for (const id of [batch.id, `batch_${'0'.repeat(32)}`, 'nonsense', 'content']) {
      for (const answer of [
        await api.call(`/v1/videos/batches/${id}`, {
          headers: { authorization: `Bearer ${(await issueApiKey(api.deps.db, rival.id)).key}` },
        }),
        await rival.cancel(id),
      ]) {
        assert.equal(answer.status, 404, id)
        assert.equal((await json<ProblemBody>(answer)).code, 'batch_not_found')
      }
    }
    assert.deepEqual(await rival.get(`/v1/videos?batch_id=${batch.id}`), {
      ...{ object: 'list', data: [], first_id: null, last_id: null, has_more: false },
    })
    assert.equal((await owner.batch(batch.id)).counts.queued, 1)
    assert.equal(await rival.countTasks(), 0)
    assert.ok(batchIdOf(batch.id))
  })
})
