import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Phase } from '#core/task/run.ts'
import type { RunSpeed } from '#core/task/run.ts'
import { createRemainingTime } from '#worker/jobs/remaining-time.ts'

const SPEED: RunSpeed = { deviceClass: 'a device', stepSeconds: 2, leadSeconds: 5, tailSeconds: 10 }
const START = new Date('2026-01-01T00:00:00Z')
const at = (seconds: number) => new Date(START.getTime() + seconds * 1000)

/** Follows a run of ten steps; what is left at each of these moments. */
function left(
  speed: RunSpeed | null,
  reports: readonly (readonly [seconds: number, phase: Phase, step: number])[],
) {
  const remaining = createRemainingTime(10, speed, START)
  return reports.map(([seconds, phase, step]) => {
    remaining.note({ phase, step }, at(seconds))
    return remaining.seconds(at(seconds))
  })
}

describe('The remaining time of a run', () => {
  it('The remaining time falls to 0 from the duration of earlier runs', () => {
    assert.deepEqual(
      left(SPEED, [
        [0, 'load', 0],
        [4, 'encode_image', 0],
        [7, 'encode_image', 0],
        [7, 'denoise', 0],
        [9, 'denoise', 1],
        [11, 'denoise', 2],
        [27, 'denoise', 10],
        [27, 'decode', 10],
        [31, 'encode_video', 10],
        [50, 'upload', 10],
      ]),
      [35, 31, 30, 30, 28, 26, 10, 10, 6, 0],
    )
  })

  it('The remaining time follows the run itself once two steps are done', () => {
    // Twice as slow as measured: after one step that is not believed yet, after two it is.
    assert.deepEqual(
      left(SPEED, [
        [5, 'denoise', 0],
        [9, 'denoise', 1],
        [13, 'denoise', 2],
      ]),
      [30, 28, 42],
    )
  })

  it('The remaining time of a resumed run counts only the steps that are left', () => {
    assert.deepEqual(left(SPEED, [[5, 'denoise', 7]]), [16])
    const unknown = left(null, [
      [5, 'denoise', 7],
      [9, 'denoise', 8],
    ])
    // 2 steps of 4 s, and a fifth of 10 such steps for the rest.
    assert.deepEqual(unknown, [null, 16])
  })

  it('The remaining time of a kind of run that was never measured is unknown before its first step', () => {
    assert.deepEqual(
      left(null, [
        [0, 'load', 0],
        [3, 'denoise', 0],
        [6, 'denoise', 1],
        [33, 'decode', 10],
        [39, 'upload', 10],
      ]),
      [null, null, 33, 6, 0],
    )
  })

  it('Decoding that takes longer than the steps counts from the start where earlier runs measured it', () => {
    const measured = { ...SPEED, stepSeconds: 0.5, tailSeconds: 20 }
    const reports = [
      [5, 'denoise', 0],
      [10, 'denoise', 10],
      [10, 'decode', 10],
      [25, 'encode_video', 10],
    ] as const
    assert.deepEqual(left(measured, reports), [25, 20, 20, 5])
    // Never measured: a fifth of 10 steps of 0.5 s, and no false 0 when that is over.
    assert.deepEqual(left(null, reports), [null, 1, 1, null])
  })

  it('The remaining time also falls within a step', () => {
    const remaining = createRemainingTime(10, SPEED, START)
    remaining.note({ phase: 'denoise', step: 4 }, at(0))
    assert.deepEqual(
      [0, 1, 2, 9].map((seconds) => remaining.seconds(at(seconds))),
      [22, 21, 20, 20],
    )
  })
})
