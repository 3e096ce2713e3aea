import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deviceClass } from '#worker/engine/parent/device-class.ts'

describe('The class of a device', () => {
  it('The class of a CPU names its model and thread count, both of which decide the speed of runs', () => {
    assert.match(deviceClass('cpu', 1, {}), /\S.*, 1 thread$/)
    assert.match(deviceClass('cpu', 4, {}), /, 4 threads$/)
  })

  it('The class of a GPU has a name even where the driver gives no answer', () => {
    assert.ok(deviceClass('cuda:0', 1, {}).length > 0)
    assert.equal(deviceClass('cuda:0', 1, { CUDA_VISIBLE_DEVICES: 'GPU-that-is-not-there' }), 'cuda')
  })
})
