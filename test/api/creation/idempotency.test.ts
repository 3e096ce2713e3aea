import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { issueApiKey } from '#test/support/service/auth.ts'
import { runMaintenance } from '#test/support/service/maintenance.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

const withKey = (key: string) => ({ 'idempotency-key': key })
const fields = { prompt: 'x', size: '64x64', num_frames: '5', seed: '1' }

async function storedImages(): Promise<number> {
  let count = 0
  for await (const object of api.deps.storage.list('tasks/')) count += object.key === '' ? 0 : 1
  return count
}

describe('Requests with an Idempotency-Key', () => {
  it('An Idempotency-Key, quoted or not, repeats the first answer byte for byte and marks it', async () => {
    const before = await api.countTasks()
    const first = await api.createForm(fields, withKey('order-1'))
    const text = await first.clone().text()
    for (const key of ['order-1', '"order-1"']) {
      const again = await api.createForm(fields, withKey(key))
      assert.equal(again.status, 200)
      assert.equal(again.headers.get('idempotent-replayed'), 'true')
      assert.equal(again.headers.get('location'), first.headers.get('location'))
      assert.equal(await again.text(), text)
    }
    assert.equal(first.headers.get('idempotent-replayed'), null)
    assert.equal(await api.countTasks(), before + 1)
  })

  it('An Idempotency-Key is refused with another body, even if only the file differs', async () => {
    await api.createForm(fields, withKey('order-2'))
    const other = await api.createForm({ ...fields, seed: '2' }, withKey('order-2'))
    assert.equal(other.status, 422)
    assert.equal((await json<ProblemBody>(other)).code, 'idempotency_key_reused')
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('input_reference', new Blob([Buffer.from('another file')]), 'photo.jpg')
    const otherFile = await api.call('/v1/videos', {
      method: 'POST',
      body: form,
      headers: withKey('order-2'),
    })
    assert.equal(otherFile.status, 422)
  })

  it('Fifty simultaneous requests with one Idempotency-Key make one task and store one image', async () => {
    const [tasksBefore, imagesBefore] = [await api.countTasks(), await storedImages()]
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const response = await api.createForm(fields, withKey('at-once'))
        return `${response.status} ${await response.text()}`
      }),
    )
    assert.equal(new Set(answers).size, 1)
    assert.match(answers[0] ?? '', /^200 /)
    assert.equal(await api.countTasks(), tasksBefore + 1)
    // Images of the requests that lost are deleted after their answers.
    for (let i = 0; i < 100 && (await storedImages()) > imagesBefore + 1; i++)
      await new Promise((resolve) => setImmediate(resolve))
    assert.equal(await storedImages(), imagesBefore + 1)
  })

  it('An Idempotency-Key of one tenant does not affect another tenant', async () => {
    const { key } = await issueApiKey(api.deps.db, 'neighbour')
    const mine = await json(await api.createForm(fields, withKey('shared')))
    const theirs = await json(
      await api.createForm(
        { ...fields, seed: '9' },
        { ...withKey('shared'), authorization: `Bearer ${key}` },
      ),
    )
    assert.notEqual(mine.id, theirs.id)
  })

  it('A refused request does not use up its Idempotency-Key', async () => {
    assert.equal((await api.createForm({ ...fields, size: '1x1' }, withKey('order-3'))).status, 400)
    assert.equal((await api.createForm({ ...fields, size: '20x20' }, withKey('order-3'))).status, 400)
    assert.equal((await api.createForm(fields, withKey('order-3'))).status, 200)
  })

  it('An empty, overlong or unprintable Idempotency-Key is refused', async () => {
    for (const key of ['""', 'k'.repeat(256), 'two words']) {
      const response = await api.createForm(fields, withKey(key))
      assert.equal(response.status, 400)
      assert.equal((await json<ProblemBody>(response)).code, 'idempotency_key_invalid')
    }
    assert.equal((await api.createForm(fields, withKey('k'.repeat(255)))).status, 200)
  })

  it('An Idempotency-Key repeats its answer for a day and may then be reused', async () => {
    const HOUR_MS = 3_600_000
    const sweep = () => runMaintenance(api.deps, { kind: 'sweep' })
    const first = await api.createForm(fields, withKey('one-day'))
    const text = await first.text()
    api.clock.advance(23 * HOUR_MS)
    await sweep()
    const repeated = await api.createForm(fields, withKey('one-day'))
    assert.equal(repeated.headers.get('idempotent-replayed'), 'true')
    assert.equal(await repeated.text(), text)
    api.clock.advance(2 * HOUR_MS)
    await sweep()
    const next = await api.createForm({ ...fields, seed: '3' }, withKey('one-day'))
    assert.equal(next.status, 200)
    assert.equal(next.headers.get('idempotent-replayed'), null)
    assert.notEqual(next.headers.get('location'), first.headers.get('location'))
  })
})
