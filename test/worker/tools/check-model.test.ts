import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { memoryBudget } from '#worker/wan/memory/budget.ts'
import { checkModel, type CheckOptions } from '#worker/tools/check-model.ts'
import { runModelCommand, runModelProgram } from '#worker/tools/model.ts'
import { printCheck } from '#worker/tools/print-check.ts'
import { processTerminal } from '#worker/tools/terminal.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const CONFIGS = path.join(ROOT, 'worker/tools/published/configs')
const TINY = path.join(MODELS_DIRECTORY, 'wan2.1-i2v-tiny')
const GIB = 2 ** 30

const options = (cardGib: number | null, patch: Partial<CheckOptions> = {}): CheckOptions => ({
  dtype: 'bfloat16',
  int8: false,
  size: { width: 832, height: 480 },
  frames: 81,
  budget: memoryBudget('cuda', cardGib),
  ...patch,
})

const run = promisify(execFile)

describe('The check of a model folder without weights', () => {
  // Parameters of the transformer × 2 bytes, but for those that no node reads; layers of attention
  // are two per block.
  for (const [name, gigabytes, attentions, components] of [
    ['wan2.1-t2v-1.3b', 2.84, 60, ['textEncoder', 'transformer', 'vaeDecoder']],
    ['wan2.1-t2v-14b', 28.58, 80, ['textEncoder', 'transformer', 'vaeDecoder']],
    [
      'wan2.1-i2v-14b',
      32.79,
      120,
      ['textEncoder', 'imageEncoder', 'vaeEncoder', 'transformer', 'vaeDecoder'],
    ],
    [
      'wan2.1-flf2v-14b',
      32.79,
      120,
      ['textEncoder', 'imageEncoder', 'firstLastEncoder', 'transformer', 'vaeDecoder'],
    ],
    ['wan2.2-t2v-a14b', 28.58, 80, ['textEncoder', 'transformer', 'transformer2', 'vaeDecoder']],
    [
      'wan2.2-i2v-a14b',
      28.58,
      80,
      ['textEncoder', 'vaeEncoder', 'firstLastEncoder', 'transformer', 'transformer2', 'vaeDecoder'],
    ],
    ['wan2.2-ti2v-5b', 10.0, 60, ['textEncoder', 'vaeEncoder', 'transformer', 'vaeDecoder']],
  ] as const)
    it(`The check builds every graph of the published ${name}`, async () => {
      const report = await checkModel(path.join(CONFIGS, name), options(null))
      assert.equal(report.weightsPresent, false)
      const [model] = report.models
      assert.deepEqual(
        model!.graphs.map(({ component }) => component),
        components,
      )
      const { graph } = model!.graphs.find(({ component }) => component === 'transformer')!
      assert.ok(Math.abs(graph.weightBytes / 1e9 - gigabytes) < 0.01, `${graph.weightBytes}`)
      assert.ok(
        graph.deviceWeightBytes >= graph.weightBytes && graph.deviceWeightBytes < 1.03 * graph.weightBytes,
      )
      assert.equal(graph.nodeCount['com.microsoft.MultiHeadAttention'], attentions)
      const text = printCheck(report)
      for (const component of components) assert.match(text, new RegExp(`^${component}: \\d+ nodes`, 'm'))
      assert.match(text, /out {2}velocity float32 \[1, tokens, (64|192)\]/)
      assert.match(text, /out {2}frames uint8 \[F, H, W, 3\]/)
    })

  it('The check states which cards hold which models', async () => {
    const fits = async (name: string, cardGib: number, patch: Partial<CheckOptions> = {}) =>
      (await checkModel(path.join(CONFIGS, name), options(cardGib, patch))).models[0]!
    const size = { width: 1280, height: 704 }
    assert.equal((await fits('wan2.1-t2v-1.3b', 24)).plan.fits, true)
    assert.equal((await fits('wan2.2-ti2v-5b', 24, { size, frames: 121 })).plan.fits, true)
    assert.equal((await fits('wan2.1-t2v-14b', 24)).plan.fits, false)
    assert.equal((await fits('wan2.1-t2v-14b', 24, { int8: true })).plan.fits, true)
    assert.equal((await fits('wan2.1-t2v-14b', 48)).plan.fits, true)
    const experts = await fits('wan2.2-t2v-a14b', 80)
    assert.equal(experts.plan.fits, true)
    // 2 × 28.6 GB beside the activations leave no room for both all the time.
    assert.ok(!(experts.plan.resident.has('transformer') && experts.plan.resident.has('transformer2')))
    assert.ok((await fits('wan2.2-t2v-a14b', 141)).plan.resident.has('transformer2'))
  })

  it('720p of 81 frames fits a card of 24 GB: the autoencoder then works in tiles, which the check says', async () => {
    const size = { width: 1280, height: 720 }
    const whole = async (model: string, totalGib: number) => {
      const { models } = await checkModel(path.join(CONFIGS, model), options(totalGib, { size }))
      return models[0]!.plan.phases.find(({ component }) => component === 'vaeDecoder')!
    }
    assert.equal((await whole('wan2.1-t2v-1.3b', 48)).tileSide, null)
    const report = await checkModel(path.join(CONFIGS, 'wan2.1-t2v-1.3b'), options(24, { size }))
    const [{ plan }] = report.models as [(typeof report.models)[0]]
    assert.equal(plan.fits, true)
    const decoder = plan.phases.find(({ component }) => component === 'vaeDecoder')!
    assert.ok(decoder.tileSide !== null && decoder.totalBytes <= 24 * GIB)
    assert.match(printCheck(report), /vaeDecoder .*  tiles of \d+\n/)
  })

  it('The check names a smaller size where the requested one does not fit', async () => {
    const size = { width: 1280, height: 720 }
    const { models } = await checkModel(path.join(CONFIGS, 'wan2.1-t2v-14b'), options(36, { size }))
    const [{ plan, smaller, fittingSizes }] = models as [(typeof models)[0]]
    assert.equal(plan.fits, false)
    const again = await checkModel(path.join(CONFIGS, 'wan2.1-t2v-14b'), options(36, { size: smaller! }))
    assert.equal(again.models[0]!.plan.fits, true)
    assert.equal(fittingSizes.at(-1)!.frames, 81)
    assert.match(
      printCheck({ ...again, models }),
      /transformer .* does not fit\n[\s\S]*expected to fit: \d+x\d+, 81 frames/,
    )
  })
})

describe('The check of a model folder with weights', () => {
  let folder: string
  before(async () => {
    folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'check-model-')), 'model')
    await cp(TINY, folder, { recursive: true })
  })
  after(() => rm(path.dirname(folder), { recursive: true }))

  it('The check uses the weights in the folder and states what converted copies take', async () => {
    const { weightsPresent, models } = await checkModel(folder, options(null, { size: null, frames: null }))
    assert.equal(weightsPresent, true)
    const { graph } = models[0]!.graphs.find(({ component }) => component === 'transformer')!
    assert.ok(
      graph.deviceWeightBytes < 0.75 * graph.weightBytes,
      'float32 in the file, bfloat16 in the graph',
    )
    assert.ok(models[0]!.plan.fits && models[0]!.plan.peakBytes < 2 * GIB)
  })

  it('The check of a directory lists what is served there, and why the rest is not', async () => {
    const beside = path.join(path.dirname(folder), 'wan.gguf')
    await writeFile(beside, 'GGUF')
    const text = await runModelCommand(['check', path.dirname(folder)])
    assert.match(text, /^  wan2\.1-i2v-tiny: /m)
    assert.match(
      text,
      /^not served:\n  wan\.gguf: wan\.gguf: a single file of weights is read in the folders of ComfyUI/m,
    )
    await assert.rejects(runModelCommand(['check', beside]), /wan\.gguf: is truncated, or not GGUF/)
    await rm(beside)
  })

  it('The check compares files of any size with SHA256SUMS, of a folder and of a directory', async () => {
    const file = path.join(folder, 'transformer/diffusion_pytorch_model.safetensors')
    const bytes = await readFile(file)
    const flipped = Buffer.from(bytes)
    flipped[flipped.length - 1]! ^= 1
    await writeFile(file, flipped)
    const damaged =
      /transformer\/diffusion_pytorch_model\.safetensors: is damaged: its SHA-256 is .*SHA256SUMS/
    await assert.rejects(runModelCommand(['check', folder]), damaged)
    const other = path.join(path.dirname(folder), 'other')
    await cp(TINY, other, { recursive: true })
    const text = await runModelCommand(['check', path.dirname(folder)])
    assert.match(text, damaged)
    assert.match(text, /^  wan2\.1-i2v-tiny: /m)
    await rm(other, { recursive: true })
    await writeFile(file, bytes)
  })

  it('The check of a directory without a model says so', async () => {
    const models = await mkdtemp(path.join(os.tmpdir(), 'check-models-'))
    await mkdir(path.join(models, 'empty'))
    const tool = path.join(ROOT, 'worker/tools/model.ts')
    const { stdout } = await run(process.execPath, [tool, 'check', models], {
      env: { ...process.env, MODELS_DIR: models },
    })
    assert.match(stdout, /:\n  nothing is served\nnot served:\n  empty: an empty folder/)
    await rm(models, { recursive: true })
  })

  it('The check answers programs in JSON', async () => {
    const json = JSON.parse(
      await runModelCommand(['check', folder, '--json', '--card', '24GB', '--frames', '5']),
    ) as {
      models: { id: string; size: object; plan: { fits: boolean; budget: object; resident: string[] } }[]
    }
    const [model] = json.models
    assert.equal(model!.plan.fits, true)
    assert.deepEqual(model!.plan.budget, { totalBytes: 24 * GIB, baseBytes: GIB, keepsSessions: true })
    assert.ok(model!.plan.resident.includes('transformer'))
  })

  it('The check ends with 1 and names folder, file and key of the fault', async () => {
    const file = path.join(folder, 'transformer/config.json')
    const config = JSON.parse(await readFile(file, 'utf8')) as object
    await writeFile(file, JSON.stringify({ ...config, ffn_dim: 'wide' }))
    const tool = path.join(ROOT, 'worker/tools/model.ts')
    const failure = (await run(process.execPath, [tool, 'check', folder]).catch(
      (error: unknown) => error,
    )) as {
      code: number
      stderr: string
    }
    assert.equal(failure.code, 1)
    assert.match(
      failure.stderr,
      new RegExp(`^model: ${folder}/transformer/config.json: ffn_dim is "wide", expected `),
    )
    await writeFile(file, JSON.stringify(config))

    await rm(path.join(folder, 'vae/diffusion_pytorch_model.safetensors'))
    await assert.rejects(runModelCommand(['check', folder]), /\/vae: has none of diffusion_pytorch_model/)
    await assert.rejects(
      runModelCommand(['check', path.join(folder, 'none')]),
      /none: there is no such file or folder/,
    )
  })

  it('The model tool ends with 2 and the help when it does not understand the command', async () => {
    for (const [args, message] of [
      [['look', folder], 'unknown command look'],
      [['check'], 'check takes exactly one folder'],
      [['check', folder, '--dtype', 'int4'], '--dtype is int4, expected bf16, fp16, fp32'],
      [['check', folder, '--frames', '80'], '--frames is 80, expected 4n + 1'],
      [['check', folder, '--size', 'large'], '--size is large, expected'],
      [['check', folder, '--card', 'big'], '--card is big, expected'],
      [['check', folder, '--colour'], "Unknown option '--colour'"],
    ] as const) {
      let said = ''
      const err = { isTTY: false, write: (text: string) => void (said += text) }
      assert.equal(await runModelProgram(args, { ...processTerminal(), err }), 2, message)
      assert.ok(said.startsWith(`model: ${message}`), said)
      assert.match(said, /npm run model -- check <folder or file>/)
    }
  })
})
