import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planSampling, planSize } from '#api/creation/plan.ts'
import { EMPTY_CREATE_INPUT, type CreateInput } from '#api/dialects/dialect.ts'
import { isAppError } from '#core/errors.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { STRICT_MODEL, TINY_MODEL } from '#test/support/service/service.ts'
import { MIN_EASY_CACHE_STEPS } from '#worker/wan/denoising/easy-cache.ts'

/** The definition that the published Wan 2.1 folder for 480p would give. */
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

describe('Sampling parameters', () => {
  it('The low 32 bits of a seed are used, and a larger one is reported as an adjustment', () => {
    const planned = (seed: number | null) => planSampling(REAL_MODEL, { ...nothing, seed })
    for (const seed of [0, 7, 2 ** 32 - 1]) {
      assert.equal(planned(seed).parameters.seed, seed)
      assert.deepEqual(planned(seed).adjustments, [])
    }
    for (const [requested, used] of [
      [2 ** 32, 0],
      [2 ** 32 + 7, 7],
      [2 ** 53 - 1, 2 ** 32 - 1],
    ] as const) {
      const { parameters, adjustments } = planned(requested)
      assert.equal(parameters.seed, used)
      const reason = 'The low 32 bits of a seed decide the noise.'
      assert.deepEqual(adjustments, [{ field: 'seed', requested, used, reason }])
    }
    assert.ok(planned(null).parameters.seed < 2 ** 32)
    assert.deepEqual(planned(null).adjustments, [])
  })

  const framesOf = (wish: Partial<CreateInput>, model = REAL_MODEL): number =>
    planSampling(model, { ...nothing, ...wish }).parameters.frames

  it('Seconds become 4n + 1 frames at the frame rate of the video', () => {
    assert.equal(framesOf({ seconds: 5 }), 81)
    assert.equal(framesOf({ seconds: 4 }), 65)
    assert.equal(framesOf({ seconds: 2, fps: 24 }), 49)
    assert.equal(framesOf({ seconds: 0.3 }), 5)
  })

  it('A length asked for in seconds is told as it was asked for, and in whole seconds where it was', () => {
    const nominal = (wish: Partial<CreateInput>) =>
      planSampling({ ...TINY_MODEL, oversize: 'shrink' }, { ...nothing, ...wish }).parameters.nominalSeconds
    assert.equal(nominal({ seconds: 2 }), 2)
    assert.equal(nominal({ seconds: 1, fps: 15 }), 1, '17 frames, which span 1.067 s')
    assert.equal(nominal({ seconds: 1.5 }), 1.5)
    assert.equal(nominal({ seconds: 1.51 }), 1.5)
    assert.equal(nominal({ seconds: 900, fps: 30 }), 1, 'what the longest clip comes to')
    assert.equal(nominal({ seconds: 2, num_frames: 17 }), undefined)
    assert.equal(nominal({ num_frames: 17 }), undefined)
    assert.equal(nominal({}), undefined)
  })

  it('num_frames of 1 is a single frame; a length in seconds and a last frame need a clip', () => {
    const model = { ...REAL_MODEL, limits: { ...REAL_MODEL.limits, minFrames: 1 } }
    const last_frame = { kind: 'file', fileId: 'file-1' } as const
    assert.equal(framesOf({ num_frames: 1 }, model), 1)
    assert.equal(framesOf({ seconds: 0.25 }, model), 5)
    for (const [wish, message] of [
      [{ seconds: 0.05 }, /^`seconds` must be from 0.25 to 7.5 for this model at 16 frames/],
      [{ num_frames: 1, last_frame }, /^`num_frames` must be from 5 to 121 for this model with a last frame/],
    ] as const)
      assert.throws(() => framesOf(wish, model), { code: 'invalid_frame_count', message })
    assert.throws(() => framesOf({ num_frames: 1 }), { code: 'invalid_frame_count' })
  })

  it('Frame counts are rounded as in diffusers', () => {
    for (const [wished, made] of [
      [80, 81],
      [81, 81],
      [82, 81],
      [83, 81],
      [84, 85],
    ] as const)
      assert.equal(framesOf({ num_frames: wished }), made)
  })

  it('num_frames overrides seconds, and a difference is reported as an adjustment', () => {
    const adjustments = (seconds: number) =>
      planSampling(REAL_MODEL, { ...nothing, num_frames: 81, seconds }).adjustments
    assert.deepEqual(adjustments(5), [])
    assert.deepEqual(
      adjustments(3).map(({ field, requested, used }) => [field, requested, used]),
      [['seconds', 3, 5]],
    )
  })

  it('When the frame count is given, fps only sets the frame rate of the mp4', () => {
    const { parameters, adjustments } = planSampling(REAL_MODEL, { ...nothing, num_frames: 81, fps: 30 })
    assert.deepEqual([parameters.frames, parameters.fps, adjustments], [81, 30, []])
  })

  it('A request without a seed gets a random one from 0 to 2³¹ − 1', () => {
    const seeds = Array.from({ length: 20 }, () => planSampling(TINY_MODEL, nothing).parameters.seed)
    assert.ok(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31))
    assert.ok(new Set(seeds).size > 1)
    assert.equal(planSampling(TINY_MODEL, { ...nothing, seed: 0 }).parameters.seed, 0)
  })

  it('An empty negative prompt is kept and differs from an absent one', () => {
    assert.equal(planSampling(TINY_MODEL, nothing).parameters.negativePrompt, 'blurry')
    assert.equal(planSampling(TINY_MODEL, { ...nothing, negative_prompt: '' }).parameters.negativePrompt, '')
  })

  it('Too many frames are reduced or refused as the model specifies, and too few are always refused', () => {
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

describe('Video sizes', () => {
  it('A size that fits is kept, and another one is rounded down to the multiple of the model', () => {
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

  it('An oversize video shrinks in proportion, but never below the smallest side', () => {
    assert.deepEqual(planSize(TINY_MODEL, '1280x720', null).parameters, { width: 256, height: 144 })
    const { width, height } = planSize(TINY_MODEL, '9000x100', null).parameters
    assert.ok(height >= 64 && width * height <= TINY_MODEL.limits.maxPixels)
  })

  it('The size `auto` follows the image and is refused without one', () => {
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

  it('A model with an optional image uses its default size for text and follows the image otherwise', () => {
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

  it('A model that does not shrink refuses sizes beyond its limits', () => {
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

describe('EasyCache', () => {
  const planned = (wish: Partial<CreateInput>, model = TINY_MODEL) => {
    const { parameters, adjustments } = planSampling(model, { ...nothing, num_inference_steps: 20, ...wish })
    return [parameters.easyCacheThreshold, adjustments.map(({ field, used }) => [field, used])]
  }

  it('EasyCache is off by default and accepts a threshold or `true` for the standard one', () => {
    assert.deepEqual(planned({}), [null, []])
    assert.deepEqual(planned({ easy_cache: false }), [null, []])
    assert.deepEqual(planned({ easy_cache: true }), [0.05, []])
    assert.deepEqual(planned({ easy_cache: 0.2 }), [0.2, []])
  })

  it('EasyCache is dropped with a reported adjustment for short runs and distilled schedules', () => {
    const dropped = [null, [['easy_cache', null]]]
    assert.deepEqual(planned({ easy_cache: true, num_inference_steps: 8 }), dropped)
    assert.deepEqual(planned({ easy_cache: 0.1, num_inference_steps: 9 }), [0.1, []])
    const lightning = { ...TINY_MODEL, sampling: { scheduler: 'euler', schedule: 'L' } } as const
    assert.deepEqual(planned({ easy_cache: true }, lightning), dropped)
    // The engine applies the same minimum.
    assert.equal(MIN_EASY_CACHE_STEPS, 9)
  })
})

describe('The sampler of a request', () => {
  const unipc: ModelDefinition = { ...TINY_MODEL, sampling: { scheduler: 'unipc', schedule: 'A' } }
  const lightning: ModelDefinition = { ...TINY_MODEL, sampling: { scheduler: 'euler', schedule: 'L' } }
  const planned = (wish: Partial<CreateInput>, model = unipc) => {
    const { scheduler, schedule } = planSampling(model, { ...nothing, ...wish }).parameters
    return [scheduler, schedule]
  }

  it('What a request leaves open is the model’s own, as far as both go together', () => {
    assert.deepEqual(planned({}), ['unipc', 'A'])
    assert.deepEqual(planned({ scheduler: 'euler' }), ['euler', 'A'])
    assert.deepEqual(planned({ schedule: 'B' }), ['unipc', 'B'])
    assert.deepEqual(planned({ schedule: 'L' }), ['euler', 'L'])
    assert.deepEqual(planned({ scheduler: 'euler', schedule: 'E' }), ['euler', 'E'])
    const flow: ModelDefinition = { ...TINY_MODEL, sampling: { scheduler: 'euler', schedule: 'E' } }
    assert.deepEqual(planned({ scheduler: 'unipc' }, flow), ['unipc', 'A'])
    assert.deepEqual(planned({}, lightning), ['euler', 'L'])
  })

  it('A sampler that the model does not have is refused with those that it has', () => {
    for (const [wish, model, message] of [
      [
        { scheduler: 'unipc', schedule: 'E' },
        unipc,
        /unipc with E.*`unipc` with A, B; `euler` with A, B, E, L/,
      ],
      [{ schedule: 'A' }, lightning, /cannot be sampled by A.*`euler` with L\./],
      [{ scheduler: 'unipc' }, lightning, /`euler` with L\./],
    ] as const)
      assert.throws(() => planned(wish, model), { code: 'unsupported_parameter', message })
  })

  it('The boundary of two transformers can be chosen, and is told where there is one', () => {
    const boundary = (model: ModelDefinition) => {
      const plan = planSampling(model, { ...nothing, boundary_ratio: 0.5 })
      return [plan.parameters.boundaryRatio, plan.adjustments.map(({ field, used }) => [field, used])]
    }
    const experts = { ...TINY_MODEL, defaults: { ...TINY_MODEL.defaults, guidanceScale2: 3 } }
    assert.deepEqual(boundary(experts), [0.5, []])
    assert.deepEqual(boundary({ ...experts, defaults: { ...experts.defaults, guidanceScale2: null } }), [
      undefined,
      [['boundary_ratio', null]],
    ])
  })
})
