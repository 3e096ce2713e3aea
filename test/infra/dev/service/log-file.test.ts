import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { openLogFile } from '#infra/dev/service/log-file.ts'
import { warningOf } from '#infra/dev/service/warning.ts'
import { closeAfter } from '#test/support/closing.ts'

const run = promisify(execFile)
const MODULE = path.resolve(import.meta.dirname, '../../../../infra/dev/service/log-file.ts')

/** Fills a disk of 64 KB with a log, makes room, and goes on. */
const FILLING = `
  const { openLogFile } = await import(${JSON.stringify(MODULE)})
  const { readFileSync, rmSync, writeFileSync } = await import('node:fs')
  const [folder] = process.argv.slice(1)
  const shown = []
  writeFileSync(folder + '/ballast', Buffer.alloc(32_000))
  const log = openLogFile({ folder, name: 'api', show: (line) => shown.push(line) })
  for (let i = 0; i < 2000; i++) log.write(String(i).padStart(50, '.'))
  rmSync(folder + '/ballast')
  log.write('after')
  log.end()
  console.log(JSON.stringify({ shown, tail: readFileSync(folder + '/api.log', 'utf8').slice(-60) }))
`

describe('The log of a process', () => {
  it('A full disk loses lines of the log and nothing else, and is reported once with its folder', async (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'wan-log-'))
    closeAfter(t, () => rmSync(folder, { recursive: true, force: true }))
    const mounted = 'mount -t tmpfs -o size=64k none "$1" && exec "$2" --input-type=module -e "$3" "$1"'
    const script = ['-rm', 'sh', '-c', mounted, 'sh', folder, process.execPath, FILLING]
    const { stdout } = await run('unshare', script).catch((error: { stdout?: string; stderr?: string }) => {
      if (/unshare|mount/.test(error.stderr ?? 'unshare')) return { stdout: '' }
      throw error
    })
    if (stdout === '') return t.skip('a small disk cannot be mounted here')
    const { shown, tail } = JSON.parse(stdout) as { shown: string[]; tail: string }
    assert.equal(shown.length, 2, shown.join('\n'))
    assert.match(
      shown[0] ?? '',
      new RegExp(`^api\\.log cannot be written: no space is left in ${folder} \\(0 MB are free`),
    )
    assert.match(shown[1] ?? '', /^api\.log is written again; \d+ lines are missing$/)
    assert.match(tail, /\n\(\d+ lines are missing\)\nafter\n$/)
  })

  it('The log of the previous start is kept beside it', (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'wan-log-'))
    closeAfter(t, () => rmSync(folder, { recursive: true, force: true }))
    for (const text of ['first', 'second']) {
      const log = openLogFile({ folder, name: 'api', show: () => undefined })
      log.write(text)
      log.end()
      log.write('too late')
    }
    assert.equal(readFileSync(path.join(folder, 'api.log'), 'utf8'), 'second\n')
    assert.equal(readFileSync(path.join(folder, 'api.log.1'), 'utf8'), 'first\n')
  })
})

describe('What the terminal shows of a log', () => {
  const line = (entry: object): string => JSON.stringify({ time: 1, pid: 2, process: 'worker', ...entry })

  it('A warning carries its content on one line', () => {
    for (const [entry, text] of [
      [
        { level: 40, engine: 'cpu#0', output: '\u001b[1;31mno\nroom\u001b[m', msg: 'engine output' },
        'engine output: engine cpu#0, no room',
      ],
      [
        { level: 50, folder: 'x', reason: 'it has no weights', msg: 'model folder cannot be served' },
        'model folder cannot be served: folder x, it has no weights',
      ],
      [
        { level: 40, code: 'out_of_memory', stack: 'at x', msg: 'run failed' },
        'run failed: code out_of_memory',
      ],
      [{ level: 40, msg: 'alone' }, 'alone'],
    ] as const)
      assert.equal(warningOf(line(entry))?.text, text)
    assert.equal(warningOf(line({ level: 30, msg: 'all is well' })), null)
    assert.equal(warningOf('  '), null)
    assert.equal(warningOf('Error: at start')?.text, 'Error: at start')
  })

  it('Repetitions of a warning have one gist', () => {
    const of = (n: number): string | undefined =>
      warningOf(line({ level: 40, consumer: n, error: `no connection (attempt ${n})`, msg: 'queue' }))?.gist
    assert.equal(of(1), of(2))
  })
})
