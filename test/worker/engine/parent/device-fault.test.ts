import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openLog } from '#core/log.ts'
import { explainDeviceFault } from '#worker/engine/parent/device-fault.ts'
import { startEngine } from '#worker/engine/parent/client.ts'
import { proveDevice } from '#worker/wan/sessions/prove-device.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'

/** As ONNX Runtime 1.30 words them; the paths are shortened. */
const SAID = {
  'libonnxruntime_providers_shared.so is missing; `npm run setup:cuda` brings it':
    'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library\n' +
    '[E:onnxruntime:, provider_bridge_ort.cc:1988 Get] Failed to load library /x/libonnxruntime_providers_shared.so ' +
    'with error: /x/libonnxruntime_providers_shared.so: cannot open shared object file: No such file or directory',
  'libcublasLt.so.12 is missing; install the CUDA runtime of that version':
    'Failed to load library /x/libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared ' +
    'object file: No such file or directory',
  'libcudnn.so.9 is missing; install cuDNN 9':
    'Failed to load library /x/libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot open shared ' +
    'object file: No such file or directory',
  "libcuda.so.1 is missing; it belongs to NVIDIA's driver":
    'error: libcuda.so.1: cannot open shared object file: No such file or directory',
  'CUDA says: no CUDA-capable device is detected':
    'CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ; hostname=here ; expr=cudaSetDevice(0);',
  'the device computes wrong numbers': 'the device computes wrong numbers\n',
  'no reason was given': '\n',
}

describe('A device that cannot work', () => {
  for (const [line, said] of Object.entries(SAID))
    it(`Its fault is one line with the way out: ${line}`, () => {
      const explained = explainDeviceFault(said)
      assert.ok(explained.startsWith(line), explained)
      assert.ok(!explained.includes('\n'))
    })

  it('The CPU proves itself', async () => {
    await proveDevice({ device: 'cpu', threads: 1 })
  })

  it('An engine whose device cannot work is never ready', async (t) => {
    const started = startEngine({
      device: 'cuda:0',
      modelsDirectory: MODELS_DIRECTORY,
      threads: 1,
      stallTimeoutMs: 1000,
      cancelGraceMs: 1000,
      log: openLog({ level: 'silent', process: 'test' }),
    })
    const engine = await started.catch((error: unknown) => error as Error)
    if (!(engine instanceof Error)) {
      await engine.close()
      return t.skip('this machine has a CUDA device that works')
    }
    assert.match(engine.message, /^the device cuda:0 cannot work: (lib[\w.]+ is missing; |CUDA says: )/)
  })
})
