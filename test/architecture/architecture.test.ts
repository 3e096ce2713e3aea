import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { closeAfter } from '#test/support/closing.ts'
import { RULES } from './rules.ts'
import { readSources, ROOT } from './sources.ts'

const sources = readSources()

/**
 * What keeps a process alive and was opened since the process started; reads of files are the
 * module loader's own.
 */
const openResources = (): string[] =>
  process.getActiveResourcesInfo().filter((resource) => !/^FSReq|^CloseReq|^PipeWrap|^TTYWrap/.test(resource))

describe('The architecture', () => {
  for (const { title, faults } of RULES) it(title, () => assert.deepEqual(faults(sources), []))

  it('Importing a module opens nothing', async () => {
    const programs = /\/main\.ts$|^infra\/|^test\/|^migrations\/migrate/
    const modules = sources.filter(({ file }) => file.endsWith('.ts') && !programs.test(file))
    const listening = process.eventNames()
    for (const { file } of modules) await import(path.join(ROOT, file))
    assert.deepEqual(openResources(), [])
    // A program of a child process: its timers may hold no process open.
    assert.deepEqual(process.eventNames(), listening)
  })
})

describe('The architecture test', () => {
  for (const { title, faults, planted } of RULES)
    it(`It reports each planted violation of: ${title}`, () => {
      const together = faults(planted)
      assert.ok(together.length > 0)
      // A rule about one file has to find each planted file by itself.
      const alone = planted.filter((source) => faults([source]).length > 0)
      if (alone.length > 0) assert.deepEqual(alone, planted)
    })

  it('It reports a module that opens something when it is imported', async (t) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'planted-module-'))
    closeAfter(t, () => rm(folder, { recursive: true }))
    const module = path.join(folder, 'opens.ts')
    await writeFile(module, 'export const timer: NodeJS.Timeout = setInterval(() => {}, 60_000)\n')
    const { timer } = (await import(pathToFileURL(module).href)) as { timer: NodeJS.Timeout }
    closeAfter(t, () => clearInterval(timer))
    assert.ok(openResources().includes('Timeout'))
  })
})
