import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DestinationHealth } from '#core/store/webhook-queue.ts'
import { attemptsAtOnce, healthAfterFailure, HEALTHY } from '#worker/webhooks/health.ts'

const at = new Date('2026-11-29T10:00:00Z')
const later = (ms: number): Date => new Date(at.getTime() + ms)
const pauseMs = ({ pausedUntil }: DestinationHealth): number | null =>
  pausedUntil === null ? null : pausedUntil.getTime() - at.getTime()

function failed(
  times: number,
  o: { isOverloaded?: boolean; askedMs?: number } = {},
  from: DestinationHealth = HEALTHY,
): DestinationHealth {
  let health = from
  for (let i = 0; i < times; i++)
    health = healthAfterFailure(health, { isOverloaded: false, askedMs: null, ...o }, at)
  return health
}

describe('The health of a destination', () => {
  it('Ten failures in a row begin a pause of five minutes, nine begin none', () => {
    assert.deepEqual([pauseMs(failed(9)), pauseMs(failed(10)), pauseMs(failed(11))], [null, 300_000, 300_000])
  })

  it('A destination has two attempts at once, none in a pause, and one after it', () => {
    const paused = failed(10)
    assert.equal(attemptsAtOnce(HEALTHY, at), 2)
    assert.equal(attemptsAtOnce(failed(9), at), 2)
    assert.equal(attemptsAtOnce(paused, later(299_999)), 0)
    assert.equal(attemptsAtOnce(paused, later(300_000)), 1)
  })

  it('An overloaded receiver gets pauses that double up to a minute', () => {
    assert.deepEqual(
      [1, 2, 3, 6, 7, 9].map((times) => pauseMs(failed(times, { isOverloaded: true }))),
      [1000, 2000, 4000, 32_000, 60_000, 60_000],
    )
  })

  it('A Retry-After sets the pause, for an hour at most, and none shortens a longer one', () => {
    assert.equal(pauseMs(failed(1, { askedMs: 30_000 })), 30_000)
    assert.equal(pauseMs(failed(4, { isOverloaded: true, askedMs: 1000 })), 1000)
    assert.equal(pauseMs(failed(1, { askedMs: 86_400_000 })), 3_600_000)
    assert.equal(pauseMs(failed(10, { askedMs: 1000 })), 300_000)
    assert.equal(pauseMs(failed(1, { isOverloaded: true }, failed(1, { askedMs: 30_000 }))), 30_000)
  })

  it('The time of the first failure stays until a success', () => {
    assert.deepEqual(healthAfterFailure(failed(1), { isOverloaded: false, askedMs: null }, later(1000)), {
      failures: 2,
      failingSince: at,
      pausedUntil: null,
    })
  })
})
