import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { readReference } from '#test/support/onnx/reference.ts'
import { type GenerateInput, InvalidInputError } from '#worker/wan/input.ts'
import { generate, type GenerateResult, type PipelinePhase } from '#worker/wan/pipeline.ts'
import { hooks, referenceInput, tinyModel } from './reference-run.ts'

const bytesOf = (video: GenerateResult) =>
  Buffer.concat(Array.from({ length: video.frameCount }, (_, index) => video.frame(index)))

const PHASES: readonly PipelinePhase[] = ['load', 'encode_prompt', 'encode_image', 'denoise', 'decode']

describe('A generated video', async () => {
  const model = await tinyModel()
  const input = await referenceInput()
  const reference = await readReference('run')
  after(() => model.release())
  const quick: GenerateInput = { ...input, steps: 2, frames: 5 }

  it('A generated video has the latents after each step and the frames of diffusers', async () => {
    const errors: number[] = []
    const video = await generate(
      model,
      input,
      hooks({
        onStep: ({ state: { step, latents: data }, steps }) => {
          assert.equal(steps, input.steps)
          const expected = reference.floats(`step${step - 1}.latents`)
          errors.push(relativeError({ dims: expected.dims, data }, expected))
        },
      }),
    )
    assert.equal(errors.length, input.steps)
    assert.ok(Math.max(...errors) <= 1e-4, `relative errors ${errors.join(', ')}`)

    const expected = reference.bytes('frames_uint8').data
    const frames = bytesOf(video)
    assert.equal(frames.length, expected.length)
    const near = frames.filter((byte, i) => Math.abs(byte - expected[i]!) <= 1).length
    assert.ok(near / expected.length >= 0.999, `${near} of ${expected.length} values within 1`)
    assert.deepEqual([video.width, video.height, video.frameCount], [input.width, input.height, input.frames])
    assert.equal(video.promptTruncated, false)
  })

  it('A generated video starts from given latents instead of the seed', async () => {
    const latents = reference.floats('initial_latents').data
    const given = await generate(model, { ...input, seed: 7, latents }, hooks())
    const seeded = await generate(model, input, hooks())
    const other = await generate(model, { ...input, seed: 7 }, hooks())
    const differing = (a: Buffer, b: Buffer) => a.filter((byte, i) => Math.abs(byte - b[i]!) > 1).length
    assert.equal(differing(bytesOf(given), bytesOf(seeded)), 0)
    assert.ok(differing(bytesOf(given), bytesOf(other)) > 1000)
  })

  it('The same input gives the same video', async () => {
    assert.deepEqual(
      bytesOf(await generate(model, quick, hooks())),
      bytesOf(await generate(model, quick, hooks())),
    )
  })

  it('The two schedules give different videos', async () => {
    const a = bytesOf(await generate(model, { ...quick, schedule: 'A' }, hooks()))
    assert.notDeepEqual(a, bytesOf(await generate(model, { ...quick, schedule: 'B' }, hooks())))
  })

  it('A generated video can be a single portrait frame made in one step', async () => {
    const image = { width: 48, height: 80, data: new Uint8Array(48 * 80 * 3).fill(90) }
    const video = await generate(
      model,
      { ...input, image, width: 48, height: 80, frames: 1, steps: 1 },
      hooks(),
    )
    assert.deepEqual([video.width, video.height, video.frameCount], [48, 80, 1])
  })

  it('A generated video states that a long prompt was cut, and how long it was', async () => {
    const video = await generate(model, { ...quick, prompt: 'walk '.repeat(600) }, hooks())
    assert.equal(video.promptTruncated, true)
    assert.ok(video.promptTokens > 600)
  })

  it('A generation is reported phase by phase and step by step, with times', async () => {
    const seen: string[] = []
    const { timings } = await generate(
      model,
      quick,
      hooks({
        onPhase: (phase) => seen.push(phase),
        onStep: ({ state, steps }) => seen.push(`${state.step}/${steps}`),
      }),
    )
    assert.deepEqual(seen, ['load', 'encode_prompt', 'encode_image', 'denoise', '1/2', '2/2', 'decode'])
    assert.deepEqual(Object.keys(timings), PHASES)
    for (const phase of PHASES) assert.ok(timings[phase] >= 0)
    assert.ok(timings.decode > 0)
  })
})

describe('The guidance of a run', async () => {
  const model = await tinyModel()
  const input: GenerateInput = { ...(await referenceInput()), steps: 3, frames: 5 }
  after(() => model.release())

  const forwards = async (guidanceScale: number) => {
    const counts = new Map<PipelinePhase, number>()
    let phase: PipelinePhase = 'load'
    await model.open()
    await generate(
      model,
      { ...input, guidanceScale },
      hooks({
        onPhase: (next) => (phase = next),
        yieldPoint: async () => void counts.set(phase, (counts.get(phase) ?? 0) + 1),
      }),
    )
    return Object.fromEntries(counts)
  }

  it('The unconditional forward runs at every guidance scale but 1', async () => {
    for (const scale of [5, 0.5]) {
      assert.deepEqual(await forwards(scale), { encode_prompt: 2, encode_image: 2, denoise: 6, decode: 1 })
    }
    assert.deepEqual(await forwards(1), { encode_prompt: 1, encode_image: 2, denoise: 3, decode: 1 })
  })

  it('The negative prompt changes the video only when guidance is on', async () => {
    const bytes = async (guidanceScale: number, negativePrompt: string) =>
      bytesOf(await generate(model, { ...input, guidanceScale, negativePrompt }, hooks()))
    assert.notDeepEqual(await bytes(5, 'static'), await bytes(5, 'blurred, a cat'))
    assert.deepEqual(await bytes(1, 'static'), await bytes(1, 'blurred, a cat'))
  })
})

describe('A stopped run', async () => {
  const input: GenerateInput = { ...(await referenceInput()), steps: 2, frames: 5 }
  class Stopped extends Error {}

  it('A run ends at the yield point that throws, whichever it is, and the model stays usable', async () => {
    const fresh = await tinyModel()
    let total = 0
    const expected = bytesOf(await generate(fresh, input, hooks({ yieldPoint: async () => void total++ })))
    await fresh.release()
    assert.equal(total, 5 + 2 + 2 + 4 + 1, 'sessions, prompts, image, denoising, decoding')

    const model = await tinyModel()
    const stopAt = async (position: number) => {
      let reached = 0
      const stop = async () => {
        if (++reached === position) throw new Stopped()
      }
      await assert.rejects(generate(model, input, hooks({ yieldPoint: stop })), Stopped, `at ${position}`)
    }
    // What was opened before a stop stays open: each of these opens one session and stops before
    // the next.
    for (let session = 1; session <= 5; session++) await stopAt(2)
    for (let forward = 1; forward <= 9; forward++) await stopAt(forward)
    assert.deepEqual(bytesOf(await generate(model, input, hooks())), expected)
    await model.release()
  })

  it('A released model opens its sessions again', async () => {
    const model = await tinyModel()
    const once = bytesOf(await generate(model, input, hooks()))
    await model.release()
    assert.deepEqual(bytesOf(await generate(model, input, hooks())), once)
    await model.release()
  })
})

describe('The input of a run', async () => {
  const model = await tinyModel()
  const input = await referenceInput()
  const faults: [fault: string, change: Partial<GenerateInput>, message: RegExp][] = [
    [
      'with an image of another size',
      { width: 112 },
      /first frame of 96x64 in 18432 bytes, expected RGB of 112x64/,
    ],
    ['with a size that does not divide', { width: 100 }, /size 100x64 is not in whole multiples of 16/],
    ['with frames that do not divide', { frames: 8 }, /8 frames: expected 4n \+ 1/],
    ['without steps', { steps: 0 }, /0 steps/],
    ['with an endless guidance scale', { guidanceScale: Infinity }, /guidance scale Infinity/],
    ['without shift', { flowShift: 0 }, /flow shift 0/],
    ['with a negative seed', { seed: -1 }, /seed -1/],
    ['with latents of another size', { latents: new Float32Array(3) }, /3 initial latents, expected 4608/],
  ]
  for (const [fault, change, message] of faults) {
    it(`An input ${fault} is refused before anything is loaded`, async () => {
      const run = generate(
        model,
        { ...input, ...change },
        hooks({ onPhase: (phase) => assert.fail(`phase ${phase} began`) }),
      )
      const error = await run.catch((cause: unknown) => cause)
      assert.ok(error instanceof InvalidInputError, String(error))
      assert.match(error.message, message)
    })
  }
})
