/**
 * What a process of the runner runs: the test files that `TEST_FILES_VARIABLE` names, one after
 * another, each as a suite of its own. A hook at the top of a file belongs to this suite.
 */
import path from 'node:path'
import { afterEach, before, describe } from 'node:test'
import { pathToFileURL } from 'node:url'
import { currentFile, TEST_FILES_VARIABLE } from './current-file.ts'

for (const file of (process.env[TEST_FILES_VARIABLE] ?? '').split(path.delimiter))
  describe(file, async () => {
    before(() => {
      Object.assign(currentFile, { file, failed: false })
    })
    afterEach((t) => {
      if ('passed' in t && !t.passed) currentFile.failed = true
    })
    await import(pathToFileURL(path.resolve(file)).href)
  })
