import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { chooseModel } from '#api/creation/choose-model.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { STRICT_MODEL, TEXT_MODEL, TINY_MODEL } from '#test/support/service/service.ts'

const FLF2V: ModelDefinition = {
  ...TINY_MODEL,
  id: 'a-first-and-last',
  aliases: [],
  task: 'flf2v',
  inputs: { firstFrame: 'required', lastFrame: 'required' },
}

const TEXT_ONLY = { firstFrame: false, lastFrame: false }
const ONE_IMAGE = { firstFrame: true, lastFrame: false }
const TWO_IMAGES = { firstFrame: true, lastFrame: true }

describe('Requests that name no model', () => {
  const models = [FLF2V, TINY_MODEL, STRICT_MODEL, TEXT_MODEL]

  it('A request without a model gets the first one that can use its inputs', () => {
    assert.equal(chooseModel(models, null, TEXT_ONLY).model, TEXT_MODEL)
    assert.equal(chooseModel(models, null, ONE_IMAGE).model, TINY_MODEL)
    assert.equal(chooseModel(models, null, TWO_IMAGES).model, FLF2V)
    const either = { ...TEXT_MODEL, id: 'b', inputs: { firstFrame: 'optional', lastFrame: 'none' } } as const
    assert.equal(chooseModel([either, TEXT_MODEL], null, TEXT_ONLY).model, either)
    assert.equal(chooseModel([TEXT_MODEL, either], null, ONE_IMAGE).model, either)
    const { model, adjustments } = chooseModel(models, 'sora-2', ONE_IMAGE)
    assert.equal(model, TINY_MODEL)
    assert.equal(adjustments[0]?.used, TINY_MODEL.id)
  })

  it('When no model can use the inputs, the first that needs at most one image is chosen', () => {
    assert.equal(chooseModel([FLF2V, TINY_MODEL], null, TEXT_ONLY).model, TINY_MODEL)
    assert.equal(chooseModel([FLF2V], null, TEXT_ONLY).model, FLF2V)
  })

  it('A fallback is chosen only while no other model that fits is served', () => {
    const demo = { ...TINY_MODEL, id: '0-demo', aliases: [], fallback: true }
    const either: ModelDefinition = {
      ...TINY_MODEL,
      id: 'b',
      task: 'ti2v',
      inputs: { firstFrame: 'optional', lastFrame: 'none' },
    }
    const legacy = { tasks: ['i2v', 'ti2v'], firstFrame: true } as const
    for (const request of [ONE_IMAGE, legacy]) {
      assert.equal(chooseModel([demo, FLF2V], null, request).model, demo)
      assert.equal(chooseModel([demo, either], null, request).model, either)
      const gone = { ...either, served: false }
      assert.equal(chooseModel([{ ...demo, served: true }, gone], null, request).model.id, demo.id)
      assert.equal(chooseModel([{ ...demo, served: false }, gone], null, request).model, gone)
    }
    assert.equal(chooseModel([demo, either], demo.id, ONE_IMAGE).model, demo)
    assert.equal(chooseModel([demo, FLF2V], null, TEXT_ONLY).model, demo)
    const renamed = chooseModel([demo], 'Wan2.1-I2V-14B-720P', legacy)
    assert.equal(renamed.model, demo)
    assert.equal(renamed.adjustments[0]?.used, demo.id)
  })

  it('A fallback that needs a picture is no answer to a legacy request from text', () => {
    const demo = { ...TINY_MODEL, id: '0-demo', fallback: true }
    assert.throws(
      () => chooseModel([demo], 'Wan2.2-T2V-A14B', { tasks: ['t2v', 'ti2v'] }),
      /No model that makes videos from text is served here/,
    )
  })

  it('A request may name any model by id or alias', () => {
    assert.equal(chooseModel(models, FLF2V.id, TEXT_ONLY).model, FLF2V)
    assert.equal(chooseModel(models, 'Wan2.1-I2V-14B-480P', TEXT_ONLY).model, TINY_MODEL)
  })
})
