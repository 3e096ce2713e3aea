import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { closeAfter } from '#test/support/closing.ts'
import type { Report } from './small-internet.ts'

const run = promisify(execFile)
const CHILD = path.join(import.meta.dirname, 'small-internet.ts')

/** Runs a shell command in a network and a file system of its own. */
const apart = (command: string, ...args: string[]) =>
  run('unshare', ['--user', '--map-root-user', '--net', '--mount', 'sh', '-ec', command, 'sh', ...args])

/** Addresses for the hosts of `small-internet.ts`, and its name server instead of the machine's. */
const NETWORK = `
  ip link set lo up
  ip address add 93.184.216.34/32 dev lo
  ip address add 169.254.169.254/32 dev lo
  mount --bind "$1/resolv.conf" /etc/resolv.conf`

test('A name that changes its address between questions, and a redirect to cloud metadata, reach no forbidden host', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'internet-'))
  closeAfter(t, () => rm(folder, { recursive: true }))
  await writeFile(path.join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:5 attempts:2\n')
  const missing = await apart(NETWORK, folder).then(
    () => null,
    (error: Error) => error.message.trim().split('\n').at(-1) ?? '',
  )
  if (missing !== null) return t.skip(`this account may not make networks of its own: ${missing}`)

  const { stdout } = await apart(`${NETWORK}\nexec "$2" "$3"`, folder, process.execPath, CHILD)
  const { dialled, outcomes, questions, calls } = JSON.parse(stdout) as Report
  // Of the names' calls, every third question is answered with the public address; so is every
  // call that names it.
  assert.equal(calls, 240)
  assert.equal(questions, 120, 'each call asks once')
  assert.deepEqual(dialled, { '93.184.216.34': 40 + 120, '127.0.0.1': 0, '169.254.169.254': 0 })
  assert.deepEqual(outcomes, { ok: 40 + 60, unreachable: 80, redirect: 60 })
})
