import assert from 'node:assert/strict'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { type Component } from '#worker/wan/folder/graphs.ts'
import { type ModelFolder } from '#worker/wan/folder/model-folder.ts'
import { type LoadedModel, loadModel } from '#worker/wan/loaded-model.ts'
import { generate } from '#worker/wan/pipeline.ts'
import { type FamilyRun } from './family-run.ts'
import { hooks } from './reference-run.ts'

/** A model that keeps which transformer answered each forward. */
export function observed(model: LoadedModel): LoadedModel & { readonly answered: Component[] } {
  const answered: Component[] = []
  return {
    ...model,
    answered,
    async session(component, yieldPoint) {
      const session = await model.session(component, yieldPoint)
      return {
        ...session,
        run: (inputs) => {
          if (component.startsWith('transformer')) answered.push(component)
          return session.run(inputs)
        },
      }
    },
  }
}

/**
 * Makes the video of a run and holds latents after each step, experts and frames against
 * diffusers'.
 */
export async function compareRun(folder: ModelFolder, { input, reference }: FamilyRun): Promise<void> {
  const model = observed(loadModel(folder, { device: 'cpu', threads: 1 }))
  const errors: number[] = []
  const onStep = ({ state }: { state: { step: number; latents: Float32Array } }) => {
    const expected = reference.floats(`step${state.step - 1}.latents`)
    errors.push(relativeError({ dims: expected.dims, data: state.latents }, expected))
  }
  try {
    const video = await generate(model, input, hooks({ onStep }))
    assert.equal(errors.length, input.steps)
    assert.ok(Math.max(...errors) <= 1e-4, `relative errors ${errors.join(', ')}`)

    const guided = input.guidanceScale !== 1
    const experts = [...reference.ints('experts').data].map((expert) => (expert === 0n ? '' : '2'))
    const forwards = experts.flatMap((expert) => Array<string>(guided ? 2 : 1).fill(`transformer${expert}`))
    assert.deepEqual(model.answered, forwards)

    const expected = reference.bytes('frames_uint8').data
    const frames = Buffer.concat(Array.from({ length: video.frameCount }, (_, i) => video.frame(i)))
    assert.equal(frames.length, expected.length)
    const near = frames.filter((byte, i) => Math.abs(byte - expected[i]!) <= 1).length
    assert.ok(near / expected.length >= 0.999, `${near} of ${expected.length} values within 1`)
  } finally {
    await model.release()
  }
}
