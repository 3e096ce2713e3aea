import assert from 'node:assert/strict'
import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { findPython } from '#infra/sdk/python.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { type Block, fileNameOf, readBlocks, ROOT } from './markdown.ts'
import { isMp4, openReader, type Reader } from './reader.ts'

/**
 * How many blocks of each page are pasted into the shell, are programs that it starts, and are only
 * shown.
 */
const PAGES: Readonly<Record<string, { shell: number; programs: number; shown: number }>> = {
  'README.md': { shell: 1, programs: 0, shown: 1 },
  'docs/use-the-api.md': { shell: 17, programs: 0, shown: 1 },
  'docs/clients.md': { shell: 11, programs: 9, shown: 2 },
  'docs/webhooks.md': { shell: 5, programs: 3, shown: 1 },
  'docs/models.md': { shell: 1, programs: 0, shown: 7 },
  'docs/engines.md': { shell: 1, programs: 0, shown: 6 },
  'docs/operate.md': { shell: 2, programs: 0, shown: 6 },
  'docs/security.md': { shell: 2, programs: 1, shown: 0 },
}
/** Videos are made one after another, on machines that have other work too. */
const PAGE_TIMEOUT_MS = 600_000
const SHELL = 'sh'
const PROGRAMS = ['ts', 'js', 'python']
/** Output, fragments, commands for a cluster: for reading. */
const SHOWN = ['console', 'text', 'json', 'ts fragment', 'python fragment']

let database: TestDatabase
let reader: Reader
before(
  async () => {
    database = await createTestDatabase()
    reader = await openReader(database.url)
  },
  { timeout: PAGE_TIMEOUT_MS },
)
after(async () => {
  await reader?.close()
  await database?.drop()
})

/**
 * Why the Python samples of these blocks cannot run here; undefined when their packages are
 * installed now.
 */
async function withoutPython(install: Block): Promise<string | undefined> {
  const found = await findPython()
  if ('missing' in found) return found.missing
  return await reader.paste([install]).then(
    () => undefined,
    (error: unknown) =>
      `pip cannot install the client: ${(error as Error).message.trim().split('\n').at(-1)}`,
  )
}

it('A sample fails when it uses an undefined variable or one of its commands fails', async () => {
  const sample = (text: string): Block => ({ language: SHELL, text, line: 1, needsPython: false })
  await assert.rejects(reader.paste([sample('echo "$NO_SUCH_ID"')]), /NO_SUCH_ID: unbound variable/)
  await assert.rejects(reader.paste([sample('false | cat'), sample('echo reached')]), /ended with 1/)
})

it('No page of docs/ has samples that are not run', async () => {
  const others = globSync('docs/*.md', { cwd: ROOT }).filter((page) => !(page in PAGES))
  for (const page of others)
    for (const { language, line } of await readBlocks(page))
      assert.ok(SHOWN.includes(language), `${page}:${line} is a sample: add the page to PAGES`)
})

for (const [page, expected] of Object.entries(PAGES))
  describe(page, () => {
    it(`The samples of ${page} are all known, and each of its programs is started`, async () => {
      const blocks = await readBlocks(page)
      const of = (languages: readonly string[]): Block[] =>
        blocks.filter(({ language }) => languages.includes(language))
      const programs = of(PROGRAMS)
      const counted = { shell: of([SHELL]).length, programs: programs.length, shown: of(SHOWN).length }
      assert.deepEqual(counted, expected)
      assert.equal(blocks.length, counted.shell + counted.programs + counted.shown, 'a language is unknown')
      for (const program of programs) {
        const name = fileNameOf(program)
        assert.ok(name, `the program of line ${program.line} names its file in its first line`)
        const starts = of([SHELL]).some(({ line, text }) => line > program.line && text.includes(name))
        assert.ok(starts, `no shell sample after line ${program.line} starts ${name}`)
      }
    })

    it(`The samples of ${page} run in order in one shell`, { timeout: PAGE_TIMEOUT_MS }, async (t) => {
      const blocks = await readBlocks(page)
      const install = blocks.find(({ text, needsPython }) => needsPython && text.includes('pip install'))
      const missing = install === undefined ? undefined : await withoutPython(install)
      if (missing !== undefined) await t.test(`The Python samples of ${page} run`, { skip: missing })
      const runnable = blocks.filter(
        (block) => block !== install && (missing === undefined || !block.needsPython),
      )
      await reader.paste(runnable)
      const names = new Set(
        runnable.flatMap(({ text }) => [...text.matchAll(/\b[\w-]+\.mp4\b/g)].map(([name]) => name)),
      )
      for (const name of names) {
        const file = path.join(reader.checkout, name)
        assert.ok(existsSync(file) && (await isMp4(file)), `${name} is not an mp4`)
      }
    })
  })
