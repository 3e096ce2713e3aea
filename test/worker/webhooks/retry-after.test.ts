import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { WebhookOutcome } from '#core/webhooks/post.ts'
import { retryAfterMs } from '#worker/webhooks/retry-after.ts'
import { nextAttemptAt } from '#worker/webhooks/verdict.ts'

const now = new Date('2026-11-29T10:00:00Z')
const schedule = ['0', '5', '300']

const outcome = (headers: Record<string, string>, status = 503): WebhookOutcome => ({
  answer: { status, headers, bodyExcerpt: '', bodyCut: false, durationMs: 1 },
  error: null,
})
const delayMs = (headers: Record<string, string>, attemptsMade = 1, random = 0.5): number | undefined => {
  const o = { attemptsMade, scheduleSeconds: schedule, now, random }
  const at = nextAttemptAt(outcome(headers), o)
  return at === null ? undefined : at.getTime() - now.getTime()
}

describe('Retry-After', () => {
  it('Seconds and all three forms of an HTTP date are read', () => {
    for (const [value, ms] of [
      ['120', 120_000],
      [' 7 ', 7000],
      ['0', 0],
      ['Sun, 29 Nov 2026 10:01:00 GMT', 60_000],
      ['Sunday, 29-Nov-26 10:01:00 GMT', 60_000],
      ['Sun Nov 29 10:01:00 2026', 60_000],
      ['Sun, 29 Nov 2026 09:00:00 GMT', 0],
    ] as const)
      assert.equal(retryAfterMs({ 'retry-after': value }, now), ms, value)
  })

  it('A date counts from the Date of the same answer, so a wrong clock of the receiver does no harm', () => {
    const headers = {
      'retry-after': 'Wed, 01 Jan 2020 00:00:30 GMT',
      date: 'Wed, 01 Jan 2020 00:00:00 GMT',
    }
    assert.equal(retryAfterMs(headers, now), 30_000)
  })

  it('Anything else is as good as no Retry-After', () => {
    for (const value of ['', 'soon', '-5', '1e3', '1.5', '2026-11-29', 'Sun, 29 Nov 2026 25:01:00 GMT'])
      assert.equal(retryAfterMs({ 'retry-after': value }, now), null, value)
    assert.equal(retryAfterMs({}, now), null)
  })

  it('The next attempt comes by the schedule with a fifth of jitter, or later if the receiver asks', () => {
    assert.deepEqual([delayMs({}, 1, 0), delayMs({}, 1, 0.5), delayMs({}, 2, 1)], [4000, 5000, 360_000])
    assert.equal(delayMs({ 'retry-after': '1' }), 5000)
    assert.equal(delayMs({ 'retry-after': 'Sun, 29 Nov 2026 10:10:00 GMT' }), 600_000)
    assert.equal(delayMs({ 'retry-after': '999999999' }), 86_400_000)
    assert.equal(delayMs({}, 3), undefined)
  })
})
