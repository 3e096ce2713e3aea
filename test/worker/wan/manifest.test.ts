import assert from 'node:assert/strict'
import { it } from 'node:test'
import { runFingerprint, type RunArithmetic, type RunFacts } from '#worker/wan/manifest.ts'

const FACTS: RunFacts = {
  model: 'wan2.2-t2v-a14b',
  files: { 'transformer/config.json': 'a'.repeat(64) },
  loras: [],
  graphBuilder: '1',
  onnxRuntime: '1.30.0',
  provider: 'cuda',
  dtype: 'bfloat16',
  scheduler: 'unipc',
  schedule: 'A',
  steps: 40,
  flowShift: 12,
  guidanceScale: 4,
  guidanceScale2: 3,
  boundary: 0.875,
  seed: 7,
  noise: { generator: 'torch-cpu', version: 1 },
  width: 832,
  height: 480,
  frames: 81,
  inputs: { firstFrame: null, lastFrame: null },
}
const HERE: RunArithmetic = { deviceClass: 'NVIDIA H100 80GB HBM3', attention: 'MultiHeadAttention' }
const INPUT = { prompt: 'a cup', negativePrompt: '', easyCacheThreshold: null }

it('A checkpoint is valid on devices of one class, with one float type and one attention operator', () => {
  const fingerprint = runFingerprint(FACTS, HERE, INPUT)
  assert.equal(runFingerprint({ ...FACTS }, { ...HERE }, { ...INPUT }), fingerprint)
  const others = [
    runFingerprint(FACTS, { ...HERE, deviceClass: 'NVIDIA H200' }, INPUT),
    runFingerprint(FACTS, { ...HERE, attention: 'Attention' }, INPUT),
    runFingerprint({ ...FACTS, dtype: 'float16' }, HERE, INPUT),
    runFingerprint({ ...FACTS, provider: 'cpu' }, HERE, INPUT),
    runFingerprint({ ...FACTS, inputs: { firstFrame: null, lastFrame: 'b'.repeat(64) } }, HERE, INPUT),
    runFingerprint(FACTS, HERE, { ...INPUT, prompt: 'a mug' }),
    runFingerprint(FACTS, HERE, { ...INPUT, easyCacheThreshold: 0.05 }),
  ]
  assert.equal(new Set([fingerprint, ...others]).size, 1 + others.length)
})
