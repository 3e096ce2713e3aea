import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProtobufWriter, type ProtobufWriter } from '#worker/graphs/onnx/protobuf.ts'

function written(write: (writer: ProtobufWriter) => void): number[] {
  const writer = createProtobufWriter()
  write(writer)
  return [...writer.result()]
}

const NUMBERS: readonly [value: number, bytes: readonly number[]][] = [
  [0, [0]],
  [127, [0x7f]],
  [300, [0xac, 0x02]],
  [2 ** 31, [0x80, 0x80, 0x80, 0x80, 0x08]],
  [Number.MAX_SAFE_INTEGER, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  [-1, [...Array<number>(9).fill(0xff), 0x01]],
]
for (const [value, bytes] of NUMBERS)
  test(`${value} is written in ${bytes.length} bytes`, () =>
    assert.deepEqual(
      written((writer) => writer.integer(1, value)),
      [0x08, ...bytes],
    ))

test('A number that is not a whole one is refused', () => {
  assert.throws(() => written((writer) => writer.integer(1, 1.5)), RangeError)
})

test('A message is preceded by its length, whatever its length takes', () => {
  for (const [length, bytes] of [
    [0, [0]],
    [125, [0x7f]],
    [126, [0x80, 0x01]],
    [200_000, [0xc4, 0x9a, 0x0c]],
  ] as const) {
    const text = 'x'.repeat(length)
    const inner = length === 0 ? [] : written((writer) => writer.text(2, text))
    const outer = written((writer) => {
      writer.message(20, () => {
        if (length > 0) writer.text(2, text)
      })
      writer.float(1, 1)
    })
    const head = [0xa2, 0x01, ...bytes]
    assert.deepEqual(outer.slice(0, head.length), head.slice(0, head.length), `${length} letters`)
    assert.deepEqual(outer.slice(head.length), [...inner, 0x0d, 0, 0, 0x80, 0x3f], `${length} letters`)
  }
})

test('Text is written as UTF-8', () => {
  assert.deepEqual(
    written((writer) => writer.text(1, 'Größe 世界 🎬')),
    [0x0a, 19, ...Buffer.from('Größe 世界 🎬')],
  )
})
