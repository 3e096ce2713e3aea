import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planSampling, planSize } from '#api/creation/plan.ts'
import { EMPTY_CREATE_INPUT, type CreateInput } from '#api/dialects/dialect.ts'
import { isAppError } from '#core/errors.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { STRICT_MODEL, TINY_MODEL } from '#test/support/service/service.ts'
import { MIN_EASY_CACHE_STEPS } from '#worker/wan/denoising/easy-cache.ts'

/** As the published Wan 2.1 folder for 480p would say it. */
const REAL_MODEL: ModelDefinition = {
  ...STRICT_MODEL,
  limits: { ...STRICT_MODEL.limits, minSide: 256, maxPixels: 832 * 480, autoArea: 832 * 480, maxFrames: 121 },
}

const nothing: CreateInput = { ...EMPTY_CREATE_INPUT, prompt: 'x' }

const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
  return 'none'
}

describe('planSampling', () => {
  const framesOf = (wish: Partial<CreateInput>, model = REAL_MODEL): number =>
    planSampling(model, { ...nothing, ...wish }).parameters.frames

  it('turns seconds into 4n + 1 frames at the rate of the video', () => {
    assert.equal(framesOf({ seconds: 5 }), 81)
    assert.equal(framesOf({ seconds: 4 }), 65)
    assert.equal(framesOf({ seconds: 2, fps: 24 }), 49)
    assert.equal(framesOf({ seconds: 0.3 }), 5)
  })

  it('rounds frames as diffusers does', () => {
    for (const [wished, made] of [
      [80, 81],
      [81, 81],
      [82, 81],
      [83, 81],
      [84, 85],
    ] as const)
      assert.equal(framesOf({ num_frames: wished }), made)
  })

  it('lets num_frames win over seconds, and says so only where they differ', () => {
    const adjustments = (seconds: number) =>
      planSampling(REAL_MODEL, { ...nothing, num_frames: 81, seconds }).adjustments
    assert.deepEqual(adjustments(5), [])
    assert.deepEqual(
      adjustments(3).map(({ field, requested, used }) => [field, requested, used]),
      [['seconds', 3, 5]],
    )
  })

  it('takes fps as the rate of the mp4 alone when the frames are given', () => {
    const { parameters, adjustments } = planSampling(REAL_MODEL, { ...nothing, num_frames: 81, fps: 30 })
    assert.deepEqual([parameters.frames, parameters.fps, adjustments], [81, 30, []])
  })

  it('draws a seed of 0 to 2³¹ − 1 when none is given, another each time', () => {
    const seeds = Array.from({ length: 20 }, () => planSampling(TINY_MODEL, nothing).parameters.seed)
    assert.ok(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31))
    assert.ok(new Set(seeds).size > 1)
    assert.equal(planSampling(TINY_MODEL, { ...nothing, seed: 0 }).parameters.seed, 0)
  })

  it('keeps an empty negative prompt apart from none', () => {
    assert.equal(planSampling(TINY_MODEL, nothing).parameters.negativePrompt, 'blurry')
    assert.equal(planSampling(TINY_MODEL, { ...nothing, negative_prompt: '' }).parameters.negativePrompt, '')
  })

  it('shrinks what is too large or refuses it, as the model says, and always refuses what is too small', () => {
    assert.equal(framesOf({ num_frames: 500 }, TINY_MODEL), 33)
    assert.equal(
      codeOf(() => framesOf({ num_frames: 500 })),
      'invalid_frame_count',
    )
    assert.equal(
      codeOf(() => framesOf({ num_frames: 2 }, TINY_MODEL)),
      'invalid_frame_count',
    )
    assert.equal(framesOf({ num_frames: 4 }, TINY_MODEL), 5)
  })
})

describe('planSize', () => {
  it('keeps a size that fits, and brings others to the multiple below', () => {
    assert.deepEqual(planSize(REAL_MODEL, '832x480', null), {
      parameters: { width: 832, height: 480 },
      adjustments: [],
    })
    const { parameters, adjustments } = planSize(REAL_MODEL, '839x479', null)
    assert.deepEqual(parameters, { width: 832, height: 464 })
    assert.deepEqual(
      adjustments.map(({ field, requested, used }) => [field, requested, used]),
      [['size', '839x479', '832x464']],
    )
  })

  it('shrinks a size in its proportions, never below the smallest side', () => {
    assert.deepEqual(planSize(TINY_MODEL, '1280x720', null).parameters, { width: 256, height: 144 })
    const { width, height } = planSize(TINY_MODEL, '9000x100', null).parameters
    assert.ok(height >= 64 && width * height <= TINY_MODEL.limits.maxPixels)
  })

  it('follows the image for auto, and needs one', () => {
    assert.deepEqual(planSize(REAL_MODEL, 'auto', { width: 1280, height: 720 }).parameters, {
      width: 832,
      height: 464,
    })
    assert.deepEqual(planSize(REAL_MODEL, null, { width: 832, height: 480 }), {
      parameters: { width: 832, height: 480 },
      adjustments: [],
    })
    assert.equal(
      codeOf(() => planSize(REAL_MODEL, 'auto', null)),
      'invalid_size',
    )
  })

  it('has a default size for text, but follows the image, where a model takes both', () => {
    const model: ModelDefinition = {
      ...REAL_MODEL,
      task: 'ti2v',
      inputs: { firstFrame: 'optional', lastFrame: 'none' },
      defaults: { ...REAL_MODEL.defaults, size: '832x480' },
    }
    assert.deepEqual(planSize(model, null, null).parameters, { width: 832, height: 480 })
    assert.deepEqual(planSize(model, null, { width: 900, height: 900 }).parameters, {
      width: 624,
      height: 624,
    })
    assert.deepEqual(planSize(model, '480x480', { width: 900, height: 600 }).parameters, {
      width: 480,
      height: 480,
    })
  })

  it('refuses sizes beyond the limits of a model that does not shrink', () => {
    assert.equal(
      codeOf(() => planSize(REAL_MODEL, '1280x720', null)),
      'invalid_size',
    )
    assert.equal(
      codeOf(() => planSize(REAL_MODEL, '240x480', null)),
      'invalid_size',
    )
  })
})

describe('easy_cache', () => {
  const planned = (wish: Partial<CreateInput>, model = TINY_MODEL) => {
    const { parameters, adjustments } = planSampling(model, { ...nothing, num_inference_steps: 20, ...wish })
    return [parameters.easyCacheThreshold, adjustments.map(({ field, used }) => [field, used])]
  }

  it('is off without a wish, and takes a threshold or the usual one', () => {
    assert.deepEqual(planned({}), [null, []])
    assert.deepEqual(planned({ easy_cache: false }), [null, []])
    assert.deepEqual(planned({ easy_cache: true }), [0.05, []])
    assert.deepEqual(planned({ easy_cache: 0.2 }), [0.2, []])
  })

  it('is dropped, and that is told, for short runs and distilled schedules', () => {
    const dropped = [null, [['easy_cache', null]]]
    assert.deepEqual(planned({ easy_cache: true, num_inference_steps: 8 }), dropped)
    assert.deepEqual(planned({ easy_cache: 0.1, num_inference_steps: 9 }), [0.1, []])
    const lightning = { ...TINY_MODEL, sampling: { scheduler: 'euler', schedule: 'L' } } as const
    assert.deepEqual(planned({ easy_cache: true }, lightning), dropped)
    // The engine leaves the same runs alone.
    assert.equal(MIN_EASY_CACHE_STEPS, 9)
  })
})
