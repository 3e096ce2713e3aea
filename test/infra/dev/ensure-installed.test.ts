import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { closeAfter } from '#test/support/closing.ts'

const SCRIPT = path.resolve(import.meta.dirname, '..', '..', '..', 'infra', 'dev', 'ensure-installed.mjs')
const HOUR_S = 3600

/**
 * A checkout whose packages are complete, and an `npm` on the PATH that notes its call and exits
 * with `npmExit`.
 */
function newCheckout(t: TestContext, npmExit = 0) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'wan-install-test-'))
  closeAfter(t, () => rmSync(root, { recursive: true, force: true }))
  const modules = path.join(root, 'node_modules')
  const at = (...parts: string[]): string => path.join(root, ...parts)
  mkdirSync(at('infra', 'dev'), { recursive: true })
  copyFileSync(SCRIPT, at('infra', 'dev', 'ensure-installed.mjs'))
  writeFileSync(at('package-lock.json'), '{}')
  mkdirSync(path.join(modules, `node-linux-${process.arch}`, 'bin'), { recursive: true })
  symlinkSync(process.execPath, path.join(modules, `node-linux-${process.arch}`, 'bin', 'node'))
  writeFileSync(path.join(modules, '.package-lock.json'), '{}')
  mkdirSync(at('host'))
  symlinkSync(process.execPath, at('host', 'node'))
  const npm = `#!/bin/sh\necho "$@" >${at('npm-call')}\necho "$PATH" >${at('npm-path')}\nexit ${npmExit}\n`
  writeFileSync(at('host', 'npm'), npm, { mode: 0o755 })
  const run = () => {
    const PATH = [path.join(modules, '.bin'), at('host'), '/usr/bin', '/bin'].join(path.delimiter)
    const options = { encoding: 'utf8', env: { PATH } } as const
    return spawnSync(process.execPath, [at('infra', 'dev', 'ensure-installed.mjs')], options)
  }
  const outdate = (): void => {
    const now = Date.now() / 1000
    utimesSync(path.join(modules, '.package-lock.json'), now - HOUR_S, now - HOUR_S)
  }
  return { root, modules, at, run, outdate }
}

describe('the pre-script of the npm commands', () => {
  it('The pre-script does and prints nothing when the packages are complete', (t) => {
    const { at, run } = newCheckout(t)
    const { status, stdout, stderr } = run()
    assert.deepEqual([status, stdout, stderr], [0, '', ''])
    assert.equal(existsSync(at('npm-call')), false)
  })

  it('A newer lock file makes the pre-script run npm ci on the host, and exit with its code', (t) => {
    const { at, run, outdate } = newCheckout(t, 7)
    outdate()
    const { status, stdout, stderr } = run()
    assert.equal(status, 7)
    assert.match(stdout, /node_modules is older than package-lock\.json: running npm ci/)
    assert.match(stderr, /npm ci failed with exit code 7/)
    assert.match(readFileSync(at('npm-call'), 'utf8'), /^ci --include=dev --include=optional/)
    assert.doesNotMatch(readFileSync(at('npm-path'), 'utf8'), /node_modules/)
  })

  it('An interrupted install or a missing Node of the service makes the pre-script run npm ci', (t) => {
    const interrupted = newCheckout(t, 7)
    rmSync(path.join(interrupted.modules, '.package-lock.json'))
    assert.match(interrupted.run().stdout, /the last install did not finish: running npm ci/)

    const without = newCheckout(t, 7)
    rmSync(path.join(without.modules, `node-linux-${process.arch}`), { recursive: true })
    assert.match(without.run().stdout, /node-linux-\w+ is missing: running npm ci/)
  })

  it('The pre-script fails in one line when npm skips the Node of the service', (t) => {
    const checkout = newCheckout(t)
    rmSync(checkout.modules, { recursive: true })
    const { status, stderr } = checkout.run()
    assert.equal(status, 1)
    assert.match(stderr, /^install: node-linux-\w+, [^\n]* was not installed[^\n]*\n$/)
  })

  it('The pre-script never installs through a link, which would empty another checkout', (t) => {
    const checkout = newCheckout(t)
    const other = newCheckout(t)
    checkout.outdate()
    rmSync(other.modules, { recursive: true })
    symlinkSync(checkout.modules, other.modules)
    const { status, stderr } = other.run()
    assert.equal(status, 1)
    assert.match(stderr, /is a link to .*: run npm ci in that checkout/)
    assert.equal(existsSync(other.at('npm-call')), false)
    assert.equal(existsSync(path.join(checkout.modules, '.package-lock.json')), true)
  })

  it('The pre-script makes ffmpeg and ffprobe executable, which npm does not', (t) => {
    const { modules, run } = newCheckout(t)
    const folder = path.join(modules, '@ffmpeg-installer', 'linux-x64')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'ffmpeg'), '', { mode: 0o644 })
    assert.equal(run().status, 0)
    assert.equal(statSync(path.join(folder, 'ffmpeg')).mode & 0o111, 0o111)
  })
})
