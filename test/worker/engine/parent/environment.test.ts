import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engineEnvironment } from '#worker/engine/parent/environment.ts'

test('An engine receives the variables that programs and CUDA need, and no others', () => {
  const passed = {
    PATH: '/bin',
    HOME: '/root',
    TMPDIR: '/t',
    LC_ALL: 'C',
    LD_LIBRARY_PATH: '/cuda',
    CUDA_CACHE_PATH: '/c',
  }
  const kept = {
    DATABASE_URL: 'x',
    S3_SECRET_ACCESS_KEY: 'x',
    JWT_SECRET: 'x',
    NODE_OPTIONS: '--inspect',
    ORTHER: 'x',
  }
  assert.deepEqual(engineEnvironment('cuda:0', { ...passed, ...kept, TZ: undefined }), {
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
    CUDA_VISIBLE_DEVICES: '0',
    ...passed,
  })
})

test('An engine on the CPU gives large blocks back when it frees them, unless the operator sets another size', () => {
  assert.deepEqual(engineEnvironment('cpu', {}), { MALLOC_MMAP_THRESHOLD_: '1048576' })
  const own = { MALLOC_MMAP_THRESHOLD_: '4096' }
  assert.deepEqual(engineEnvironment('cpu', own), own)
})

test('A CUDA engine sees only its own device', () => {
  const counted = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: '1' }
  assert.deepEqual(engineEnvironment('cuda:1', {}), counted)
  const own = { CUDA_DEVICE_ORDER: 'FASTEST_FIRST' }
  assert.deepEqual(engineEnvironment('cuda:1', own), { ...counted, ...own })
})

test('Devices are counted among those that the worker may see', () => {
  const visible = { CUDA_VISIBLE_DEVICES: '3, GPU-5e2a' }
  assert.equal(engineEnvironment('cuda:0', visible).CUDA_VISIBLE_DEVICES, '3')
  assert.equal(engineEnvironment('cuda:1', visible).CUDA_VISIBLE_DEVICES, 'GPU-5e2a')
  assert.throws(
    () => engineEnvironment('cuda:2', visible),
    /cuda:2: CUDA_VISIBLE_DEVICES=3, GPU-5e2a has no device 2/,
  )
  assert.throws(() => engineEnvironment('cuda:0', { CUDA_VISIBLE_DEVICES: '' }), /has no device 0/)
})
