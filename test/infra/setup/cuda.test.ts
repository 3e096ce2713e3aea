import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { setUpCuda } from '#infra/setup/cuda.ts'
import { packageAddress, PROVIDER_FILES } from '#infra/setup/cuda-libraries.ts'
import { closeAfter } from '#test/support/closing.ts'

const SCRIPT = path.resolve(import.meta.dirname, '../../../infra/setup/cuda.ts')
const require = createRequire(import.meta.url)
const AdmZip = createRequire(require.resolve('onnxruntime-node/package.json'))('adm-zip') as new () => {
  addFile(name: string, bytes: Buffer): void
  toBuffer(): Buffer
}
type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string }

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const LIBRARIES = PROVIDER_FILES.map((name) => [name, Buffer.from(`the bytes of ${name}`)] as const)
const SUMS = LIBRARIES.map(([, bytes]) => sha256(bytes)).join(',')

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'setup-cuda-'))
  closeAfter(t, () => rm(folder, { recursive: true }))
  return folder
}

async function run(into: string, ...args: string[]): Promise<Outcome> {
  const said = { out: '', err: '' }
  const write = (to: 'out' | 'err') => ({ isTTY: false, write: (text: string) => (said[to] += text) })
  const terminal = { environment: {}, out: write('out'), err: write('err') }
  const code = await setUpCuda(['--into', into, ...args], terminal)
  return { code, stdout: said.out, stderr: said.err }
}

/** The program as npm starts it. */
function start(into: string, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, '--into', into, ...args], {
    encoding: 'utf8',
  })
  return { code: status ?? -1, stdout, stderr }
}

async function assertInstalled(into: string): Promise<void> {
  for (const [name, bytes] of LIBRARIES) assert.deepEqual(await readFile(path.join(into, name)), bytes)
  assert.equal((await readdir(into)).length, LIBRARIES.length)
}

/** The libraries themselves are not at hand, so these are files of the same names. */
describe('npm run setup:cuda', () => {
  let server: Server
  let address: string
  const zip = new AdmZip()
  for (const [name, bytes] of LIBRARIES) zip.addFile(`runtimes/linux-x64/native/${name}`, bytes)
  const archive = zip.toBuffer()
  before(async () => {
    server = createServer((req, res) => {
      const name = path.basename(req.url ?? '')
      const bytes = name === 'ort.1.30.0.nupkg' ? archive : LIBRARIES.find(([each]) => each === name)?.[1]
      if (req.url === '/moved.nupkg') res.writeHead(302, { location: '/files/ort.1.30.0.nupkg' }).end()
      else res.writeHead(bytes === undefined ? 404 : 200).end(bytes)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => server.close())

  it('It takes the package of the installed onnxruntime-node by default', () => {
    const { version } = require('onnxruntime-node/package.json') as { version: string }
    assert.ok(packageAddress().endsWith(`/microsoft.ml.onnxruntime.gpu.linux.${version}.nupkg`))
  })

  it('It installs from an archive at an address, a redirect included, when its checksum is right', async (t) => {
    for (const name of ['files/ort.1.30.0.nupkg', 'moved.nupkg']) {
      const into = await newFolder(t)
      const { stdout, stderr } = await run(into, '--from', `${address}/${name}`, '--sha256', sha256(archive))
      assert.match(stdout, /installed libonnxruntime_providers_cuda\.so, sha256 [0-9a-f]{64}/, stderr)
      await assertInstalled(into)
    }
  })

  it('It installs the libraries of an address or a folder when their checksums are right', async (t) => {
    const folder = await newFolder(t)
    for (const [name, bytes] of LIBRARIES) await writeFile(path.join(folder, name), bytes)
    for (const from of [`${address}/files/`, folder]) {
      const into = await newFolder(t)
      await run(into, '--from', from, '--sha256', SUMS)
      await assertInstalled(into)
    }
  })

  it('It says which libraries of CUDA are missing, and fails', async (t) => {
    const folder = await newFolder(t)
    // Another library that needs one of its folder shows what the loader says.
    const binding = path.join(
      path.dirname(require.resolve('onnxruntime-node/package.json')),
      `bin/napi-v6/linux/${process.arch}/onnxruntime_binding.node`,
    )
    for (const name of PROVIDER_FILES) await writeFile(path.join(folder, name), await readFile(binding))
    const { code, stdout, stderr } = start(await newFolder(t), '--from', folder)
    assert.equal(code, 1)
    assert.match(stdout, /not checked: no --sha256 was given/)
    assert.match(stderr, /asks for\n\s*libonnxruntime\.so\.1 => not found/)
  })

  it('Nothing is installed of bytes that no checksum vouches for', async (t) => {
    const into = await newFolder(t)
    const wrong = '0'.repeat(64)
    const { code, stderr } = await run(into, '--from', `${address}/ort.1.30.0.nupkg`, '--sha256', wrong)
    assert.equal(code, 1)
    assert.match(stderr, /has the checksum [0-9a-f]{64}, which --sha256 does not name; nothing was installed/)
    // One checksum of two is not enough.
    assert.equal((await run(into, '--from', address, '--sha256', SUMS.slice(0, 64))).code, 1)
    assert.deepEqual(await readdir(into), [])
  })

  it('What cannot be used is explained in one line', async (t) => {
    const into = await newFolder(t)
    const empty = path.join(into, 'empty')
    await mkdir(empty)
    for (const [args, message] of [
      [
        ['--from', `${address}/nothing.zip`, '--sha256', SUMS],
        /could not be downloaded: the server answered 404\n$/,
      ],
      [['--from', `${address}/x.zip`], /is an address without https: give --sha256/],
      [['--from', empty], /providers_\w+\.so cannot be read: ENOENT/],
      [['--sha256', 'abc'], /abc is not 64 hexadecimal digits\n$/],
      [['--from', SCRIPT.replace(/cuda\.ts$/, 'cuda.zip')], /cuda\.zip cannot be read: ENOENT/],
    ] as const) {
      const { code, stderr } = await run(into, ...args)
      assert.equal(code, 1)
      assert.match(stderr, message)
      assert.equal(stderr.trim().split('\n').length, 1, stderr)
    }
  })
})
