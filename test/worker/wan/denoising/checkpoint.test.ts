import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { decodeCheckpoint, encodeCheckpoint, fingerprintOf } from '#worker/wan/denoising/checkpoint.ts'
import { denoise, type DenoiseState } from '#worker/wan/denoising/denoise.ts'
import type { Predict } from '#worker/wan/denoising/prediction.ts'
import { normalNoise } from '#worker/wan/random.ts'
import { createScheduler, type SchedulerName } from '#worker/wan/schedulers/create-scheduler.ts'
import { type FlowSchedule, flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'

const STEPS = 14
const FINGERPRINT = fingerprintOf({ prompt: 'a cup', seed: 7 })

/** Not linear, and different at each step. */
const predict: Predict = (latents, index) => {
  const conditional = latents.map((x) => Math.sin(2 * x + index / 10) / 5)
  return Promise.resolve({ velocity: conditional.map((v, i) => v + latents[i]! / 20), conditional })
}

interface Kind {
  readonly scheduler: SchedulerName
  readonly schedule: FlowSchedule
  readonly threshold: number | null
}

/** Runs to the end from a state, or from noise, collecting the states between steps. */
async function run({ scheduler: name, schedule, threshold }: Kind, from: DenoiseState | null = null) {
  const states: DenoiseState[] = []
  const result = await denoise({
    scheduler: createScheduler(name, flowSigmas(schedule, STEPS, 5), from?.scheduler),
    start: from ?? { step: 0, latents: normalNoise(1, 500) },
    predict,
    easyCacheThreshold: threshold,
    switchStep: 9,
    onStep: ({ state }) => states.push(state),
  })
  return { ...result, states }
}

const bytesOf = (state: DenoiseState, fingerprint = FINGERPRINT) =>
  Buffer.concat(encodeCheckpoint(state, fingerprint))

describe('A run that resumes from a checkpoint', () => {
  const kinds: Kind[] = [
    { scheduler: 'unipc', schedule: 'A', threshold: null },
    { scheduler: 'euler', schedule: 'L', threshold: null },
    { scheduler: 'unipc', schedule: 'B', threshold: 0.3 },
  ]
  for (const kind of kinds) {
    it(`A run resumed from any step ends at the same bits: ${JSON.stringify(kind)}`, async () => {
      const whole = await run(kind)
      assert.equal(whole.states.length, STEPS)
      if (kind.threshold !== null) assert.ok(whole.skippedSteps > 0, 'EasyCache had nothing to skip')
      for (const state of whole.states) {
        const { state: read, reason } = decodeCheckpoint(bytesOf(state), FINGERPRINT)
        assert.equal(reason, null)
        assert.deepEqual(read, state)
        const resumed = await run(kind, read)
        assert.deepEqual(resumed.latents, whole.latents, `from step ${state.step}`)
        assert.equal(resumed.skippedSteps, whole.skippedSteps)
        assert.deepEqual(resumed.states, whole.states.slice(state.step))
      }
    })
  }
})

describe('A checkpoint', async () => {
  const { states } = await run({ scheduler: 'unipc', schedule: 'A', threshold: 0.3 })
  const state = states[10]!
  const file = bytesOf(state)
  const reasonFor = (bytes: Buffer, fingerprint = FINGERPRINT) => {
    const read = decodeCheckpoint(bytes, fingerprint)
    assert.equal(read.state, null)
    return read.reason
  }

  it('A checkpoint holds an array once, however often the state refers to it', () => {
    const arrays = new Set<Float32Array>([state.latents, ...state.scheduler.history])
    const { computed, previousSample } = state.easyCache!
    for (const array of [computed!.sample, computed!.velocity, computed!.conditional, previousSample!])
      arrays.add(array)
    const floats = [...arrays].reduce((sum, array) => sum + array.length, 0)
    assert.ok(file.length < floats * 4 + 1000, `${file.length} bytes for ${floats} values`)
  })

  it('A checkpoint of another run, or of another version of the parameters, is ignored', () => {
    assert.match(reasonFor(file, fingerprintOf({ prompt: 'a cup', seed: 8 })), /to another run/)
  })

  it('A checkpoint with damage in any part is ignored', () => {
    for (const at of [9, 40, file.length >> 1, file.length - 40, file.length - 1]) {
      const damaged = Buffer.from(file)
      damaged[at]! ^= 1
      assert.match(reasonFor(damaged), /SHA-256/, `byte ${at}`)
    }
  })

  it('A truncated, empty or foreign file is ignored as a checkpoint', () => {
    assert.match(reasonFor(file.subarray(0, -1)), /SHA-256/)
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(100), file.subarray(1), file.subarray(0, 30)])
      assert.match(reasonFor(bytes), /not a checkpoint/)
  })

  it('A checkpoint whose header does not fit its body is ignored, even with the right digest', () => {
    const signed = (body: Buffer) => Buffer.concat([body, createHash('sha256').update(body).digest()])
    const body = file.subarray(0, -32)
    assert.match(reasonFor(signed(Buffer.concat([body, Buffer.alloc(4)]))), /bytes of arrays/)
    const length = body.readUInt32LE(8)
    const version = Buffer.from(body)
    version.write(
      version.toString('latin1', 12, 12 + length).replace('"version":1', '"version":0'),
      12,
      'latin1',
    )
    assert.match(reasonFor(signed(version)), /version 0/)
  })
})

describe('A fingerprint', () => {
  it('A fingerprint changes with any member but not with their order', () => {
    const facts = { a: 1, b: { c: [1, 2], d: 'x' } }
    assert.equal(fingerprintOf({ b: { d: 'x', c: [1, 2] }, a: 1 }), fingerprintOf(facts))
    const others = [
      { ...facts, a: 2 },
      { a: 1, b: { c: [2, 1], d: 'x' } },
      { ...facts, e: null },
    ]
    assert.equal(new Set([facts, ...others].map(fingerprintOf)).size, 4)
  })
})
