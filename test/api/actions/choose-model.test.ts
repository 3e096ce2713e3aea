import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { chooseModel } from '#api/actions/choose-model.ts'
import type { ModelDefinition } from '#core/task.ts'
import { STRICT_MODEL, TEXT_MODEL, TINY_MODEL } from '#test/support/service.ts'

const FLF2V: ModelDefinition = {
  ...TINY_MODEL,
  id: 'a-first-and-last',
  aliases: [],
  task: 'flf2v',
  inputs: { firstFrame: 'required', lastFrame: 'required' },
}

describe('a request that names no model', () => {
  it('gets the first that a prompt and at most one image are enough for', () => {
    const models = [FLF2V, TINY_MODEL, STRICT_MODEL, TEXT_MODEL]
    assert.equal(chooseModel(models, null).model, TINY_MODEL)
    const { model, adjustments } = chooseModel(models, 'sora-2')
    assert.equal(model, TINY_MODEL)
    assert.equal(adjustments[0]?.used, TINY_MODEL.id)
    assert.equal(chooseModel([FLF2V], null).model, FLF2V)
  })

  it('does not keep others from naming any', () => {
    const models = [FLF2V, TINY_MODEL]
    assert.equal(chooseModel(models, FLF2V.id).model, FLF2V)
    assert.equal(chooseModel(models, 'Wan2.1-I2V-14B-480P').model, TINY_MODEL)
  })
})
