import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { cancelAfterSecondsOf } from '#api/http/cancel-after.ts'
import { isAppError } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

const BODY = { model: 'c-text', prompt: 'waves' }

describe('The header Cancel-After', () => {
  it('Cancel-After takes seconds and durations from 5 seconds to 30 days', () => {
    const read = (value: string) => cancelAfterSecondsOf({ headers: { 'cancel-after': value } })
    const good = {
      '5': 5,
      '90': 90,
      '90s': 90,
      '5m': 300,
      '1m30s': 90,
      '1h': 3600,
      '1h30m45s': 5445,
      '720h': 2_592_000,
    }
    for (const [value, seconds] of Object.entries(good)) assert.equal(read(value), seconds, value)
    assert.equal(cancelAfterSecondsOf({ headers: {} }), null)
    for (const bad of ['4', '4s', '0', '-5', '1.5m', 's', 'm5', '30m1h', '5 m', 'soon', '721h', '1e3', '٥'])
      assert.throws(() => read(bad), isAppError, bad)
  })

  it('A video shows its Cancel-After deadline and fails once that has passed', async () => {
    const response = await api.create(BODY, { 'Cancel-After': '1m30s' })
    const video = await json(response)
    assert.equal(video.cancel_at, video.created_at + 90)
    assert.equal(video.start_by, null)
    api.clock.advance(90_000)
    await lifecycle.enforceDeadlines(api.deps)
    const ended = await json(await api.call(`/v1/videos/${video.id}`))
    assert.deepEqual([ended.status, ended.error?.code], ['failed', 'deadline_exceeded'])
    const again = await json(
      await api.call(`/v1/videos/${video.id}/rerun`, { method: 'POST', headers: { 'Cancel-After': '10' } }),
    )
    assert.equal(again.cancel_at, again.created_at + 10)
  })

  it('An invalid Cancel-After is refused by name', async () => {
    const response = await api.create(BODY, { 'Cancel-After': '2s' })
    assert.equal(response.status, 400)
    const problem = await json<ProblemBody>(response)
    assert.deepEqual(
      [problem.error.param, problem.errors[0]?.pointer],
      ['Cancel-After', '/header/Cancel-After'],
    )
  })
})

describe('The field start_timeout_seconds', () => {
  it('A video shows the time by which it must start and fails once that has passed', async () => {
    const video = await json(await api.create({ ...BODY, start_timeout_seconds: 20 }))
    assert.equal(video.start_by, video.created_at + 20)
    assert.deepEqual(video.adjustments, [])
    api.clock.advance(20_000)
    await lifecycle.enforceDeadlines(api.deps)
    const ended = await json(await api.call(`/v1/videos/${video.id}`))
    assert.deepEqual([ended.status, ended.error?.code], ['failed', 'start_timeout'])
  })

  it('A start_timeout_seconds outside the range from 1 second to 30 days is refused', async () => {
    for (const bad of [0, 2_592_001, 'soon'])
      assert.equal((await api.create({ ...BODY, start_timeout_seconds: bad })).status, 400)
  })
})
