import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { TINY_MODEL_FOLDER } from '#test/support/reference.ts'
import { parseDefinition } from '#worker/wan/definition.ts'

interface ServiceFile {
  defaults: Record<string, unknown>
  limits: Record<string, unknown>
  [key: string]: unknown
}

describe('service.json', async () => {
  const text = await readFile(join(TINY_MODEL_FOLDER, 'service.json'), 'utf8')
  const changed = (change: (service: ServiceFile) => void) => {
    const service = JSON.parse(text) as ServiceFile
    change(service)
    return service
  }

  it('is read as it is written', () => {
    assert.deepEqual(parseDefinition(JSON.parse(text)), JSON.parse(text))
  })

  it('keeps no fields that nobody reads', () => {
    const definition = parseDefinition(changed((service) => (service['comment'] = 'mine')))
    assert.deepEqual(definition, JSON.parse(text))
  })

  const faults: [fault: string, change: (service: ServiceFile) => void, message: RegExp][] = [
    ['an absent id', (s) => delete s['id'], /^id is missing, expected text matching/],
    ['an id that no URL would carry', (s) => (s['id'] = 'a b'), /^id is "a b"/],
    ['aliases that are no list', (s) => (s['aliases'] = 'x'), /^aliases is "x", expected a list of texts/],
    ['a task that is not served', (s) => (s['task'] = 't2v'), /^task is "t2v", expected i2v/],
    ['no frames per second', (s) => (s['fps'] = 0), /^fps is 0, expected a number of at least 1/],
    [
      'an unknown oversize rule',
      (s) => (s['oversize'] = 'grow'),
      /^oversize is "grow", expected shrink or refuse/,
    ],
    ['absent limits', (s) => Reflect.deleteProperty(s, 'limits'), /^limits is not an object/],
    ['half a step', (s) => (s.defaults['steps'] = 7.5), /^defaults.steps is 7.5, expected a whole number/],
    ['a size in words', (s) => (s.defaults['size'] = 'big'), /^defaults.size is "big"/],
    ['no shift', (s) => (s.defaults['flowShift'] = 0), /^defaults.flowShift is 0, expected a number above 0/],
    [
      'sides that do not divide',
      (s) => (s.limits['sizeMultiple'] = 24),
      /sizeMultiple is 24, expected a multiple of 16/,
    ],
    ['frames that do not divide', (s) => (s.limits['maxFrames'] = 80), /maxFrames is 80, expected 4n \+ 1/],
    [
      'default frames that do not divide',
      (s) => (s.defaults['frames'] = 34),
      /frames is 34, expected 4n \+ 1/,
    ],
    ['defaults outside the limits', (s) => (s.defaults['steps'] = 51), /^defaults.steps is outside/],
    [
      'an automatic size above the largest',
      (s) => (s.limits['autoArea'] = 99_999_999),
      /^limits.autoArea exceeds/,
    ],
  ]
  for (const [fault, change, message] of faults) {
    it(`is refused for ${fault}, naming the field`, () => {
      assert.throws(() => parseDefinition(changed(change)), { message })
    })
  }

  it('is refused when it is no object', () => {
    for (const json of [null, [], 'x'])
      assert.throws(() => parseDefinition(json), /^Error: the file is not an object/)
  })
})
