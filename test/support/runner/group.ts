/**
 * What a process of the runner runs: the test files that `TEST_FILES_VARIABLE` names, one after
 * another, each as a suite of its own. A hook at the top of a file belongs to this suite.
 */
import { createRequire } from 'node:module'
import path from 'node:path'
import { after, afterEach, before, describe } from 'node:test'
import { pathToFileURL } from 'node:url'
import { recordCpuTime } from './cpu-time.ts'
import { currentFile, TEST_FILES_VARIABLE } from './current-file.ts'
import { closeShared } from './shared.ts'

const require = createRequire(import.meta.url)
/**
 * One file after another: a module that waits for one whose import another suite began would define
 * its tests in that suite.
 */
let loaded: Promise<unknown> = Promise.resolve()

const files = (process.env[TEST_FILES_VARIABLE] ?? '').split(path.delimiter)
process.on('exit', () => recordCpuTime(files))
let hasFailed = false
after(async () => {
  currentFile.failed = hasFailed
  await closeShared()
})

for (const file of files)
  describe(file, async () => {
    before(() => {
      Object.assign(currentFile, { file, failed: false })
    })
    afterEach((t) => {
      if ('passed' in t && !t.passed) currentFile.failed = hasFailed = true
    })
    loaded = loaded.catch(() => undefined).then(() => load(path.resolve(file)))
    await loaded
  })

/**
 * Evaluates a test file within the suite that runs: `import()` would leave it, and the file's hooks
 * would belong to all files of the process. A file that awaits at its top must be imported.
 */
async function load(file: string): Promise<void> {
  try {
    require(file)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error
    await import(pathToFileURL(file).href)
  }
}
