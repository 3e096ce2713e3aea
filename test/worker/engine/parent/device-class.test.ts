import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deviceClass } from '#worker/engine/parent/device-class.ts'

describe('the class of a device', () => {
  it('of a CPU tells its model and the threads, which make runs faster and slower', () => {
    assert.match(deviceClass('cpu', 1, {}), /\S.*, 1 thread$/)
    assert.match(deviceClass('cpu', 4, {}), /, 4 threads$/)
  })

  it('of a GPU has a name wherever the driver says nothing', () => {
    assert.ok(deviceClass('cuda:0', 1, {}).length > 0)
    assert.equal(deviceClass('cuda:0', 1, { CUDA_VISIBLE_DEVICES: 'GPU-that-is-not-there' }), 'cuda')
  })
})
