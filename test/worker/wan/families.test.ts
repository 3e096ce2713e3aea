import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { type GenerateInput } from '#worker/wan/input.ts'
import { loadModel } from '#worker/wan/loaded-model.ts'
import { type ModelFolder, readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { generate } from '#worker/wan/pipeline.ts'
import { compareRun, observed } from './compare-run.ts'
import { familyFolder, familyRun } from './family-run.ts'
import { hooks } from './reference-run.ts'

type Picture = 'image' | 'last_image'

/**
 * Every run that diffusers made with a tiny folder: the folder's own scheduler, and the schedule
 * and shift of the authors.
 */
const FAMILIES: readonly [family: string, runs: readonly string[], pictures: readonly Picture[]][] = [
  ['wan2.1-t2v-tiny', ['run', 'run_a'], []],
  ['wan2.1-flf2v-tiny', ['run', 'run_a'], ['image', 'last_image']],
  ['wan2.2-t2v-a14b-tiny', ['run', 'run_a', 'lightning', 'lightning_stacked'], []],
  ['wan2.2-i2v-a14b-tiny', ['run', 'run_a', 'lightning', 'lightning_stacked'], ['image']],
  ['wan2.2-ti2v-5b-tiny', ['run', 'run_a'], []],
  ['wan2.2-ti2v-5b-tiny', ['run_i2v', 'run_i2v_a'], ['image']],
]

/**
 * A folder with everything of the family's but service.json, which adds several LoRA files to each
 * transformer.
 */
async function stackedFolder(family: string): Promise<ModelFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'stacked-'))
  after(() => rm(folder, { recursive: true }))
  for (const name of await readdir(familyFolder(family))) {
    if (name !== 'service.json') await symlink(join(familyFolder(family), name), join(folder, name))
  }
  const lora = (file: string, expert: string, strength: number) => ({
    file: `loras/${file}.safetensors`,
    expert,
    strength,
  })
  await writeFile(
    join(folder, 'service.json'),
    JSON.stringify({
      id: 'stacked',
      loras: [
        lora('high_noise-original', 'transformer', 1),
        lora('low_noise-original', 'transformer_2', 0.75),
        lora('high_noise-diffusers', 'transformer', 0.5),
        lora('low_noise-diff', 'transformer_2', 1),
      ],
    }),
  )
  return readModelFolder(folder)
}

describe('The videos of every model family', async () => {
  for (const [family, runs, pictures] of FAMILIES) {
    const folder = await readModelFolder(familyFolder(family))
    for (const name of runs) {
      it(`The video of ${family} is the one that diffusers makes: ${name}${pictures.length > 0 ? ` from ${pictures.join(' and ')}` : ''}`, async () => {
        const served =
          name === 'lightning_stacked'
            ? await stackedFolder(family)
            : name === 'lightning'
              ? folder.variants[0]!
              : folder
        const run = await familyRun(family, name, pictures)
        if (name === 'lightning') {
          const { sampling, defaults } = served.definition
          const { scheduler, schedule, steps, flowShift, guidanceScale, guidanceScale2 } = run.input
          assert.deepEqual(sampling, { scheduler, schedule })
          assert.deepEqual(
            [defaults.steps, defaults.flowShift, defaults.guidanceScale, defaults.guidanceScale2],
            [steps, flowShift, guidanceScale, guidanceScale2],
          )
        }
        await compareRun(served, run)
      })
    }
  }
})

describe('A video of one frame', async () => {
  for (const [family, [name], pictures] of FAMILIES) {
    if (pictures.includes('last_image')) continue
    it(`${family} makes a single frame of the requested size`, async () => {
      const model = loadModel(await readModelFolder(familyFolder(family)), { device: 'cpu', threads: 1 })
      const { latents: _, ...input } = (await familyRun(family, name!, pictures)).input
      const video = await generate(model, { ...input, frames: 1 }, hooks())
      await model.release()
      const pixels = video.frame(0)
      assert.deepEqual([video.frameCount, pixels.length], [1, input.width * input.height * 3])
      assert.ok(new Set(pixels).size > 8, 'an image, not a plain colour')
    })
  }
})

describe('The guidance of two transformers', async () => {
  const family = 'wan2.2-t2v-a14b-tiny'
  const folder = await readModelFolder(familyFolder(family))
  const { input } = await familyRun(family, 'run_a', [])
  const forwards = async (change: Partial<GenerateInput>) => {
    const model = observed(loadModel(folder, { device: 'cpu', threads: 1 }))
    const last: Float32Array[] = []
    await generate(
      model,
      { ...input, ...change },
      hooks({ onStep: ({ state }) => void last.push(state.latents) }),
    )
    await model.release()
    return {
      high: model.answered.filter((name) => name === 'transformer').length,
      all: model.answered.length,
      last,
    }
  }

  it('The scale of each transformer decides whether it is guided', async () => {
    const { high, all } = await forwards({ guidanceScale: 4, guidanceScale2: 3 })
    assert.deepEqual([all, high % 2], [8, 0])
    const steps = high / 2
    const both = [
      [4, 1, 2 * steps, 4 - steps],
      [1, 3, steps, 2 * (4 - steps)],
      [1, 1, steps, 4 - steps],
      [0.5, 1, 2 * steps, 4 - steps],
      [1, 0.5, steps, 2 * (4 - steps)],
    ] as const
    for (const [guidanceScale, guidanceScale2, highForwards, lowForwards] of both) {
      const counted = await forwards({ guidanceScale, guidanceScale2 })
      assert.deepEqual([counted.high, counted.all - counted.high], [highForwards, lowForwards])
    }
  })

  it('Below 1 the guidance of each transformer leads from the prompt to the negative prompt', async () => {
    // One step of Euler is linear in the velocity; the shift decides which transformer takes it.
    const boundary = folder.architecture.boundaryRatio!
    for (const flowShift of [12, 0.001]) {
      const one = { steps: 1, scheduler: 'euler', schedule: 'A', flowShift } as const
      const first = flowSigmas('A', 1, flowShift).sigmas[0]! >= boundary
      const latents = async (scale: number, change: Partial<GenerateInput> = {}) => {
        const [guidanceScale, guidanceScale2] = first ? [scale, 1] : [1, scale]
        const { last, high, all } = await forwards({ ...one, ...change, guidanceScale, guidanceScale2 })
        assert.equal(first ? high : all - high, scale === 1 ? 1 : 2)
        return last[0]!
      }
      const [on, half, off] = [await latents(1), await latents(0.5), await latents(0)]
      const middle = on.map((value, i) => (value + off[i]!) / 2)
      assert.ok(greatestDifference(half, middle) < 1e-5)
      const { negativePrompt: prompt } = input
      assert.ok(greatestDifference(off, await latents(1, { prompt })) < 1e-5)
      assert.ok(greatestDifference(on, off) > 1e-3)
    }
  })

  it('The boundary of a run decides which steps are of which transformer', async () => {
    const highAt = async (boundaryRatio: number) =>
      (await forwards({ boundaryRatio, guidanceScale: 1, guidanceScale2: 1 })).high
    assert.deepEqual([await highAt(0), await highAt(1)], [4, 0])
    const own = await highAt(folder.architecture.boundaryRatio!)
    assert.equal(own, (await forwards({ guidanceScale: 1, guidanceScale2: 1 })).high)
  })

  it('A single guidance scale applies to both transformers', async () => {
    const [one, two] = [await forwards({ guidanceScale2: null }), await forwards({ guidanceScale2: 4 })]
    assert.equal(input.guidanceScale, 4)
    assert.deepEqual(one.last, two.last)
  })
})

const greatestDifference = (one: Float32Array, other: Float32Array): number =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0)

describe('An input that does not suit the model', async () => {
  const refused = async (
    family: string,
    pictures: readonly Picture[],
    run: string,
    change: Partial<GenerateInput>,
  ) => {
    const folder = await readModelFolder(familyFolder(family))
    const { input } = await familyRun(family, run, pictures)
    const model = loadModel(folder, { device: 'cpu', threads: 1 })
    const error: unknown = await generate(
      model,
      { ...input, ...change },
      hooks({ onPhase: (phase) => assert.fail(`phase ${phase} began`) }),
    ).catch((cause: unknown) => cause)
    assert.ok(error instanceof Error)
    return error.message
  }
  const image = { width: 64, height: 32, data: new Uint8Array(64 * 32 * 3) }

  it('An input that does not suit the model is refused before anything is loaded', async () => {
    const flf2v = ['image', 'last_image'] as const
    assert.match(
      await refused('wan2.1-t2v-tiny', [], 'run', { image }),
      /a first frame, which the model does not take/,
    )
    assert.match(
      await refused('wan2.2-i2v-a14b-tiny', ['image'], 'run', { image: null }),
      /no first frame, which/,
    )
    assert.match(
      await refused('wan2.1-flf2v-tiny', flf2v, 'run', { lastImage: null }),
      /no last frame, which/,
    )
    assert.match(
      await refused('wan2.1-flf2v-tiny', flf2v, 'run', { frames: 1 }),
      /1 frames: expected a last one/,
    )
    assert.match(
      await refused('wan2.1-t2v-tiny', [], 'run', { guidanceScale2: 3 }),
      /a model with one transformer/,
    )
    assert.match(
      await refused('wan2.2-ti2v-5b-tiny', [], 'run', { width: 48 }),
      /48x64 is not in whole multiples of 32/,
    )
    assert.match(
      await refused('wan2.1-t2v-tiny', [], 'run', { boundaryRatio: 0.5 }),
      /boundary ratio 0.5 for a model with one transformer/,
    )
    assert.match(
      await refused('wan2.2-t2v-a14b-tiny', [], 'run_a', { boundaryRatio: 1.5 }),
      /boundary ratio 1.5 is not in 0 … 1/,
    )
    assert.match(
      await refused('wan2.1-t2v-tiny', [], 'run', { schedule: 'L' }),
      /schedule L cannot be run by unipc/,
    )
  })
})

describe('A last frame for Wan2.2 I2V-A14B', async () => {
  it('A last frame is one more image in mask and latents, which changes the video', async () => {
    const family = 'wan2.2-i2v-a14b-tiny'
    const model = loadModel(await readModelFolder(familyFolder(family)), { device: 'cpu', threads: 1 })
    const { input } = await familyRun(family, 'run_a', ['image'])
    const lastImage = { ...input.image!, data: input.image!.data.map((byte) => 255 - byte) }
    const framesOf = async (change: Partial<GenerateInput>) => {
      const video = await generate(model, { ...input, ...change }, hooks())
      return video.frame(video.frameCount - 1)
    }
    assert.notDeepEqual(await framesOf({ lastImage }), await framesOf({}))
    await model.release()
  })
})
