import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { ROOT } from './markdown.ts'

const MOST_LINES = 200
const pages = globSync(['*.md', '{api,core,worker,migrations,models,infra,sdk,docs,test}/**/*.md'], {
  cwd: ROOT,
  exclude: (name) => name.includes('node_modules'),
}).toSorted()

const read = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8')
/** The text without its fenced blocks. */
const prose = (text: string): string => text.replaceAll(/^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1 *$/gm, '')

/** The anchors that GitHub makes of the headings of a page. */
const anchorsOf = (page: string): string[] =>
  [...prose(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** Links of a page to files and headings of the repository that do not exist. */
const deadLinks = (page: string, text = read(page)): string[] =>
  [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [name = '', anchor] = target.split('#')
      const file = name === '' ? page : path.posix.join(path.posix.dirname(page), name)
      if (!existsSync(path.join(ROOT, file))) return true
      return anchor !== undefined && !anchorsOf(file).includes(anchor)
    })

const IS_PATH = /^(?:api|core|worker|migrations|infra|sdk|docs|test)\/[\w./*-]*$/

/** Paths in backticks that begin with a folder of the repository and lead nowhere. */
const deadPaths = (text: string): string[] =>
  [...prose(text).matchAll(/`([^`\n]+)`/g)]
    .map(([, quoted = '']) => quoted)
    .filter((quoted) => IS_PATH.test(quoted) && globSync(quoted, { cwd: ROOT }).length === 0)

/** CHANGELOG.md speaks of earlier versions, whose files had other names. */
const current = pages.filter((page) => page !== 'CHANGELOG.md')

describe('The documentation', () => {
  it('README.md fits on 200 lines', () => {
    assert.ok(read('README.md').trimEnd().split('\n').length <= MOST_LINES)
  })

  it('A dead link, a dead anchor and a dead path are found', () => {
    const text =
      '[a](no-such.md) [b](../README.md#no-such) [c](../README.md#start) `core/no/such.ts` `core/task/`'
    assert.deepEqual(deadLinks('docs/README.md', text), ['no-such.md', '../README.md#no-such'])
    assert.deepEqual(deadPaths(text), ['core/no/such.ts'])
  })

  it('Every relative link leads to a file and a heading that exist', () => {
    assert.ok(pages.length > 10)
    assert.deepEqual(
      pages.flatMap((page) => deadLinks(page).map((link) => `${page}: ${link}`)),
      [],
    )
  })

  it('Every path in backticks exists', () => {
    assert.deepEqual(
      current.flatMap((page) => deadPaths(read(page)).map((name) => `${page}: ${name}`)),
      [],
    )
  })

  it('Every page of docs/ can be reached from its index, and every room from README.md', () => {
    const index = read('docs/README.md')
    for (const page of globSync('*.md', { cwd: path.join(ROOT, 'docs') }))
      assert.ok(page === 'README.md' || index.includes(`(${page})`), page)
    const rooms = new Set(
      globSync('{api,core,worker}/*/**/*.ts', { cwd: ROOT }).map((file) => file.split('/', 2).join('/')),
    )
    const readme = read('README.md')
    for (const room of rooms) assert.ok(readme.includes(`\`${room}/\``), `README.md does not name ${room}/`)
  })
})
