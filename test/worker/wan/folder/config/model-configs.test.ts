import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, it } from 'node:test'
import { type Architecture } from '#worker/wan/folder/config/architecture.ts'
import { TRANSFORMER_DEFAULTS } from '#worker/graphs/transformer/config.ts'
import { VAE_DEFAULTS } from '#worker/graphs/vae/config.ts'
import { ModelFolderError } from '#worker/wan/folder/config/folder-files.ts'
import { readModelConfigs } from '#worker/wan/folder/config/model-configs.ts'

/** Configurations of the published folders, without weights. */
const FIXTURES = resolve(import.meta.dirname, '../../../../fixtures')
const PUBLISHED = resolve(import.meta.dirname, '../../../../../worker/tools/published/configs')
/** The same, saved again by today's diffusers and transformers. */
const NEWEST = join(FIXTURES, 'newest-configs')

describe('The configurations of a published folder', async () => {
  const base = await mkdtemp(join(tmpdir(), 'model-configs-'))
  after(() => rm(base, { recursive: true }))
  let copies = 0
  const copyOf = async (name: string) => {
    const folder = join(base, String(copies++))
    await cp(join(PUBLISHED, name), folder, { recursive: true })
    return folder
  }
  const edit = async (folder: string, file: string, change: Record<string, unknown>) => {
    const path = join(folder, file)
    const json = JSON.parse(await readFile(path, 'utf8')) as object
    await writeFile(path, JSON.stringify({ ...json, ...change }))
  }

  type Switches = Pick<
    Architecture,
    'conditioning' | 'imageTokens' | 'boundaryRatio' | 'sizeMultiple' | 'dim'
  >
  const families: [name: string, switches: Switches, latentChannels: number, first: string, last: string][] =
    [
      ['wan2.1-t2v-1.3b', switchesOf('none', 0, null, 16, 1536), 16, 'none', 'none'],
      ['wan2.1-t2v-14b', switchesOf('none', 0, null, 16, 5120), 16, 'none', 'none'],
      ['wan2.1-i2v-14b', switchesOf('channels', 257, null, 16, 5120), 16, 'required', 'none'],
      ['wan2.1-flf2v-14b', switchesOf('channels', 514, null, 16, 5120), 16, 'required', 'required'],
      ['wan2.2-t2v-a14b', switchesOf('none', 0, 0.875, 16, 5120), 16, 'none', 'none'],
      ['wan2.2-i2v-a14b', switchesOf('channels', 0, 0.9, 16, 5120), 16, 'required', 'optional'],
      ['wan2.2-ti2v-5b', switchesOf('first_frame', 0, null, 32, 3072), 48, 'optional', 'none'],
    ]
  for (const [name, switches, latentChannels, firstFrame, lastFrame] of families) {
    it(`The configurations of ${name} set the switches of its family`, async () => {
      const { architecture } = await readModelConfigs(join(PUBLISHED, name))
      const { conditioning, imageTokens, boundaryRatio, sizeMultiple, dim } = architecture
      assert.deepEqual({ conditioning, imageTokens, boundaryRatio, sizeMultiple, dim }, switches)
      assert.equal(architecture.headDim, 128)
      assert.equal(architecture.latents.channels, latentChannels)
      assert.equal(architecture.latents.mean.length, latentChannels)
      assert.deepEqual(architecture.inputs, { firstFrame, lastFrame })
    })
  }

  it('The configurations may lack the switches that Wan 2.2 introduced', async () => {
    const folder = await copyOf('wan2.1-i2v-14b')
    const file = join(folder, 'model_index.json')
    const index = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
    for (const key of ['boundary_ratio', 'expand_timesteps', 'transformer_2']) delete index[key]
    await writeFile(file, JSON.stringify(index))
    assert.equal((await readModelConfigs(folder)).architecture.boundaryRatio, null)
  })

  for (const [name] of families) {
    it(`The configurations of ${name} mean the same when today's libraries have saved them, and nothing in them is left over`, async () => {
      const { architecture, notes } = await readModelConfigs(join(NEWEST, name))
      assert.deepEqual(architecture, (await readModelConfigs(join(PUBLISHED, name))).architecture)
      const expected = name === 'wan2.1-t2v-14b' ? [/saved by WanVideoToVideoPipeline, served as text/] : []
      assert.equal(notes.length, expected.length, notes.join())
      for (const [i, pattern] of expected.entries()) assert.match(notes[i]!, pattern)
    })

    it(`The configurations of ${name} mean the same without the keys that have the default of diffusers`, async () => {
      const folder = await copyOf(name)
      const dropped = await Promise.all([
        dropDefaults(join(folder, 'transformer/config.json'), TRANSFORMER_DEFAULTS),
        dropDefaults(join(folder, 'vae/config.json'), VAE_DEFAULTS),
      ])
      assert.ok(
        dropped.every((count) => count >= 3),
        dropped.join(),
      )
      const { architecture } = await readModelConfigs(folder)
      assert.deepEqual(architecture, (await readModelConfigs(join(PUBLISHED, name))).architecture)
    })
  }

  it('The sampler and the flow shift of a folder are those of its scheduler_config.json', async () => {
    const samplingOf = async (folder: string) => {
      const { sampling, flowShift } = (await readModelConfigs(folder)).sampling
      return [sampling.scheduler, sampling.schedule, flowShift]
    }
    assert.deepEqual(await samplingOf(join(PUBLISHED, 'wan2.1-i2v-14b')), ['unipc', 'A', 3])
    assert.deepEqual(await samplingOf(join(NEWEST, 'wan2.1-t2v-1.3b')), ['euler', 'E', 3])
    const folder = await copyOf('wan2.1-t2v-14b')
    await edit(folder, 'scheduler/scheduler_config.json', { flow_shift: null })
    assert.deepEqual(await samplingOf(folder), ['unipc', 'A', 1])
  })

  const strange: [file: string, change: Record<string, unknown>, note: RegExp][] = [
    ['model_index.json', { later_switch: 3 }, /^model_index\.json: nothing here reads later_switch/],
    [
      'vae/config.json',
      { use_tiling: true },
      /^vae\/config\.json: nothing here reads use_tiling, and neither/,
    ],
    ['transformer/config.json', { a: 1, b: 'x' }, /^transformer\/config\.json: nothing here reads a, b/],
    ['text_encoder/config.json', { rope_theta: 10_000 }, /nothing here reads rope_theta/],
    ['scheduler/scheduler_config.json', { restart_interval: 4 }, /nothing here reads restart_interval/],
  ]
  for (const [file, change, note] of strange) {
    it(`The configurations are read and noted with a key in ${file} that diffusers ignores, too`, async () => {
      const folder = await copyOf('wan2.1-t2v-14b')
      await edit(folder, file, { ...change, off: false, none: null, empty: {}, nothing: [] })
      const { notes } = await readModelConfigs(folder)
      assert.equal(notes.length, 1, notes.join())
      assert.match(notes[0]!, note)
      assert.doesNotMatch(notes[0]!, /off|none|empty|nothing,/)
    })
  }

  type Fault = [fault: string, name: string, file: string, change: Record<string, unknown>, message: RegExp]
  const index = 'model_index.json'
  const transformer = 'transformer/config.json'
  const faults: Fault[] = [
    [
      'another pipeline',
      'wan2.1-t2v-14b',
      index,
      { _class_name: 'WanVACEPipeline' },
      /model_index\.json: _class_name is "WanVACEPipeline", expected WanPipeline or WanVideoToVideoPipeline or WanImageToVideoPipeline/,
    ],
    [
      'a component that no Wan pipeline has',
      'wan2.1-t2v-14b',
      index,
      { controlnet: ['diffusers', 'ControlNet'] },
      /model_index\.json: controlnet is \[.*\], expected no such component/,
    ],
    [
      'another class of a component',
      'wan2.1-t2v-14b',
      index,
      { text_encoder: ['transformers', 'T5EncoderModel'] },
      /model_index\.json: text_encoder is \["transformers","T5EncoderModel"\], expected a UMT5EncoderModel/,
    ],
    [
      'no autoencoder',
      'wan2.1-t2v-14b',
      index,
      { vae: [null, null] },
      /model_index\.json: vae is \[null,null\]/,
    ],
    [
      'a boundary without a second transformer',
      'wan2.1-t2v-14b',
      index,
      { boundary_ratio: 0.9 },
      /model_index\.json: boundary_ratio is 0\.9, expected null without transformer_2/,
    ],
    [
      'two transformers without a boundary',
      'wan2.2-t2v-a14b',
      index,
      { boundary_ratio: null },
      /model_index\.json: boundary_ratio is null, expected a number beside transformer_2/,
    ],
    [
      'a boundary that is no ratio',
      'wan2.2-t2v-a14b',
      index,
      { boundary_ratio: 875 },
      /model_index\.json: boundary_ratio is 875, expected a number between 0 and 1/,
    ],
    [
      'timesteps per token beside two transformers',
      'wan2.2-t2v-a14b',
      index,
      { expand_timesteps: true },
      /model_index\.json: expand_timesteps is true, expected false beside boundary_ratio/,
    ],
    [
      'an image pipeline over a text-to-video transformer',
      'wan2.1-t2v-14b',
      index,
      { _class_name: 'WanImageToVideoPipeline' },
      /transformer\/config\.json: in_channels is 16, expected 36 for a WanImageToVideoPipeline/,
    ],
    [
      'a text pipeline over an image-to-video transformer',
      'wan2.2-i2v-a14b',
      index,
      { _class_name: 'WanPipeline' },
      /transformer\/config\.json: in_channels is 36, expected 16 for a WanPipeline/,
    ],
    [
      'a transformer and an autoencoder of different latents',
      'wan2.1-t2v-14b',
      transformer,
      { out_channels: 48 },
      /transformer\/config\.json: out_channels is 48, expected 16/,
    ],
    [
      'image tokens without an image encoder',
      'wan2.1-i2v-14b',
      index,
      { image_encoder: [null, null] },
      /transformer\/config\.json: image_dim is 1280, expected null without an image_encoder/,
    ],
    [
      'tokens of three images',
      'wan2.1-flf2v-14b',
      transformer,
      { pos_embed_seq_len: 771 },
      /transformer\/config\.json: pos_embed_seq_len is 771, expected 514/,
    ],
    [
      'a text encoder of another width than the transformer reads',
      'wan2.1-t2v-14b',
      'text_encoder/config.json',
      { d_model: 2048 },
      /text_encoder\/config\.json: d_model is 2048, expected 4096/,
    ],
    [
      'an image encoder of another width than the transformer reads',
      'wan2.1-i2v-14b',
      'image_encoder/config.json',
      { hidden_size: 1024 },
      /image_encoder\/config\.json: hidden_size is 1024, expected 1280/,
    ],
    [
      'transformers with different inputs',
      'wan2.2-i2v-a14b',
      'transformer_2/config.json',
      { in_channels: 16 },
      /transformer_2\/config\.json: in_channels is 16, expected 36 as of transformer/,
    ],
    [
      'a quantised transformer',
      'wan2.1-t2v-14b',
      transformer,
      { quantization_config: { quant_method: 'fp8' } },
      /transformer\/config\.json: quantization_config is \{"quant_method":"fp8"\}, expected \{"quant_method":"matmul_nbits"/,
    ],
    [
      'a compression that the autoencoder does not have',
      'wan2.2-ti2v-5b',
      'vae/config.json',
      { scale_factor_spatial: 8 },
      /vae\/config\.json: scale_factor_spatial is 8, expected 16/,
    ],
    [
      'a model that predicts noise',
      'wan2.1-t2v-14b',
      'scheduler/scheduler_config.json',
      { prediction_type: 'epsilon' },
      /scheduler\/scheduler_config\.json: prediction_type is "epsilon", expected "flow_prediction"/,
    ],
    [
      'another sampler',
      'wan2.1-t2v-14b',
      'scheduler/scheduler_config.json',
      { _class_name: 'DDIMScheduler' },
      /scheduler\/scheduler_config\.json: _class_name is "DDIMScheduler", expected UniPCMultistepScheduler or FlowMatch/,
    ],
    [
      'a quantised text encoder',
      'wan2.1-t2v-14b',
      'text_encoder/config.json',
      { quantization_config: { quant_method: 'bitsandbytes' } },
      /text_encoder\/config\.json: quantization_config is .*, expected weights that are not quantised/,
    ],
    [
      'an autoencoder that is quantised under a name of its own',
      'wan2.1-t2v-14b',
      'vae/config.json',
      { torchao_quantisation: 'int8' },
      /vae\/config\.json: torchao_quantisation is "int8", expected weights that are not quantised/,
    ],
    [
      'a transformer that takes more inputs than Wan',
      'wan2.1-t2v-14b',
      transformer,
      { vace_layers: [0, 2, 4] },
      /transformer\/config\.json: vace_layers is \[0,2,4\], expected no key of another model/,
    ],
    [
      'no prediction type, whose default is another one',
      'wan2.1-t2v-14b',
      'scheduler/scheduler_config.json',
      { prediction_type: undefined },
      /scheduler_config\.json: prediction_type is missing, expected "flow_prediction"/,
    ],
    [
      'an Euler sampler that shifts by the size of the video',
      'wan2.1-t2v-14b',
      'scheduler/scheduler_config.json',
      { _class_name: 'FlowMatchEulerDiscreteScheduler', use_dynamic_shifting: true },
      /scheduler_config\.json: use_dynamic_shifting is true, expected false/,
    ],
    [
      'another solver',
      'wan2.1-t2v-14b',
      'scheduler/scheduler_config.json',
      { solver_order: 3 },
      /scheduler\/scheduler_config\.json: solver_order is 3, expected 2/,
    ],
  ]
  for (const [fault, name, file, change, message] of faults) {
    it(`The configurations are refused by file, key and value for ${fault}`, async () => {
      const folder = await copyOf(name)
      await edit(folder, file, change)
      const error = await readModelConfigs(folder).catch((cause: unknown) => cause)
      assert.ok(error instanceof ModelFolderError, String(error))
      assert.match(error.message, message)
      assert.ok(error.message.startsWith(folder), error.message)
    })
  }
})

/** Deletes the keys of a JSON file that have the value in `defaults`; returns how many. */
async function dropDefaults(file: string, defaults: Readonly<Record<string, unknown>>): Promise<number> {
  const entries = Object.entries(JSON.parse(await readFile(file, 'utf8')) as object)
  const kept = entries.filter(
    ([key, value]) => !(key in defaults && JSON.stringify(defaults[key]) === JSON.stringify(value)),
  )
  await writeFile(file, JSON.stringify(Object.fromEntries(kept)))
  return entries.length - kept.length
}

function switchesOf(
  conditioning: Architecture['conditioning'],
  imageTokens: Architecture['imageTokens'],
  boundaryRatio: number | null,
  sizeMultiple: number,
  dim: number,
) {
  return { conditioning, imageTokens, boundaryRatio, sizeMultiple, dim }
}
