import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'node:test'
import type { EngineWork } from '#worker/engine/engine.ts'
import { residentBytes } from '#worker/engine/resident-memory.ts'
import { watchWork } from '#worker/engine/work.ts'

describe('What an engine does', () => {
  it('The seconds of a step come from the reports of the run, and stay after it', async () => {
    const work = watchWork()
    const now = (): EngineWork => work.now
    assert.deepEqual(now(), { model: null, stepSeconds: null })
    work.begin('wan-a')
    work.report({ phase: 'load', step: 0, steps: 4 })
    assert.deepEqual(now(), { model: 'wan-a', stepSeconds: null })
    const startedAt = performance.now()
    work.report({ phase: 'denoise', step: 1, steps: 4 })
    await sleep(60)
    // A report that was left out: two steps took the time.
    work.report({ phase: 'denoise', step: 3, steps: 4 })
    const seconds = now().stepSeconds as number
    assert.ok(seconds >= 0.029 && seconds <= (performance.now() - startedAt) / 2000, String(seconds))
    work.report({ phase: 'decode', step: 4, steps: 4 })
    assert.equal(now().stepSeconds, seconds)
    work.begin('wan-a')
    assert.equal(now().stepSeconds, seconds)
    work.begin('wan-b')
    assert.deepEqual(now(), { model: 'wan-b', stepSeconds: null })
    work.forget()
    assert.deepEqual(now(), { model: null, stepSeconds: null })
  })

  it('Memory is that of the process, and none of one that is gone', async () => {
    const own = await residentBytes(process.pid)
    assert.ok(own !== null && Math.abs(own - process.memoryUsage.rss()) < 50e6)
    assert.equal(await residentBytes(0x7fff_fffe), null)
  })
})
