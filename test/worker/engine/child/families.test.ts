import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Engine } from '#worker/engine/engine.ts'
import { newFolder, newRequest, startTestEngine } from '#test/support/engine/engine.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'

const MODELS = [
  'wan2.1-flf2v-tiny',
  'wan2.1-i2v-tiny',
  'wan2.1-t2v-tiny',
  'wan2.2-i2v-a14b-tiny',
  'wan2.2-i2v-a14b-tiny-lightning',
  'wan2.2-t2v-a14b-tiny',
  'wan2.2-t2v-a14b-tiny-lightning',
  'wan2.2-ti2v-5b-tiny',
]

describe('The committed model folders', () => {
  let engine: Engine
  let folder: string
  before(async () => {
    folder = await newFolder()
    engine = await startTestEngine({ modelsDirectory: MODELS_DIRECTORY })
  })
  after(async () => {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  })
  const run = {
    onProgress: () => undefined,
    signal: new AbortController().signal,
    timeLimitMs: 600_000,
  }

  it('Every committed model folder is served with its variants', () => {
    assert.deepEqual(engine.modelFaults, [])
    assert.deepEqual(
      engine.models.map(({ id }) => id),
      MODELS,
    )
  })

  for (const modelId of MODELS) {
    it(`A video is made with every image that the model takes: ${modelId}`, async () => {
      const { inputs, defaults, fps, limits } = engine.models.find(({ id }) => id === modelId)!
      const side = 2 * limits.sizeMultiple
      const request = await newRequest(folder, { modelId, width: side, height: side })
      const { guidanceScale, guidanceScale2, flowShift } = defaults
      const video = async (firstFrame: boolean, lastFrame: boolean) => {
        const result = await engine.generate(
          {
            ...request,
            ...{ guidanceScale, guidanceScale2, flowShift, fps },
            imagePath: firstFrame ? request.imagePath : null,
            lastImagePath: lastFrame ? request.imagePath : null,
          },
          run,
        )
        assert.deepEqual([result.video.width, result.video.frames, result.video.fps], [side, 5, fps])
        assert.equal(path.dirname(result.video.path), request.outputDirectory)
      }
      const needed = [inputs.firstFrame === 'required', inputs.lastFrame === 'required'] as const
      const possible = [inputs.firstFrame !== 'none', inputs.lastFrame !== 'none'] as const
      await video(...needed)
      if (String(possible) !== String(needed)) await video(...possible)
      if (needed[0]) await assert.rejects(video(false, false), { code: 'invalid_input' })
    })
  }
})
