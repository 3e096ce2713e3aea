import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fieldsOf } from '#worker/wan/folder/config/json-fields.ts'
import {
  endOf,
  placeInQueue,
  progressOf,
  promptRefusal,
  savedVideos,
} from '#worker/engine/remote/comfyui/answers.ts'
import { readUpstreamFolder } from '#worker/engine/remote/models/upstream-folders.ts'
import { workflowFaults } from '#worker/engine/remote/workflow/check.ts'
import { bindLoras } from '#worker/engine/remote/workflow/loras.ts'
import { bindWorkflow, parseWorkflow, type BoundValues } from '#worker/engine/remote/workflow/workflow.ts'

const EXAMPLES = path.resolve(import.meta.dirname, '../../../../docs/workflows')
const I2V = 'wan2.2-i2v-a14b-4steps'
const TI2V = 'wan2.2-ti2v-5b'

const VALUES: BoundValues = {
  prompt: 'waves',
  negative_prompt: 'blurry',
  seed: 7,
  width: 832,
  height: 480,
  frames: 81,
  fps: 16,
  steps: 6,
  guidance_scale: 1.5,
  guidance_scale_2: 1,
  flow_shift: 8,
  first_frame: 'me.png',
  last_frame: null,
}

describe('The worked examples of workflows', () => {
  it('Each is a model whose every value goes to the nodes that need it', async () => {
    const { definition, workflow, files } = await readUpstreamFolder(path.join(EXAMPLES, I2V))
    assert.deepEqual([definition.task, definition.defaults.steps, definition.fps], ['i2v', 4, 16])
    assert.deepEqual(definition.fixed, ['scheduler', 'schedule', 'boundary_ratio', 'easy_cache'])
    assert.deepEqual(Object.keys(files), ['service.json', 'workflow.json'])
    const nodes = bindWorkflow(workflow!, VALUES)
    assert.equal(nodes['93']!.inputs['text'], 'waves')
    assert.equal(nodes['97']!.inputs['image'], 'me.png')
    const [high, low] = ['86', '85'].map((id) => nodes[id]!.inputs) as [object, object]
    assert.deepEqual(
      { ...high, model: 0, positive: 0, negative: 0, latent_image: 0 },
      {
        ...{ model: 0, positive: 0, negative: 0, latent_image: 0 },
        ...{ add_noise: 'enable', noise_seed: 7, steps: 6, cfg: 1.5, sampler_name: 'euler' },
        ...{ scheduler: 'simple', start_at_step: 0, end_at_step: 3, return_with_leftover_noise: 'enable' },
      },
    )
    assert.ok('start_at_step' in low && low.start_at_step === 3 && 'cfg' in low && low.cfg === 1)
    // The file stays as it is for the next request.
    assert.equal(workflow!.nodes['93']!.inputs['text'], '')
  })

  it('Without a picture, the link to its node is left out', async () => {
    const { definition, workflow } = await readUpstreamFolder(path.join(EXAMPLES, TI2V))
    assert.deepEqual([definition.task, definition.fps, definition.defaults.size], ['ti2v', 24, '1280x704'])
    assert.ok(!('start_image' in bindWorkflow(workflow!, { ...VALUES, first_frame: null })['55']!.inputs))
    assert.deepEqual(bindWorkflow(workflow!, VALUES)['55']!.inputs['start_image'], ['56', 0])
  })
})

describe('LoRAs in a workflow', () => {
  const folder = path.join(EXAMPLES, I2V)
  /** The example with its own two loaders as a slot. */
  async function withSlots(loras: unknown, slots: unknown) {
    const copy = await mkdtemp(path.join(tmpdir(), 'workflow-loras-'))
    after(() => rm(copy, { recursive: true }))
    await cp(folder, copy, { recursive: true })
    const service = JSON.parse(await readFile(path.join(copy, 'service.json'), 'utf8')) as {
      upstream: { bindings: object }
    }
    const bindings = { ...service.upstream.bindings, loras: slots }
    await writeFile(
      path.join(copy, 'service.json'),
      JSON.stringify({ ...service, upstream: { ...service.upstream, bindings, loras } }),
    )
    return readUpstreamFolder(copy)
  }
  const HIGH = 'Load LoRA (High Noise)'
  const LOW = 'Load LoRA (Low Noise)'
  const SLOT = {
    file: [`${HIGH}.lora_name`, `${LOW}.lora_name`],
    strength: [`${HIGH}.strength_model`, `${LOW}.strength_model`],
  }

  it('Each fills the loaders of its slot; a slot without one gets the strength 0', async () => {
    const { workflow, loras } = await withSlots({ ink: ['ink_high.safetensors', 'ink_low.safetensors'] }, [
      SLOT,
    ])
    const loaders = (nodes: ReturnType<typeof bindWorkflow>) =>
      Object.values(nodes)
        .filter(({ class_type: name }) => name === 'LoraLoaderModelOnly')
        .toSorted((a, b) => (a._meta!.title! < b._meta!.title! ? -1 : 1))
        .map(({ inputs }) => [inputs['lora_name'], inputs['strength_model']])
    const { nodes, loraSlots, loraFiles } = workflow!
    const requested = [{ name: 'ink', strength: 0.5, strength2: 0.75 }]
    assert.deepEqual(loaders(bindLoras(nodes, loraSlots, loraFiles, requested)), [
      ['ink_high.safetensors', 0.5],
      ['ink_low.safetensors', 0.75],
    ])
    assert.deepEqual(
      loaders(bindLoras(nodes, loraSlots, loraFiles)).map(([, strength]) => strength),
      [0, 0],
    )
    assert.deepEqual(loras, loraFiles)
    const loader = {
      input: { required: { lora_name: [['ink_high.safetensors']], strength_model: ['FLOAT'] } },
    }
    const faults = workflowFaults(workflow!, { LoraLoaderModelOnly: loader })
    assert.ok(faults.includes('the LoRA ink: the server has no file ink_low.safetensors'), faults.join('\n'))
    assert.ok(!faults.some((fault) => fault.includes('no file ink_high')))
  })

  it('A slot without a strength for each file is refused', async () => {
    await assert.rejects(
      withSlots({}, [{ ...SLOT, strength: SLOT.strength.slice(1) }]),
      /bindings\.loras\[0\] needs as many inputs under strength/,
    )
  })
})

describe('Bindings that cannot be used are named with the way out', () => {
  const nodes = {
    '6': { class_type: 'CLIPTextEncode', inputs: { text: '' }, _meta: { title: 'Prompt' } },
    '7': { class_type: 'CLIPTextEncode', inputs: { text: '' }, _meta: { title: 'Prompt' } },
    '3': { class_type: 'KSampler', inputs: { seed: 0, latent: ['5', 0] }, _meta: { title: 'Sampler' } },
    '5': { class_type: 'Latent', inputs: { width: 0, height: 0, length: 0 } },
  }
  const good = {
    prompt: '6.text',
    seed: 'Sampler.seed',
    width: '5.width',
    height: '5.height',
    frames: '5.length',
  }
  const parse = (bindings: object, workflow: unknown = nodes, more: object = {}) =>
    parseWorkflow(workflow, fieldsOf({ bindings: { ...good, ...bindings }, ...more }))

  it('A node is named by its id or its title', () => {
    assert.deepEqual(parse({}).bindings.seed, [{ node: '3', input: 'seed', share: null, without: [] }])
  })
  const refused: readonly (readonly [string, object, RegExp])[] = [
    ['A node that is not there', { seed: '9.seed' }, /names the node "9", but there are .*3 \(Sampler\)/],
    ['A title that two nodes have', { prompt: 'Prompt.text' }, /2 nodes have that title: 6, 7/],
    ['An input that is not there', { seed: '3.noise' }, /node 3 \(KSampler\) has the inputs seed, latent/],
    ['Text without an input', { seed: '3' }, /expected <node id or title>\.<input>/],
    ['A value that no request has', { sed: '3.seed' }, /sed is not a known field/],
    ['A needed binding that is missing', { prompt: null }, /bindings has no prompt/],
  ]
  for (const [title, bindings, message] of refused)
    it(title, () => assert.throws(() => parse(bindings), message))

  it('A file of the editor is recognised, and how to export it is said', () => {
    assert.throws(() => parse({}, { nodes: [], links: [], version: 0.4 }), /Workflow → Export \(API\)/)
  })
})

describe('A model folder with a workflow', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'workflow-'))
    await cp(path.join(EXAMPLES, TI2V), folder, { recursive: true })
  })
  after(() => rm(folder, { recursive: true }))

  it('An optional picture needs to say what is left out without it', async () => {
    const file = path.join(folder, 'service.json')
    const service = JSON.parse(await readFile(file, 'utf8')) as {
      upstream: { bindings: Record<string, unknown> }
    }
    service.upstream.bindings['first_frame'] = '56.image'
    await writeFile(file, JSON.stringify(service))
    await assert.rejects(readUpstreamFolder(folder), /bindings\.first_frame needs `without`/)
    delete service.upstream.bindings['first_frame']
    await writeFile(file, JSON.stringify(service))
    await assert.rejects(readUpstreamFolder(folder), /takes a first_frame, and bindings has none/)
  })
})

describe('What a ComfyUI lacks', () => {
  it('Custom nodes, files and inputs of another version are named', async () => {
    const { workflow } = await readUpstreamFolder(path.join(EXAMPLES, TI2V))
    const classes = Object.values(workflow!.nodes).map(({ class_type: name }) => name)
    const info = Object.fromEntries(classes.map((name) => [name, { input: { required: {}, optional: {} } }]))
    assert.deepEqual(workflowFaults(workflow!, info), [])
    const { KSampler: _, ...others } = info
    const faults = workflowFaults(workflow!, {
      ...others,
      UNETLoader: { input: { required: { unet_name: [['a.safetensors'], {}] } } },
      VAELoader: { input: { required: { vae_name: ['COMBO', { options: ['wan2.2_vae.safetensors'] }] } } },
      CreateVideo: {
        input: { required: { images: ['IMAGE'], bit_depth: ['COMBO', { options: ['auto'] }] } },
      },
    })
    assert.deepEqual(faults, [
      'node 3 (KSampler): the server has no such node; install the custom nodes it is of',
      'node 37 (UNETLoader): unet_name is "wan2.2_ti2v_5B_fp16.safetensors", and the server has a.safetensors',
      'node 57 (CreateVideo): the input bit_depth is missing',
    ])
  })
})

describe('Answers of ComfyUI', () => {
  const ended = (status: string, messages: unknown[] = []) => ({
    outputs: {
      '9': { images: [{ filename: 'frame.png', subfolder: '', type: 'temp' }] },
      '58': { images: [{ filename: 'a.mp4', subfolder: 'video', type: 'output' }], animated: [true] },
    },
    status: { status_str: status, completed: status === 'success', messages },
  })

  it('A prompt has succeeded, failed in a node, or was interrupted', () => {
    assert.deepEqual(endOf(ended('success')), { status: 'completed' })
    const error = { node_type: 'KSampler', exception_type: 'torch.OutOfMemoryError', exception_message: 'x' }
    assert.deepEqual(endOf(ended('error', [['execution_error', error]])), {
      status: 'failed',
      message: 'KSampler: out of memory: x',
      isRequest: false,
    })
    assert.match(JSON.stringify(endOf(ended('error', [['execution_interrupted', {}]]))), /interrupted/)
  })

  it('The video among the saved files is the result', () => {
    const video = { filename: 'a.mp4', subfolder: 'video', type: 'output' }
    assert.deepEqual(savedVideos(ended('success'), null), [video])
    assert.deepEqual(savedVideos(ended('success'), '9'), [])
  })

  it('A prompt stands in the queue by its id', () => {
    const queue = { queue_running: [[0, 'a', {}, {}, []]], queue_pending: [[1, 'b', {}, {}, []]] }
    assert.deepEqual(
      ['a', 'b', 'c'].map((id) => placeInQueue(queue, id)),
      ['running', 'pending', null],
    )
  })

  it('Steps of two samplers are added up, and the node at work tells the phase', () => {
    const nodes = Object.fromEntries(
      ['KSamplerAdvanced', 'KSamplerAdvanced', 'VAEDecode', 'UNETLoader'].map((name, i) => [
        String(i),
        { class_type: name, inputs: {} },
      ]),
    )
    const steps = new Map([
      ['0', 2],
      ['1', 1],
      ['2', 40],
    ])
    const at = (node: string | null) => progressOf({ node, steps, preview: null }, nodes)
    assert.deepEqual(at('1'), { phase: 'denoise', step: 3 })
    assert.deepEqual(at('2'), { phase: 'decode', step: 3 })
    assert.deepEqual(at('3'), { phase: 'denoise', step: 3 })
    assert.equal(progressOf(null, nodes), null)
  })

  it('A refused prompt is the fault of the workflow, or of the request', () => {
    const refused = (type: string) => ({
      error: { type: 'prompt_outputs_failed_validation', message: 'Prompt outputs failed', details: '' },
      node_errors: { '3': { errors: [{ type, message: 'no', details: 'x' }] } },
    })
    assert.equal(promptRefusal(400, refused('value_not_in_list')).reason, 'model')
    assert.equal(promptRefusal(400, refused('custom_validation_failed')).reason, 'request')
    assert.equal(promptRefusal(500, null).reason, 'broken')
  })
})
