/**
 * What a process of the runner runs: the test files that `TEST_FILES_VARIABLE` names, one after
 * another, each as a suite of its own. A hook at the top of a file belongs to this suite.
 */
import path from 'node:path'
import { afterEach, before, describe } from 'node:test'
import { pathToFileURL } from 'node:url'
import { recordCpuTime } from './cpu-time.ts'
import { currentFile, TEST_FILES_VARIABLE } from './current-file.ts'

/**
 * One file after another: a module that waits for one whose import another suite began would define
 * its tests in that suite.
 */
let imported: Promise<unknown> = Promise.resolve()

const files = (process.env[TEST_FILES_VARIABLE] ?? '').split(path.delimiter)
process.on('exit', () => recordCpuTime(files))

for (const file of files)
  describe(file, async () => {
    before(() => {
      Object.assign(currentFile, { file, failed: false })
    })
    afterEach((t) => {
      if ('passed' in t && !t.passed) currentFile.failed = true
    })
    imported = imported.catch(() => undefined).then(() => import(pathToFileURL(path.resolve(file)).href))
    await imported
  })
