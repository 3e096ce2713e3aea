import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { latestOnly } from '#worker/jobs/latest-only.ts'

describe('The latest-only queue', () => {
  it('Items are handled one at a time, newest first, and overtaken ones are skipped', async () => {
    const log: string[] = []
    const gates = new Map<number, PromiseWithResolvers<void>>()
    const items = latestOnly<number>({
      async handle(item) {
        log.push(`begin ${item}`)
        const gate = Promise.withResolvers<void>()
        gates.set(item, gate)
        await gate.promise
        log.push(`end ${item}`)
      },
      skip: async (item) => void log.push(`skip ${item}`),
      onError: (error) => assert.fail(String(error)),
    })
    for (const item of [1, 2, 3]) items.offer(item)
    gates.get(1)!.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    items.offer(4)
    gates.get(3)!.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    gates.get(4)!.resolve()
    await items.settled()
    assert.deepEqual(log, ['begin 1', 'skip 2', 'end 1', 'begin 3', 'end 3', 'begin 4', 'end 4'])
    await items.settled()
  })

  it('The next item is handled after one that failed', async () => {
    const handled: number[] = []
    const errors: unknown[] = []
    const items = latestOnly<number>({
      async handle(item) {
        if (item === 1) throw new Error('no')
        handled.push(item)
      },
      skip: () => Promise.reject(new Error('skip')),
      onError: (error) => errors.push(error),
    })
    items.offer(1)
    items.offer(2)
    items.offer(3)
    await items.settled()
    assert.deepEqual(handled, [3])
    assert.equal(errors.length, 2)
  })
})
