import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RunSpeed } from '#core/task/run.ts'
import { createProgress, percentDone } from '#worker/jobs/progress.ts'

describe('The percentage of a run', () => {
  it('The percentage rises through the phases and steps and stays below 100', () => {
    const reports = [
      { phase: 'load', step: 0 },
      { phase: 'encode_prompt', step: 0 },
      { phase: 'encode_image', step: 0 },
      { phase: 'denoise', step: 1 },
      { phase: 'denoise', step: 2 },
      { phase: 'denoise', step: 4 },
      { phase: 'decode', step: 4 },
      { phase: 'encode_video', step: 4 },
      { phase: 'upload', step: 4 },
    ] as const
    const percents = reports.map((report) => percentDone(report, 4))
    assert.deepEqual(
      percents,
      percents.toSorted((a, b) => a - b),
    )
    assert.equal(percents[0], 0)
    assert.equal(percents[5], 85)
    assert.ok((percents.at(-1) as number) < 100)
  })
})

const SPEED: RunSpeed = { deviceClass: 'a device', stepSeconds: 2, leadSeconds: 5, tailSeconds: 10 }

describe('The progress writer', () => {
  it('Progress is written for every phase, with the newest step last, one write at a time', async () => {
    const written: { phase: string; step: number; progress: number; etaAt: Date | null }[] = []
    let writing = 0
    const startedAt = new Date('2026-01-01T00:00:00Z')
    const progress = createProgress({
      startedAt,
      steps: 10,
      speed: null,
      now: () => startedAt,
      async write(patch) {
        writing += 1
        assert.equal(writing, 1)
        await new Promise((resolve) => setImmediate(resolve))
        written.push(patch)
        writing -= 1
      },
      onError: (error) => assert.fail(String(error)),
    })
    progress.report({ phase: 'load', step: 0 })
    for (let step = 1; step <= 10; step += 1) progress.report({ phase: 'denoise', step })
    await progress.settled()
    assert.equal(written[0]?.phase, 'load')
    assert.equal(written[0]?.etaAt, null)
    assert.deepEqual([written.at(-1)?.phase, written.at(-1)?.step], ['denoise', 10])
    assert.ok(written.length < 11)
  })

  it('Progress states when the run will end', async () => {
    const startedAt = new Date()
    let etaAt: Date | null = null
    const progress = createProgress({
      startedAt,
      steps: 10,
      speed: SPEED,
      now: () => startedAt,
      write: async (patch) => {
        etaAt = patch.etaAt
      },
      onError: (error) => assert.fail(String(error)),
    })
    progress.report({ phase: 'load', step: 0 })
    await progress.settled()
    assert.deepEqual(etaAt, new Date(startedAt.getTime() + 35_000))
  })
})
