import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { levelsOf } from '#worker/graphs/weights/gguf/blocks.ts'
import { BLOCKS, PACKINGS, type QuantisedType } from '#worker/graphs/weights/gguf/types.ts'

/** Random blocks and their values by gguf-py: test/reference/make_gguf_blocks.py. */
const REFERENCE = JSON.parse(
  await readFile(join(import.meta.dirname, '../../../../reference/gguf-blocks.json'), 'utf8'),
) as Record<QuantisedType, { readonly blocks: string; readonly values: string }>

describe('The blocks of GGUF', () => {
  for (const [name, { blocks, values }] of Object.entries(REFERENCE)) {
    const type = name as QuantisedType
    it(`The values of ${type} are those of gguf-py`, () => {
      const bytes = Buffer.from(blocks, 'base64')
      const expected = new Float32Array(Uint8Array.from(Buffer.from(values, 'base64')).buffer)
      assert.equal(bytes.length / BLOCKS[type].bytes, expected.length / BLOCKS[type].values)
      const { levels, scales, offsets } = levelsOf(type, bytes)
      assert.equal(offsets !== undefined, PACKINGS[type].offset)
      for (const [i, value] of expected.entries()) {
        const group = Math.floor(i / PACKINGS[type].values)
        const own = scales[group]! * levels[i]! + (offsets?.[group] ?? 0)
        const size = Math.abs(scales[group]! * 32) + Math.abs(offsets?.[group] ?? 0)
        assert.ok(Math.abs(own - value) <= 1e-6 * size, `${type} ${i}: ${own}, expected ${value}`)
      }
    })
  }

  it('Every type that is read has reference blocks', () => {
    assert.deepEqual(Object.keys(REFERENCE).toSorted(), Object.keys(PACKINGS).toSorted())
  })
})
