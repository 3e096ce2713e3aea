import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createFairQueue, QueueFullError, type FairQueueLimits } from '#api/images/decoder/fair-queue.ts'

const LIMITS: FairQueueLimits = {
  slots: 2,
  slotsPerTenant: 1,
  maxWaiting: 6,
  maxWaitingPerTenant: 4,
  maxWaitMs: 60_000,
}
const never = new AbortController().signal

/** Jobs that end when told to. */
function openJobs(limits: Partial<FairQueueLimits> = {}) {
  const queue = createFairQueue({ ...LIMITS, ...limits })
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const add = (name: string, signal = never): Promise<string> =>
    queue.run({ tenantId: name[0] as string, signal }, () => {
      started.push(name)
      const { promise, resolve } = Promise.withResolvers<string>()
      ends.set(name, () => resolve(name))
      return promise
    })
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.()
    await setImmediate()
  }
  return { add, end, started }
}

describe('A queue in turns of tenants', () => {
  it('A tenant never has all slots, and another one starts at once', async () => {
    const { add, started, end } = openJobs()
    const all = ['a1', 'a2', 'a3'].map((name) => add(name))
    await setImmediate()
    assert.deepEqual(started, ['a1'])
    all.push(add('b1'))
    await setImmediate()
    assert.deepEqual(started, ['a1', 'b1'])
    for (const name of ['a1', 'a2', 'a3', 'b1']) await end(name)
    assert.deepEqual(await Promise.all(all), ['a1', 'a2', 'a3', 'b1'])
  })

  it('Tenants that wait start in turn, each in its own order', async () => {
    const { add, started, end } = openJobs({ slots: 1 })
    const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => add(name))
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']) await end(name)
    assert.deepEqual(started, ['a1', 'a2', 'b1', 'c1', 'a3', 'b2'])
    await Promise.all(all)
  })

  it('A job beyond the places of its tenant or of all is refused and told when to return', async () => {
    const { add, end } = openJobs()
    const kept = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => add(name))
    const isFull = (error: unknown): boolean =>
      error instanceof QueueFullError && error.retryAfterSeconds >= 1 && error.retryAfterSeconds <= 30
    await assert.rejects(add('a6'), isFull)
    kept.push(...['b1', 'b2', 'b3'].map((name) => add(name)))
    await assert.rejects(add('c1'), isFull)
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'b2', 'b3']) await end(name)
    await Promise.all(kept)
  })

  it('A job that is withdrawn frees its place, and one that waits too long is refused', async () => {
    const { add, started, end } = openJobs({ maxWaitMs: 20, slots: 1 })
    const first = add('a1')
    const withdrawn = new AbortController()
    const second = add('a2', withdrawn.signal)
    withdrawn.abort()
    await assert.rejects(second, /withdrawn/)
    await assert.rejects(add('a3'), QueueFullError)
    await end('a1')
    await first
    const fourth = add('a4')
    await setImmediate()
    assert.deepEqual(started, ['a1', 'a4'])
    await end('a4')
    await fourth
  })

  it('Whatever ends and fails in which order, every job ends once and no slot is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ tenant: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean(), turns: fc.nat(3) }),
          {
            maxLength: 30,
          },
        ),
        async (jobs) => {
          const limits = { ...LIMITS, maxWaiting: 100, maxWaitingPerTenant: 100, slots: 3, slotsPerTenant: 2 }
          const queue = createFairQueue(limits)
          const running = new Map<string, number>()
          const outcomes = await Promise.allSettled(
            jobs.map(({ tenant, fails, turns }) =>
              queue.run({ tenantId: tenant, signal: never }, async () => {
                running.set(tenant, (running.get(tenant) ?? 0) + 1)
                const counts = [...running.values()]
                assert.ok(counts.every((count) => count <= 2) && counts.reduce((a, b) => a + b) <= 3)
                for (let i = 0; i < turns; i++) await setImmediate()
                running.set(tenant, (running.get(tenant) as number) - 1)
                if (fails) throw new Error('fails')
              }),
            ),
          )
          assert.deepEqual(
            outcomes.map(({ status }) => status),
            jobs.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
          )
        },
      ),
      { numRuns: 50 },
    )
  })
})
