import assert from 'node:assert/strict'
import { it } from 'node:test'
import { findTestFiles, LONG } from '#test/support/runner/test-files.ts'

it('A run without patterns leaves the long files out, and names them', () => {
  const some = findTestFiles([], false)
  const all = findTestFiles([], true)
  assert.deepEqual(all.leftOut, [])
  assert.deepEqual([...some.files, ...some.leftOut].toSorted(), [...all.files].toSorted())
  for (const prefix of LONG)
    assert.ok(
      some.leftOut.some((file) => file.startsWith(prefix)),
      `no file begins with ${prefix}`,
    )
})

it('A pattern finds long files as well as others', () => {
  const { files, leftOut } = findTestFiles([LONG[0] as string, 'test/runner/test-files.test.ts'], false)
  assert.ok(files.some((file) => file.startsWith(LONG[0] as string)))
  assert.ok(files.includes('test/runner/test-files.test.ts'))
  assert.deepEqual(leftOut, [])
})
