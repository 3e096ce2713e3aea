import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { env } from 'onnxruntime-node'
import sharp from 'sharp'
import { SHUTDOWN, type Engine } from '#worker/engine/engine.ts'
import type { EngineProgress, EngineRequest, WrittenPreview } from '#worker/engine/run.ts'
import { newFolder, newRequest, startTestEngine, TINY_MODEL } from '#test/support/engine/engine.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { closeAfter } from '#test/support/closing.ts'

const sha256Of = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

describe('A continued run', () => {
  let engine: Engine
  let folder: string
  before(async () => {
    folder = await newFolder()
    engine = await startTestEngine({
      cacheDirectory: path.join(folder, 'cache'),
      modelsDirectory: MODELS_DIRECTORY,
    })
    // The thread that writes checkpoints takes longer to start than these runs take.
    await run(await newRequest(folder, { steps: 20, checkpoint: { everySteps: 1, everySeconds: 0 } }))
  })
  after(async () => {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function run(request: EngineRequest, on: Engine = engine) {
    const checkpoints: { step: number; bytes: Buffer }[] = []
    const reading: Promise<unknown>[] = []
    const previews: WrittenPreview[] = []
    const notes: string[] = []
    const progress: EngineProgress[] = []
    const result = await on.generate(request, {
      onProgress: (report) => progress.push(report),
      onCheckpoint: ({ path: file, step }) =>
        reading.push(readFile(file).then((bytes) => checkpoints.push({ step, bytes }))),
      onPreview: (preview) => previews.push(preview),
      onNote: (note) => notes.push(note),
      signal: new AbortController().signal,
      timeLimitMs: 600_000,
    })
    await Promise.all(reading)
    const sha256 = await sha256Of(result.video.path)
    return {
      result,
      sha256,
      checkpoints: checkpoints.toSorted((a, b) => a.step - b.step),
      previews,
      notes,
      progress,
    }
  }

  async function resumed(request: EngineRequest, bytes: Buffer, on: Engine = engine) {
    const resumeFrom = path.join(request.outputDirectory, 'resume.bin')
    await writeFile(resumeFrom, bytes)
    return await run({ ...request, resumeFrom }, on)
  }

  /** Large enough for steps to take longer than a checkpoint. */
  const SIZE = { width: 128, height: 96, frames: 17 }
  const kinds: [name: string, patch: Partial<EngineRequest>][] = [
    ['UniPC on one transformer, with guidance', { modelId: TINY_MODEL, steps: 12 }],
    ['with EasyCache', { modelId: TINY_MODEL, steps: 24, easyCacheThreshold: 5 }],
    [
      'two experts, from either side of their boundary',
      { modelId: 'wan2.2-t2v-a14b-tiny', imagePath: null, steps: 10, flowShift: 12, guidanceScale2: 3 },
    ],
    [
      'Euler with LoRA weights',
      {
        modelId: 'wan2.2-t2v-a14b-tiny-lightning',
        imagePath: null,
        steps: 8,
        guidanceScale: 1,
        guidanceScale2: 1,
      },
    ],
  ]
  for (const [name, patch] of kinds) {
    it(`A continued run takes only the remaining steps and ends in the same mp4, bit for bit: ${name}`, async () => {
      const checkpoint = { everySteps: 1, everySeconds: 0 }
      let whole = await run(await newRequest(folder, { ...SIZE, ...patch, checkpoint }))
      // On a busy machine the hashes of the weights, or one write, may take as long as the steps.
      for (let again = 0; again < 10 && whole.checkpoints.length < 2; again++)
        whole = await run(await newRequest(folder, { ...SIZE, ...patch, checkpoint }))
      const { steps } = whole.progress[0]!
      assert.ok(whole.checkpoints.length >= 2, `${whole.checkpoints.length} checkpoints`)
      assert.equal(whole.result.manifest.resumedFromStep, null)
      const [first, last] = [whole.checkpoints[0]!, whole.checkpoints.at(-1)!]
      assert.ok(last.step < steps)
      for (const { step, bytes } of [first, last]) {
        const again = await resumed(await newRequest(folder, { ...SIZE, ...patch }), bytes)
        assert.equal(again.sha256, whole.sha256, `from step ${step}`)
        assert.equal(again.result.manifest.resumedFromStep, step)
        assert.ok(again.notes.some((note) => note.includes(`after step ${step} of ${steps}`)))
        const denoising = again.progress
          .filter(({ phase }) => phase === 'denoise')
          .map((report) => report.step)
        assert.deepEqual(
          [...new Set(denoising)],
          Array.from({ length: steps - step + 1 }, (_, i) => step + i),
        )
        const skipped = whole.result.manifest.easyCache?.skippedSteps ?? 0
        assert.equal(again.result.manifest.easyCache?.skippedSteps ?? 0, skipped)
        if (patch.easyCacheThreshold) assert.ok(skipped > 0)
        assert.ok(again.result.computedSteps <= steps - step)
      }
    })
  }

  it('A run stopped for continuation leaves its state, and a cancelled run leaves none', async () => {
    for (const reason of [SHUTDOWN, 'a customer']) {
      const stop = new AbortController()
      const kept: number[] = []
      let stoppedAt = 0
      const checkpoint = { everySteps: 0, everySeconds: 3600 }
      const request = await newRequest(folder, { ...SIZE, steps: 50, checkpoint })
      const ended = engine.generate(request, {
        onProgress: ({ step }) => {
          stoppedAt = step
          if (step === 3) stop.abort(reason)
        },
        onCheckpoint: ({ step }) => kept.push(step),
        signal: stop.signal,
        timeLimitMs: 600_000,
      })
      await assert.rejects(ended, { code: 'cancelled' })
      assert.deepEqual(kept.length, reason === SHUTDOWN ? 1 : 0)
      for (const step of kept) assert.ok(step >= stoppedAt && step < 50)
    }
  })

  it('A damaged or foreign checkpoint is ignored with a note, and the run starts at the beginning', async () => {
    const checkpoint = { everySteps: 2, everySeconds: 0 }
    const whole = await run(await newRequest(folder, { steps: 6, checkpoint }))
    const { bytes } = whole.checkpoints[0]!
    const damaged = Buffer.from(bytes)
    damaged[bytes.length >> 1]! ^= 1
    for (const [patch, given, reason] of [
      [
        { steps: 6 },
        damaged,
        /ignored and the run starts at the beginning: its bytes do not match their SHA-256/,
      ],
      [{ steps: 6 }, Buffer.alloc(0), /it is not a checkpoint/],
      [{ steps: 6, prompt: 'a cup of tea' }, bytes, /it belongs to another run/],
      [{ steps: 6, seed: 8 }, bytes, /it belongs to another run/],
    ] as const) {
      const again = await resumed(await newRequest(folder, patch), given)
      assert.match(again.notes.join(), reason)
      assert.equal(again.result.manifest.resumedFromStep, null)
      assert.equal(again.result.computedSteps, 6)
      assert.equal(again.sha256 === whole.sha256, !('seed' in patch || 'prompt' in patch))
    }
  })

  it('A run writes previews, and leaves no files other than those it reported', async () => {
    const request = await newRequest(folder, { width: 96, height: 64, steps: 8, previews: true })
    const { previews, result, sha256 } = await run(request)
    // A step that comes while one is being written has none, so a busy machine may make just one.
    assert.ok(previews.length >= 1)
    for (const { path: file, step } of previews) {
      const { format, width, height } = await sharp(file).metadata()
      assert.deepEqual([format, width, height], ['webp', 48, 32])
      assert.ok(step >= 1 && step < 8)
    }
    const told = [...previews, result.video, result.thumbnail, result.spritesheet, result.lastFrame].map(
      (file) => path.basename(file.path),
    )
    assert.deepEqual(
      (await readdir(request.outputDirectory)).toSorted(),
      [...told, 'first-frame.png'].toSorted(),
    )
    const plain = await run(await newRequest(folder, { width: 96, height: 64, steps: 8 }))
    assert.deepEqual(plain.previews, [])
    assert.equal(plain.sha256, sha256)
  })

  it('The manifest of a run names everything that decided its video', async () => {
    const request = await newRequest(folder, { steps: 2, fps: 12, easyCacheThreshold: 0.1 })
    const { manifest } = (await run(request)).result
    const { files, ...facts } = manifest
    assert.deepEqual(facts, {
      model: TINY_MODEL,
      loras: [],
      graphBuilder: '1',
      onnxRuntime: env.versions.node,
      provider: 'cpu',
      dtype: 'float32',
      scheduler: 'unipc',
      schedule: 'A',
      steps: 2,
      flowShift: 3,
      guidanceScale: 5,
      guidanceScale2: null,
      boundary: null,
      seed: 7,
      noise: { generator: 'torch-cpu', version: 1 },
      width: 64,
      height: 64,
      frames: 5,
      inputs: { firstFrame: await sha256Of(request.imagePath as string), lastFrame: null },
      fps: 12,
      promptTokens: facts.promptTokens,
      promptTruncated: false,
      easyCache: { threshold: 0.1, skippedSteps: 0 },
      resumedFromStep: null,
    })
    assert.ok((facts.promptTokens ?? 0) > 3)
    const weights = 'transformer/diffusion_pytorch_model.safetensors'
    assert.equal(files[weights], await sha256Of(path.join(MODELS_DIRECTORY, TINY_MODEL, weights)))
    assert.ok(files['tokenizer/tokenizer.json'] && files['model_index.json'])
    assert.ok(!('service.json' in files))

    const lightning = {
      modelId: 'wan2.2-t2v-a14b-tiny-lightning',
      imagePath: null,
      steps: 4,
      guidanceScale: 1,
    }
    const other = (await run(await newRequest(folder, { ...lightning, guidanceScale2: 1, flowShift: 5 })))
      .result.manifest
    assert.deepEqual([other.scheduler, other.schedule, other.boundary], ['euler', 'L', 0.875])
    for (const { file } of other.loras) assert.match(other.files[file] ?? '', /^[0-9a-f]{64}$/)
    assert.equal(other.loras.length, 2)
    assert.deepEqual(other.inputs, { firstFrame: null, lastFrame: null })
  })

  it('A checkpoint from another device class is ignored, because its numbers may differ in a bit', async (t) => {
    const other = await startTestEngine({ threads: 2, cacheDirectory: path.join(folder, 'cache') })
    closeAfter(t, () => other.close())
    assert.notEqual(other.deviceClass, engine.deviceClass)
    const checkpoint = { everySteps: 1, everySeconds: 0 }
    const { checkpoints } = await run(await newRequest(folder, { ...SIZE, steps: 12, checkpoint }))
    const { bytes } = checkpoints.at(-1)!
    const request = await newRequest(folder, { ...SIZE, steps: 12 })
    const elsewhere = await resumed(request, bytes, other)
    assert.equal(elsewhere.result.manifest.resumedFromStep, null)
    assert.ok(
      elsewhere.notes.some((note) =>
        /ignored and the run starts at the beginning.*to another run/.test(note),
      ),
    )
    const here = await resumed(await newRequest(folder, { ...SIZE, steps: 12 }), bytes)
    assert.ok(here.result.manifest.resumedFromStep! > 0)
  })
})
