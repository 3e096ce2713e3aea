import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { freeMb, warnOfLittleSpace } from '#infra/dev/disk-space.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..', '..')
const NOBODY = 65_534

/** The lowest port that everybody may listen on; 0 on systems that reserve none. */
const firstOpenPort = (): number =>
  Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'))

/** What `checkPort` says of a port, for a user who is not root. */
function checkPortAsNobody(port: number): { status: number | null; said: string } {
  const script = `
    import { checkPort } from './infra/dev/service/preconditions.ts'
    await checkPort({ port: ${port}, host: '127.0.0.1' }, { takenOver: false })
      .catch((error) => { console.log(error.message); process.exitCode = 3 })`
  const isRoot = process.getuid?.() === 0
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  return { status, said: stdout + stderr }
}

describe('What npm start checks first', () => {
  it('A port that is reserved for root is named with the way out', (t) => {
    if (os.platform() !== 'linux' || firstOpenPort() <= 80)
      return t.skip('this system reserves no port for root')
    const { status, said } = checkPortAsNobody(80)
    if (status === 1) return t.skip(`another user cannot read this checkout: ${said.slice(0, 200)}`)
    assert.equal(status, 3, said)
    assert.match(said, /^port 80 is reserved for root: choose a PORT of 1024 or above, such as 8088/)
    assert.equal(checkPortAsNobody(0).status, 0)
  })

  it('Less than 500 MB are worth a warning that names the folder and what is free', () => {
    // A file system that has no room at all, and the one of the checkout.
    assert.equal(
      warnOfLittleSpace('/proc'),
      'warning: only 0 MB are free in /proc; videos and the database need 500 MB or more',
    )
    const free = freeMb(ROOT)
    assert.equal(warnOfLittleSpace(ROOT) === null, free >= 500, `${free} MB`)
  })
})
