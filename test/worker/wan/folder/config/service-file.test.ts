import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Architecture } from '#worker/wan/folder/config/architecture.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { deriveDefinition } from '#worker/wan/folder/config/derived-definition.ts'
import { servedModels } from '#worker/wan/folder/config/service-file.ts'

const wan21: Architecture = {
  conditioning: 'none',
  imageTokens: 0,
  boundaryRatio: null,
  latents: { channels: 16, mean: [], std: [], spatialCompression: 8, patchSize: 1 },
  sizeMultiple: 16,
  headDim: 128,
  dim: 5120,
  inputs: { firstFrame: 'none', lastFrame: 'none' },
}
const image: Architecture = {
  ...wan21,
  conditioning: 'channels',
  imageTokens: 257,
  inputs: { firstFrame: 'required', lastFrame: 'none' },
}
const experts: Architecture = { ...wan21, boundaryRatio: 0.875 }
const imageExperts: Architecture = {
  ...image,
  imageTokens: 0,
  boundaryRatio: 0.9,
  inputs: { firstFrame: 'required', lastFrame: 'optional' },
}
const wan22: Architecture = {
  ...wan21,
  conditioning: 'first_frame',
  latents: { ...wan21.latents, channels: 48, spatialCompression: 16 },
  sizeMultiple: 32,
  dim: 3072,
  inputs: { firstFrame: 'optional', lastFrame: 'none' },
}
const flf2v: Architecture = {
  ...image,
  imageTokens: 514,
  inputs: { firstFrame: 'required', lastFrame: 'required' },
}

const scheduler = { sampling: { scheduler: 'unipc', schedule: 'A' }, flowShift: 3, ignored: [] } as const
const served = (service: unknown, architecture: Architecture, name = 'folder') =>
  servedModels(service, deriveDefinition(name, architecture, scheduler), architecture)

describe('A folder without service.json', () => {
  /** name, architecture, task, size, frames, fps, steps, guidance scales, area. */
  type Row = [string, Architecture, string, string, number, number, number, number, number | null, number]
  const rows: Row[] = [
    ['T2V-14B', wan21, 't2v', '1280x720', 81, 16, 50, 5, null, 921_600],
    ['T2V-1.3B', { ...wan21, dim: 1536 }, 't2v', '832x480', 81, 16, 50, 6, null, 399_360],
    ['I2V-14B-480P', image, 'i2v', 'auto', 81, 16, 40, 5, null, 399_360],
    ['I2V-14B-720P', image, 'i2v', 'auto', 81, 16, 40, 5, null, 921_600],
    ['FLF2V-14B-720P', flf2v, 'flf2v', 'auto', 81, 16, 50, 5, null, 921_600],
    ['T2V-A14B', experts, 't2v', '1280x720', 81, 16, 40, 4, 3, 921_600],
    ['I2V-A14B', imageExperts, 'i2v', 'auto', 81, 16, 40, 3.5, 3.5, 921_600],
    ['TI2V-5B', wan22, 'ti2v', '1280x704', 121, 24, 50, 5, null, 901_120],
  ]
  for (const [name, architecture, task, size, frames, fps, steps, scale, scale2, area] of rows) {
    it(`A folder without service.json is served with the values of its authors: ${name}`, () => {
      const [definition, ...variants] = served(undefined, architecture, name)
      const { defaults, limits } = definition
      assert.deepEqual(variants, [])
      assert.deepEqual([definition.id, definition.task, definition.fps], [name, task, fps])
      assert.deepEqual([defaults.size, defaults.frames, defaults.steps], [size, frames, steps])
      assert.deepEqual([defaults.guidanceScale, defaults.guidanceScale2], [scale, scale2])
      assert.deepEqual([limits.maxPixels, limits.autoArea, limits.maxFrames], [area, area, frames])
      assert.equal(limits.sizeMultiple, architecture.sizeMultiple)
      assert.equal(limits.minFrames, definition.inputs.lastFrame === 'required' ? 5 : 1)
      assert.equal(definition.oversize, 'refuse')
    })
  }

  it('A folder without service.json is sampled as its scheduler_config.json says', () => {
    const sampling = { scheduler: 'euler', schedule: 'E' } as const
    const definition = deriveDefinition('folder', wan21, { sampling, flowShift: 7.5, ignored: [] })
    assert.deepEqual([definition.sampling, definition.defaults.flowShift], [sampling, 7.5])
    const [own] = servedModels({ defaults: { flowShift: 5 } }, definition, wan21)
    assert.deepEqual([own.sampling, own.defaults.flowShift], [sampling, 5])
  })

  it('The default negative prompt excludes camera shake for Wan2.1 image-to-video, and shot changes for first-and-last-frame', () => {
    const prompt = (architecture: Architecture) => served(undefined, architecture)[0].defaults.negativePrompt
    const plain = prompt(wan21)
    assert.ok(plain.startsWith('色调艳丽，过曝，') && plain.endsWith('，倒着走'))
    assert.equal(prompt(image), `镜头晃动，${plain}`)
    assert.equal(prompt(flf2v), `镜头切换，镜头晃动，${plain}`)
    for (const architecture of [experts, imageExperts, wan22]) assert.equal(prompt(architecture), plain)
  })

  const names: [name: string, id: RegExp][] = [
    ['Wan 2.2 (T2V)', /^Wan-2\.2-T2V$/],
    ['Modèle d’été', /^Modele-d-ete$/],
    ['_hidden', /^hidden$/],
    ['模型', /^model-[0-9a-f]{8}$/],
    ['Wan2.1 模型', /^Wan2\.1-[0-9a-f]{8}$/],
    ['Wan2.2-TI2V-5B-Diffusers', /^Wan2\.2-TI2V-5B-Diffusers$/],
  ]
  for (const [name, id] of names) {
    it(`A folder without service.json has an id of its name, and the name as an alias: ${name}`, () => {
      const [definition] = served(undefined, wan21, name)
      assert.match(definition.id, id)
      assert.deepEqual(definition.aliases, definition.id === name ? [] : [name])
    })
  }

  it('Folders whose names share their plain letters have different ids', () => {
    assert.notEqual(served(undefined, wan21, '模型')[0].id, served(undefined, wan21, '视频')[0].id)
  })
})

describe('A service.json', () => {
  it('A service.json needs to state only what differs from the derived values', () => {
    const [definition] = served({ id: 'mine', defaults: { steps: 30 }, limits: { maxFrames: 121 } }, experts)
    const [derived] = served(undefined, experts)
    assert.deepEqual(definition, {
      ...derived,
      id: 'mine',
      defaults: { ...derived.defaults, steps: 30 },
      limits: { ...derived.limits, maxFrames: 121 },
    } satisfies ModelDefinition)
  })

  it('A service.json may require optional images or leave them out', () => {
    for (const [lastFrame, task] of [
      ['required', 'flf2v'],
      ['none', 'i2v'],
    ]) {
      const [definition] = served({ task, inputs: { lastFrame } }, imageExperts)
      assert.deepEqual(definition.inputs, { firstFrame: 'required', lastFrame })
    }
    assert.equal(served({ task: 't2v', inputs: { firstFrame: 'none' } }, wan22)[0].task, 't2v')
  })

  it('A service.json may offer variants, which differ from the folder by their overrides and share no alias', () => {
    const loras = [{ file: 'loras/high.safetensors', expert: 'transformer', strength: 1 }]
    const [own, fast, ...more] = served(
      {
        id: 'wan',
        aliases: ['x'],
        variants: [
          {
            id: 'wan-fast',
            overrides: {
              sampling: { scheduler: 'euler', schedule: 'L' },
              defaults: { steps: 4, guidanceScale: 1, guidanceScale2: 1 },
              loras,
            },
          },
        ],
      },
      experts,
    )
    assert.deepEqual(more, [])
    assert.deepEqual(fast, {
      ...own,
      id: 'wan-fast',
      aliases: [],
      sampling: { scheduler: 'euler', schedule: 'L' },
      defaults: { ...own.defaults, steps: 4, guidanceScale: 1, guidanceScale2: 1 },
      loras,
    })
  })

  it('A LoRA file without an expert is given to every transformer', () => {
    const lora = { file: 'loras/both.safetensors', strength: 1 }
    const alone = served({ loras: [lora] }, wan21)[0].loras
    assert.deepEqual(alone, [{ ...lora, expert: 'transformer' }])
    const named = { file: 'loras/low.safetensors', expert: 'transformer_2', strength: 0.5 }
    assert.deepEqual(served({ loras: [lora, named] }, experts)[0].loras, [
      { ...lora, expert: 'transformer' },
      { ...lora, expert: 'transformer_2' },
      named,
    ])
  })

  const faults: [fault: string, service: unknown, architecture: Architecture, message: RegExp][] = [
    ['is no object', [], wan21, /^the file is not an object$/],
    ['is null', null, wan21, /^the file is not an object$/],
    ['has a field of another kind', { fps: 'x' }, wan21, /^fps is "x", expected a number/],
    ['has a field that nobody reads', { comment: 'mine' }, wan21, /^comment is not a known field/],
    [
      'wants an image that the weights do not take',
      { task: 'i2v', inputs: { firstFrame: 'required' } },
      wan21,
      /^inputs\.firstFrame is "required", expected none with these weights$/,
    ],
    [
      'leaves out an image that they need',
      { task: 't2v', inputs: { firstFrame: 'none' }, defaults: { size: '832x480' } },
      image,
      /^inputs\.firstFrame is "none", expected required with these weights$/,
    ],
    [
      'wants a last frame of weights for one image',
      { task: 'flf2v', inputs: { lastFrame: 'required' } },
      image,
      /^inputs\.lastFrame is "required", expected none with these weights$/,
    ],
    [
      'has a second guidance scale for one transformer',
      { defaults: { guidanceScale2: 3 } },
      wan21,
      /^defaults\.guidanceScale2 is 3, expected null with one transformer$/,
    ],
    [
      'has none for two',
      { defaults: { guidanceScale2: null } },
      experts,
      /^defaults\.guidanceScale2 is null, expected a number with two transformers$/,
    ],
    [
      'adds a LoRA to a second transformer that is not there',
      { loras: [{ file: 'x.safetensors', expert: 'transformer_2', strength: 1 }] },
      wan21,
      /^loras\[0\]\.expert is "transformer_2", expected "transformer" with one transformer$/,
    ],
    [
      'allows sizes that the autoencoder cannot make',
      { limits: { sizeMultiple: 16 } },
      wan22,
      /^limits\.sizeMultiple is 16, expected a multiple of 32$/,
    ],
    ['has variants that are no list', { variants: {} }, wan21, /^variants is \{\}, expected a list$/],
    ['has a variant without id', { variants: [{ overrides: {} }] }, wan21, /^variants\[0\]\.id is missing/],
    [
      'has a variant without overrides',
      { variants: [{ id: 'x' }] },
      wan21,
      /^variants\[0\]\.overrides is not an object/,
    ],
    [
      'has a variant with a field that nobody reads',
      { variants: [{ id: 'x', overrides: {}, loras: [] }] },
      wan21,
      /^variants\[0\]\.loras is not a known field; there are id, overrides$/,
    ],
    [
      'has a variant that cannot be',
      {
        variants: [
          { id: 'a', overrides: {} },
          { id: 'b', overrides: { defaults: { steps: 0 } } },
        ],
      },
      wan21,
      /^variants\[1\] \(b\): defaults\.steps is 0, expected a number of at least 1$/,
    ],
  ]
  for (const [fault, service, architecture, message] of faults) {
    it(`A service.json is refused by field when it ${fault}`, () => {
      assert.throws(() => served(service, architecture), { message })
    })
  }
})
