import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  fitsMemory,
  fittingSizes,
  planMemory,
  smallerSize,
  tileSidesOf,
  untiledSizes,
  type ComponentMemory,
  type MemoryBudget,
} from '#worker/wan/memory/plan.ts'

const GB = 1e9
const budget = (totalGb: number | null): MemoryBudget => ({
  totalBytes: totalGb === null ? null : totalGb * GB,
  baseBytes: 1 * GB,
  keepsSessions: true,
})

/**
 * Two experts of 28 GB, a text encoder of 11 GB, a small encoder and decoder: 10 GB of activations
 * at 1e6 pixels × 101 frames.
 */
const TWO_EXPERTS: readonly ComponentMemory[] = [
  { component: 'textEncoder', weightBytes: 11 * GB, activationBytes: () => 0.4 * GB },
  { component: 'vaeEncoder', weightBytes: 0.1 * GB, activationBytes: ({ pixels }) => 4e3 * pixels },
  {
    component: 'transformer',
    weightBytes: 28 * GB,
    activationBytes: ({ pixels, frames }) => 99 * pixels * frames,
  },
  {
    component: 'transformer2',
    weightBytes: 28 * GB,
    activationBytes: ({ pixels, frames }) => 99 * pixels * frames,
  },
  { component: 'vaeDecoder', weightBytes: 0.1 * GB, activationBytes: ({ pixels }) => 12e3 * pixels },
]
const SMALL = { pixels: 480 * 832, frames: 81 }
const LIMITS = { minSide: 128, maxPixels: 1280 * 720, sizeMultiple: 16, minFrames: 5, maxFrames: 81 }

const peakOf = (plan: ReturnType<typeof planMemory>, component: string) =>
  plan.phases.find((phase) => phase.component === component)!.totalBytes / GB

describe('The memory plan', () => {
  it('The plan keeps everything where memory has no limit and on a card that holds it', () => {
    for (const total of [null, 200]) {
      const plan = planMemory(TWO_EXPERTS, SMALL, budget(total))
      assert.equal(plan.fits, true)
      assert.equal(plan.resident.size, TWO_EXPERTS.length)
      assert.equal(plan.reloadBytes, 0)
    }
  })

  it('The plan keeps what saves the most loading where not all fits, and exchanges the rest once per run', () => {
    const plan = planMemory(TWO_EXPERTS, SMALL, budget(80))
    assert.equal(plan.fits, true)
    assert.deepEqual([...plan.resident].toSorted(), ['textEncoder', 'transformer'])
    assert.equal(plan.reloadBytes, (28 + 0.2) * GB)
    // base + both experts + what the resident session's arena may hold + its own activations and
    // their slack
    const activations = (99 * SMALL.pixels * SMALL.frames) / GB
    const expected = 1 + 11 + 2 * 0.4 + 28 + 2 * activations + 28 + 1.25 * activations
    assert.ok(Math.abs(peakOf(plan, 'transformer2') - expected) < 1e-6)
    assert.ok(plan.peakBytes <= 80 * GB)
  })

  it('The plan keeps nothing large on a card that holds one expert', () => {
    const plan = planMemory(TWO_EXPERTS, SMALL, budget(36))
    assert.equal(plan.fits, true)
    assert.ok(!plan.resident.has('transformer') && !plan.resident.has('transformer2'))
    assert.ok(plan.phases.every(({ totalBytes }) => totalBytes <= 36 * GB))
  })

  it('The plan keeps nothing where opening a session costs little', () => {
    const plan = planMemory(TWO_EXPERTS, SMALL, { ...budget(null), keepsSessions: false })
    assert.equal(plan.resident.size, 0)
    assert.ok(plan.peakBytes < 45 * GB)
  })

  it('The plan states for every phase whether it fits', () => {
    const plan = planMemory(TWO_EXPERTS, SMALL, budget(24))
    assert.equal(plan.fits, false)
    assert.equal(plan.resident.size, 0)
    const misfits = plan.phases.filter(({ fits }) => !fits).map(({ component }) => component)
    assert.deepEqual(misfits, ['transformer', 'transformer2'])
    assert.equal(fitsMemory(TWO_EXPERTS, SMALL, budget(24)), false)
  })

  it('The plan never exceeds the budget in any phase, whatever the budget', () => {
    for (let total = 30; total < 120; total += 0.5) {
      const plan = planMemory(TWO_EXPERTS, SMALL, budget(total))
      assert.equal(plan.fits, fitsMemory(TWO_EXPERTS, SMALL, budget(total)))
      if (plan.fits) assert.ok(plan.peakBytes <= total * GB, `${total} GB`)
    }
  })
})

describe('The sizes that fit', () => {
  it('No sizes are listed where the limits of the model fit', () => {
    assert.deepEqual(fittingSizes(TWO_EXPERTS, LIMITS, budget(200)), [])
    assert.deepEqual(fittingSizes(TWO_EXPERTS, LIMITS, budget(null)), [])
  })

  it('Fitting sizes shrink as the frames grow, and each is the largest that fits', () => {
    const table = fittingSizes(TWO_EXPERTS, LIMITS, budget(36))
    assert.ok(table.length > 1)
    assert.equal(table[0]!.maxPixels, LIMITS.maxPixels)
    assert.equal(table.at(-1)!.frames, LIMITS.maxFrames)
    for (const [i, { frames, maxPixels }] of table.entries()) {
      if (i > 0) assert.ok(maxPixels < table[i - 1]!.maxPixels && frames > table[i - 1]!.frames)
      assert.ok(fitsMemory(TWO_EXPERTS, { pixels: maxPixels, frames }, budget(36)))
      if (maxPixels < LIMITS.maxPixels)
        assert.ok(!fitsMemory(TWO_EXPERTS, { pixels: maxPixels + 256, frames }, budget(36)))
    }
  })

  it('No size fits where the weights alone do not', () => {
    assert.deepEqual(fittingSizes(TWO_EXPERTS, LIMITS, budget(24)), [{ frames: 81, maxPixels: 0 }])
    assert.equal(smallerSize(TWO_EXPERTS, { width: 832, height: 480, frames: 81 }, LIMITS, budget(24)), null)
  })

  it('A smaller size has the shape of the one that did not fit, in whole multiples', () => {
    const size = { width: 1280, height: 720, frames: 81 }
    const smaller = smallerSize(TWO_EXPERTS, size, LIMITS, budget(36))!
    assert.equal(smaller.frames, 81)
    assert.ok(smaller.width % 16 === 0 && smaller.height % 16 === 0)
    assert.ok(Math.abs(smaller.width / smaller.height - 16 / 9) < 0.1)
    assert.ok(fitsMemory(TWO_EXPERTS, { pixels: smaller.width * smaller.height, frames: 81 }, budget(36)))
  })

  it('A smaller size is notably smaller when the one that failed was expected to fit', () => {
    const size = { width: 832, height: 480, frames: 81 }
    assert.deepEqual(smallerSize(TWO_EXPERTS, size, LIMITS, budget(null)), {
      width: 784,
      height: 448,
      frames: 81,
    })
  })

  it('A smaller size has fewer frames when the smallest sides do not fit', () => {
    const limits = { ...LIMITS, minSide: 720 }
    const size = { width: 1280, height: 720, frames: 81 }
    const smaller = smallerSize(TWO_EXPERTS, size, limits, budget(34))!
    assert.ok(smaller.frames < 81)
    assert.deepEqual({ width: smaller.width, height: smaller.height }, { width: 1280, height: 720 })
  })
})

/** A transformer of 1 GB, and an autoencoder whose whole pictures need 25 kB a pixel. */
const IN_TILES: readonly ComponentMemory[] = [
  { component: 'transformer', weightBytes: 1 * GB, activationBytes: () => 0.5 * GB },
  {
    component: 'vaeDecoder',
    weightBytes: 0.1 * GB,
    activationBytes: ({ pixels }) => 25e3 * pixels,
    tiledBytes: ({ pixels, frames }, side) => 26e3 * Math.min(pixels, side ** 2) + 3 * frames * pixels,
  },
]
const LARGE = { pixels: 1280 * 720, frames: 81 }

describe('Tiles in the memory plan', () => {
  it('The plan takes whole pictures where they fit, and else the largest tiles that do', () => {
    const sideAt = (totalGb: number | null) =>
      tileSidesOf(planMemory(IN_TILES, LARGE, budget(totalGb))).decode
    assert.equal(sideAt(null), null)
    assert.equal(sideAt(40), null)
    const sides = [24, 16, 8].map(sideAt)
    assert.ok(
      sides.every((side, i) => side !== null && side < (sides[i - 1] ?? 1025)),
      sides.join(),
    )
    for (const total of [24, 16, 8]) assert.equal(planMemory(IN_TILES, LARGE, budget(total)).fits, true)
    assert.equal(planMemory(IN_TILES, LARGE, budget(2)).fits, false)
  })

  it('The tiles of a run depend neither on what stays open nor on larger runs before it', () => {
    const alone = tileSidesOf(planMemory(IN_TILES, LARGE, budget(24)))
    assert.deepEqual(tileSidesOf(planMemory(IN_TILES, LARGE, { ...budget(24), keepsSessions: false })), alone)
    const small = { pixels: 480 * 480, frames: 17 }
    const after = planMemory(IN_TILES, LARGE, budget(24), small)
    assert.deepEqual(tileSidesOf(after), { encode: null, decode: null })
    assert.equal(after.fits, false, 'sessions are freed, since the small run is not in tiles')
  })

  it('More pixels fit in tiles than without, and the sizes without tiles are listed', () => {
    const whole = untiledSizes(IN_TILES, LIMITS, budget(24))
    assert.ok(whole.at(-1)!.maxPixels < LIMITS.maxPixels)
    assert.deepEqual(fittingSizes(IN_TILES, LIMITS, budget(24)), [])
    for (const { maxPixels: pixels } of whole) {
      const sideOf = (size: number) =>
        tileSidesOf(planMemory(IN_TILES, { pixels: size, frames: 81 }, budget(24))).decode
      assert.equal(sideOf(pixels), null)
      assert.notEqual(sideOf(pixels + 256), null)
    }
    assert.deepEqual(untiledSizes(IN_TILES, LIMITS, budget(null)), [])
    assert.deepEqual(untiledSizes(TWO_EXPERTS, LIMITS, budget(36)), [])
  })
})
