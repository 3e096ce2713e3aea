import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import type { InputPresence } from '#core/task/model-definition.ts'
import { parseDefinition, taskOf } from '#worker/wan/folder/config/definition.ts'

interface ServiceFile {
  defaults: Record<string, unknown>
  limits: Record<string, unknown>
  inputs: Record<string, unknown>
  sampling: Record<string, unknown>
  [key: string]: unknown
}

describe('A model definition', async () => {
  const text = await readFile(join(TINY_MODEL_FOLDER, 'service.json'), 'utf8')
  const changed = (change: (service: ServiceFile) => void) => {
    const service = JSON.parse(text) as ServiceFile
    change(service)
    return service
  }
  const lora = { file: 'loras/high.safetensors', expert: 'transformer', strength: -0.5 }

  it('A model definition is read as written', () => {
    const service = changed((s) => {
      s['buckets'] = [{ width: 320, height: 192, frames: 81 }]
      s['fallback'] = true
    })
    assert.deepEqual(parseDefinition(service), service)
  })

  it('A model definition need not name sizes to prepare', () => {
    assert.equal(parseDefinition(JSON.parse(text)).buckets, null)
    assert.deepEqual(parseDefinition(changed((s) => (s['buckets'] = []))).buckets, [])
  })

  it('A model is a fallback only when its definition says so', () => {
    assert.equal(parseDefinition(JSON.parse(text)).fallback, false)
  })

  it('A model definition may name LoRA files of any strength', () => {
    const definition = parseDefinition(changed((s) => (s['loras'] = [lora, lora])))
    assert.deepEqual(definition.loras, [lora, lora])
  })

  const faults: [fault: string, change: (service: ServiceFile) => void, message: RegExp][] = [
    ['an absent id', (s) => delete s['id'], /^id is missing, expected text matching/],
    [
      'a bucket beyond the limits',
      (s) => (s['buckets'] = [{ width: 1280, height: 720, frames: 81 }]),
      /^buckets\[0\]\.width is 1280, expected a size within limits.maxPixels/,
    ],
    [
      'a bucket that does not divide',
      (s) => (s['buckets'] = [{ width: 320, height: 180, frames: 81 }]),
      /^buckets\[0\]\.height is 180, expected a multiple of 16/,
    ],
    [
      'a bucket of frames that do not divide',
      (s) => (s['buckets'] = [{ width: 320, height: 192, frames: 80 }]),
      /^buckets\[0\]\.frames is 80, expected 4n \+ 1 within limits.maxFrames/,
    ],
    ['an id that no URL would carry', (s) => (s['id'] = 'a b'), /^id is "a b"/],
    ['aliases that are no list', (s) => (s['aliases'] = 'x'), /^aliases is "x", expected a list of texts/],
    [
      'a fallback that is no flag',
      (s) => (s['fallback'] = 'yes'),
      /^fallback is "yes", expected true or false/,
    ],
    ['a task that is not served', (s) => (s['task'] = 'v2v'), /^task is "v2v", expected t2v or i2v or flf2v/],
    [
      'a task that its inputs are not',
      (s) => (s['task'] = 't2v'),
      /^task is "t2v", but inputs make it "i2v"$/,
    ],
    [
      'an input that may be anything',
      (s) => (s.inputs['firstFrame'] = true),
      /^inputs\.firstFrame is true, expected required or optional or none/,
    ],
    [
      'a last frame without a first one',
      (s) => (s.inputs = { firstFrame: 'optional', lastFrame: 'optional' }),
      /^inputs\.lastFrame is "optional", but inputs\.firstFrame is "optional"/,
    ],
    ['no frames per second', (s) => (s['fps'] = 0), /^fps is 0, expected a number of at least 1/],
    [
      'an unknown oversize rule',
      (s) => (s['oversize'] = 'grow'),
      /^oversize is "grow", expected shrink or refuse/,
    ],
    ['absent limits', (s) => Reflect.deleteProperty(s, 'limits'), /^limits is not an object/],
    ['half a step', (s) => (s.defaults['steps'] = 7.5), /^defaults\.steps is 7\.5, expected a whole number/],
    ['a size in words', (s) => (s.defaults['size'] = 'big'), /^defaults\.size is "big"/],
    [
      'a size that does not divide',
      (s) => (s.defaults['size'] = '100x64'),
      /^defaults\.size is 100x64, expected multiples of limits\.sizeMultiple 16/,
    ],
    ['too large a size', (s) => (s.defaults['size'] = '640x640'), /^defaults\.size is 640x640, outside/],
    [
      'an automatic size where there may be no image',
      (s) => Object.assign(s, { task: 'ti2v', inputs: { firstFrame: 'optional', lastFrame: 'none' } }),
      /^defaults\.size is "auto", but a request need not have a first frame/,
    ],
    [
      'no shift',
      (s) => (s.defaults['flowShift'] = 0),
      /^defaults\.flowShift is 0, expected a number above 0/,
    ],
    [
      'a second guidance scale in words',
      (s) => (s.defaults['guidanceScale2'] = '3'),
      /^defaults\.guidanceScale2 is "3", expected a number of at least 0/,
    ],
    [
      'sides that do not divide',
      (s) => (s.limits['sizeMultiple'] = 24),
      /^limits\.sizeMultiple is 24, expected a multiple of 16/,
    ],
    [
      'frames that do not divide',
      (s) => (s.limits['maxFrames'] = 80),
      /^limits\.maxFrames is 80, expected 4n \+ 1/,
    ],
    [
      'default frames that do not divide',
      (s) => (s.defaults['frames'] = 34),
      /^defaults\.frames is 34, expected 4n \+ 1/,
    ],
    ['defaults outside the limits', (s) => (s.defaults['steps'] = 201), /^defaults\.steps is outside/],
    [
      'an automatic size above the largest',
      (s) => (s.limits['autoArea'] = 99_999_999),
      /^limits\.autoArea exceeds/,
    ],
    [
      'an unknown scheduler',
      (s) => (s.sampling['scheduler'] = 'ddim'),
      /^sampling\.scheduler is "ddim", expected unipc or euler/,
    ],
    [
      'a schedule that its scheduler cannot run',
      (s) => (s.sampling['schedule'] = 'L'),
      /^sampling\.schedule is "L", which only the scheduler "euler" can run/,
    ],
    ['LoRA files that are no list', (s) => (s['loras'] = {}), /^loras is \{\}, expected a list/],
    [
      'a LoRA file outside the folder',
      (s) => (s['loras'] = [{ ...lora, file: 'loras/../../x.safetensors' }]),
      /^loras\[0\]\.file is "loras\/\.\.\/\.\.\/x\.safetensors", expected a path inside/,
    ],
    [
      'a LoRA file by an absolute path',
      (s) => (s['loras'] = [lora, { ...lora, file: '/x.safetensors' }]),
      /^loras\[1\]\.file is "\/x\.safetensors"/,
    ],
    [
      'a LoRA for no transformer',
      (s) => (s['loras'] = [{ ...lora, expert: 'high' }]),
      /^loras\[0\]\.expert is "high", expected transformer or transformer_2/,
    ],
    [
      'a LoRA without strength',
      (s) => (s['loras'] = [{ ...lora, strength: null }]),
      /^loras\[0\]\.strength is null, expected a number$/,
    ],
    ['a misspelt field', (s) => (s['lora'] = []), /^lora is not a known field; there are id, aliases/],
    [
      'a misspelt default',
      (s) => (s.defaults['step'] = 4),
      /^defaults\.step is not a known field; there are size/,
    ],
    ['a misspelt limit', (s) => (s.limits['maxSide'] = 4), /^limits\.maxSide is not a known field/],
    [
      'a misspelt field of a LoRA',
      (s) => (s['loras'] = [{ ...lora, weight: 2 }]),
      /^loras\[0\]\.weight is not a known field/,
    ],
  ]
  for (const [fault, change, message] of faults) {
    it(`A model definition is refused by field for ${fault}`, () => {
      assert.throws(() => parseDefinition(changed(change)), { message })
    })
  }

  it('A model definition that is no object is refused', () => {
    for (const json of [null, [], 'x'])
      assert.throws(() => parseDefinition(json), /^Error: the file is not an object/)
  })

  it('The task of a model follows from its inputs', () => {
    const cases: [InputPresence, InputPresence, string][] = [
      ['none', 'none', 't2v'],
      ['required', 'none', 'i2v'],
      ['required', 'optional', 'i2v'],
      ['required', 'required', 'flf2v'],
      ['optional', 'none', 'ti2v'],
    ]
    for (const [firstFrame, lastFrame, task] of cases) assert.equal(taskOf({ firstFrame, lastFrame }), task)
  })
})
