import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { modelNamed, spellingsOf } from '#core/task/models/model-names.ts'

const TEXT = { id: 'wan2.1-t2v', aliases: ['Wan2.1-T2V-14B'] }
const FOLDER = { id: 'Wan2.1-I2V-14B-480P-Diffusers', aliases: ['Größe 1'] }

describe('The name of a model', () => {
  const found = (name: string) => modelNamed([TEXT, FOLDER], name)

  it('A model is found by its id and aliases in any case and as a Hugging Face id', () => {
    for (const name of [
      'wan2.1-t2v',
      'WAN2.1-T2V',
      'wan2.1-t2v-14b',
      'Wan-AI/Wan2.1-T2V-14B',
      'Wan-AI/Wan2.1-T2V-14B-Diffusers',
      'wan-ai/wan2.1-t2v-14b-diffusers',
      'Wan2.1-T2V-14B-Diffusers',
    ])
      assert.equal(found(name), TEXT, name)
    for (const name of [
      'Wan-AI/Wan2.1-I2V-14B-480P-Diffusers',
      'wan2.1-i2v-14b-480p',
      'gröSSe 1',
      'größe 1'.normalize('NFD'),
    ])
      assert.equal(found(name), name === 'gröSSe 1' ? undefined : FOLDER, name)
  })

  it('Another publisher, another ending and an empty name find nothing', () => {
    for (const name of ['someone/Wan2.1-T2V-14B', 'Wan2.1-T2V-14B-GGUF', 'Wan-AI/', '-Diffusers', ''])
      assert.equal(found(name), undefined, name)
  })

  it('A name as it is written comes before other spellings, and an id before an alias', () => {
    const lower = { id: 'wan', aliases: [] }
    const upper = { id: 'WAN', aliases: ['x'] }
    const diffusers = { id: 'Wan-Diffusers', aliases: ['wan'] }
    const models = [diffusers, lower, upper]
    assert.equal(modelNamed(models, 'WAN'), upper)
    assert.equal(modelNamed(models, 'wan'), lower)
    assert.equal(modelNamed(models, 'wan-diffusers'), diffusers)
    assert.equal(modelNamed(models, 'Wan'), lower)
  })

  it('The pattern of a name matches exactly the spellings that find it', () => {
    const pattern = new RegExp(`^${spellingsOf('Wan2.1-T2V-14B')}$`, 'u')
    const names = ['wan2.1-t2v-14b', 'Wan-AI/WAN2.1-T2V-14B-Diffusers', 'wan2x1-t2v-14b', 'Wan-AI/', 'Wan2.1']
    for (const name of names) assert.equal(pattern.test(name), found(name) === TEXT, name)
    for (const odd of ['a+b (c) [d] {e} $^|?*\\/', 'ß', 'Größe'])
      assert.match(odd, new RegExp(`^${spellingsOf(odd)}$`, 'u'))
  })
})
