import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { openSession, sessionOptions } from '#worker/wan/sessions/session.ts'

describe('A session', async () => {
  const { graphs } = await readModelFolder(TINY_MODEL_FOLDER)
  const session = await openSession(graphs.transformer, { device: 'cpu', threads: 1 })
  after(() => session.release())

  const tensor = (...dims: number[]) => ({ dims, data: new Float32Array(dims.reduce((a, b) => a * b, 1)) })
  const inputs = {
    patches: tensor(1, 6, 144),
    timestep: tensor(1),
    text: tensor(1, 512, 64),
    image: tensor(1, 257, 64),
    cos: tensor(1, 6, 16),
    sin: tensor(1, 6, 16),
  }

  it('A session runs its graph and returns the output with its shape', async () => {
    const { data, dims } = await session.run(inputs)
    assert.deepEqual(dims, [1, 6, 64])
    assert.ok(data.every(Number.isFinite))
  })

  const faults: [fault: string, change: Parameters<typeof session.run>[0], message: string][] = [
    [
      'of another shape',
      { patches: tensor(1, 6, 64) },
      'transformer: input "patches" has shape [1, 6, 64], expected [1, tokens, 144]',
    ],
    [
      'that disagrees with an earlier one on a free size',
      { cos: tensor(1, 7, 16) },
      'transformer: input "cos" has shape [1, 7, 16], expected [1, 6, 16]',
    ],
    ['of another rank', { timestep: tensor() }, 'transformer: input "timestep" has shape [], expected [1]'],
    [
      'of another type',
      { timestep: { dims: [1], data: BigInt64Array.of(1n) } },
      'transformer: input "timestep" is int64, expected float32',
    ],
    [
      'with too few values',
      { timestep: { dims: [1], data: new Float32Array(0) } },
      'transformer: input "timestep" has 0 values for shape [1]',
    ],
    ['that it does not know', { noise: tensor(1) }, 'transformer has no input "noise"'],
  ]
  for (const [fault, change, message] of faults) {
    it(`A session refuses by name an input ${fault}`, async () => {
      await assert.rejects(session.run({ ...inputs, ...change }), { message })
    })
  }

  it('A session refuses to return bytes where the output is float32', async () => {
    await assert.rejects(session.runToBytes(inputs), { message: 'transformer gave no uint8 output' })
  })

  it('A session refuses by name to run without an input', async () => {
    const { image: _, ...others } = inputs
    await assert.rejects(session.run(others), { message: 'transformer: input "image" is missing' })
  })

  it('A released session cannot run', async () => {
    const other = await openSession(graphs.transformer, { device: 'cpu', threads: 1 })
    await other.release()
    await assert.rejects(other.run(inputs), /disposed/)
  })

  it('A session finds its weights from any folder and leaves the CPU idle between runs', () => {
    assert.deepEqual(sessionOptions(graphs.vaeDecoder, { device: 'cpu', threads: 3 }), {
      executionProviders: ['cpu'],
      intraOpNumThreads: 3,
      enableMemPattern: false,
      logSeverityLevel: 3,
      extra: {
        session: {
          model_external_initializers_file_folder_path: graphs.vaeDecoder.weightsFolder,
          disable_prepacking: '1',
          intra_op: { allow_spinning: '0' },
        },
      },
    })
  })

  it('A CUDA session names the device, keeps weights out of the arena and never lets a transformer fall back to the CPU', () => {
    const of = (graph: Graph) => sessionOptions(graph, { device: 'cuda:1', threads: 3 })
    const { executionProviders, enableMemPattern, extra } = of(graphs.transformer)
    assert.deepEqual(executionProviders, [{ name: 'cuda', deviceId: 1 }])
    assert.equal(enableMemPattern, true)
    assert.deepEqual(extra, {
      session: {
        model_external_initializers_file_folder_path: graphs.transformer.weightsFolder,
        use_device_allocator_for_initializers: '1',
        disable_cpu_ep_fallback: '1',
      },
    })
    const decoder = of(graphs.vaeDecoder)
    assert.equal(decoder.enableMemPattern, false)
    assert.deepEqual(decoder.extra, {
      session: {
        model_external_initializers_file_folder_path: graphs.vaeDecoder.weightsFolder,
        use_device_allocator_for_initializers: '1',
      },
    })
  })
})
