import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, it, type TestContext } from 'node:test'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { COMMIT, startHub, type Hub } from '#test/support/network/hub.ts'
import { createFileHashes } from '#worker/wan/folder/file-hashes.ts'
import { runModelProgram } from '#worker/tools/model.ts'
import { withLock } from '#worker/tools/pull/lock.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'
import { nodeEnvironment } from '#test/support/processes/environment.ts'
import { closeAfter } from '#test/support/closing.ts'

const ID = 'Someone/wan-tiny-Diffusers'
const NAME = 'wan-tiny-Diffusers'
const SOURCE = path.join(MODELS_DIRECTORY, 'wan2.2-ti2v-5b-tiny')
const LARGEST = 'vae/diffusion_pytorch_model.safetensors'
const TOOL = path.resolve(import.meta.dirname, '../../../../worker/tools/model.ts')

/** What hubs have beside what is needed. */
const OTHERS = {
  LICENSE: 'Apache License',
  'assets/picture.png': 'a picture',
  'text_encoder/pytorch_model.bin': 'the same weights, pickled',
  'transformer/diffusion_pytorch_model.fp16.safetensors': 'the same weights in another precision',
  'google/umt5-xxl/spiece.model': 'a file of the authors',
}
const NEEDED = [
  'LICENSE',
  'model_index.json',
  'scheduler/scheduler_config.json',
  'text_encoder/config.json',
  'text_encoder/model.safetensors',
  'tokenizer/tokenizer.json',
  'tokenizer/tokenizer_config.json',
  'transformer/config.json',
  'transformer/diffusion_pytorch_model.safetensors',
  'vae/config.json',
  LARGEST,
]

async function start(t: TestContext, others: Readonly<Record<string, string>> = OTHERS) {
  const models = await mkdtemp(path.join(os.tmpdir(), 'pull-'))
  const hub = await startHub(ID, SOURCE, others)
  closeAfter(t, async () => {
    await hub.close()
    await rm(models, { recursive: true })
  })
  return { models, hub, folder: path.join(models, NAME), partial: path.join(models, `.${NAME}.partial`) }
}

type Environment = Readonly<Record<string, string>>
interface Outcome {
  readonly code: number | null
  readonly output: string
}

/** The program in a process of its own, which can be killed and has a proxy of its own. */
function begin(
  { hub, models }: { hub: Hub; models: string },
  args: readonly string[],
  env: Environment = {},
) {
  const child = spawn(process.execPath, [TOOL, 'pull', ...args], {
    env: { ...nodeEnvironment(), MODELS_DIR: models, HF_ENDPOINT: hub.url, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const done = once(child, 'close').then(([code]): Outcome => ({ code: code as number | null, output }))
  return { child, done }
}

/** The program in this process, which takes a tenth of the time. */
async function pull(
  { hub, models }: { hub: Hub; models: string },
  args: readonly string[] = [ID],
  env: Environment = {},
): Promise<Outcome> {
  let output = ''
  const both = { isTTY: false, write: (text: string) => void (output += text) }
  const environment = { MODELS_DIR: models, HF_ENDPOINT: hub.url, ...env }
  const code = await runModelProgram(['pull', ...args], { environment, out: both, err: both })
  return { code, output }
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).toSorted()
}

/** The parts of a large file that were asked of a hub. */
const rangesOf = ({ requests }: Hub, file: string) =>
  requests
    .filter((one) => one.isOfStore && one.path.includes(encodeURIComponent(file)))
    .map(({ range }) => range)

describe('Two downloads of one model', () => {
  it('The second is refused while the first one runs, and goes on when that has ended', async (t) => {
    const at = await start(t)
    await withLock(at.partial, async () => {
      const { code, output } = await pull(at)
      assert.equal(code, 1)
      assert.match(
        output,
        /another download of this folder is running \(process \d+ of .*\): wait for its end/,
      )
      await assert.rejects(stat(at.partial), { code: 'ENOENT' })
    })
    const { code, output } = await pull(at)
    assert.equal(code, 0, output)
    assert.deepEqual(await readdir(at.models), [NAME])
  })

  it('A lock whose process has ended, or whose number another one has by now, is taken over', async (t) => {
    const at = await start(t)
    const { pid } = spawnSync('true')
    const lock = `${at.partial}.lock`
    for (const holder of [
      { host: os.hostname(), pid, startedAt: '1' },
      { host: os.hostname(), pid: process.pid, startedAt: '1' },
    ]) {
      await writeFile(lock, JSON.stringify(holder))
      assert.equal(await withLock(at.partial, () => Promise.resolve('done')), 'done')
    }
    await writeFile(lock, '{"host":')
    assert.equal(await withLock(at.partial, () => Promise.resolve('done')), 'done')
    await writeFile(lock, JSON.stringify({ host: 'elsewhere', pid: 1, startedAt: '1' }))
    await assert.rejects(
      withLock(at.partial, () => Promise.resolve()),
      /process 1 of elsewhere.* delete .*\.partial\.lock/,
    )
  })

  it('Of many that find an abandoned lock, one runs at a time', async (t) => {
    const at = await start(t)
    await writeFile(
      `${at.partial}.lock`,
      JSON.stringify({ host: os.hostname(), pid: 2 ** 30, startedAt: '1' }),
    )
    let running = 0
    const ends = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        withLock(at.partial, async () => {
          running += 1
          await wait(50)
          assert.equal(running, 1)
          running -= 1
        }),
      ),
    )
    assert.ok(ends.some(({ status }) => status === 'fulfilled'))
    for (const end of ends)
      if (end.status === 'rejected') assert.match(String(end.reason), /another download/)
  })
})

describe('npm run model -- pull', () => {
  it('It brings what the service reads, which is served with checksums', async (t) => {
    const at = await start(t)
    const { code, output } = await begin(at, [ID]).done
    assert.equal(code, 0, output)
    assert.match(output, new RegExp(`${NAME} is complete: commit ${COMMIT}`))
    assert.match(output, /^(\d+\.\d) of \1 MB \(100\.0 %\), \d+\.\d MB\/s, 0 s left$/m)
    const files = await filesOf(at.folder)
    assert.deepEqual(
      files.filter((name) => !name.startsWith('.cache/')),
      NEEDED,
    )
    for (const name of NEEDED.slice(1))
      assert.ok(
        (await readFile(path.join(at.folder, name))).equals(await readFile(path.join(SOURCE, name))),
        name,
      )

    const read = () => readModelFolders(at.models, { hashes: createFileHashes(null) })
    assert.deepEqual(
      (await read()).folders.map(({ definition }) => definition.id),
      [NAME],
    )
    const weights = path.join(at.folder, LARGEST)
    const bytes = await readFile(weights)
    bytes[bytes.length - 1]! ^= 1
    await writeFile(weights, bytes)
    assert.match((await read()).faults[0]!.reason, /is damaged: its SHA-256 is .*, expected .* by \.cache/)
  })

  it('Shards are those that the index names', async (t) => {
    const source = await mkdtemp(path.join(os.tmpdir(), 'pull-source-'))
    closeAfter(t, () => rm(source, { recursive: true }))
    await cp(SOURCE, source, { recursive: true })
    const single = await readFile(path.join(source, LARGEST))
    const length = Number(single.readBigUInt64LE(0))
    const header = JSON.parse(single.subarray(8, 8 + length).toString()) as Record<string, { dtype: string }>
    const shard = 'diffusion_pytorch_model-00001-of-00001.safetensors'
    const names = Object.keys(header).filter((name) => name !== '__metadata__')
    await writeFile(path.join(source, 'vae', shard), single)
    await rm(path.join(source, LARGEST))
    await writeFile(
      path.join(source, `${LARGEST}.index.json`),
      JSON.stringify({ weight_map: Object.fromEntries(names.map((name) => [name, shard])) }),
    )
    const models = await mkdtemp(path.join(os.tmpdir(), 'pull-'))
    const sharded = await startHub(ID, source, { 'vae/model.safetensors': 'not the ones' })
    closeAfter(t, () => Promise.all([sharded.close(), rm(models, { recursive: true })]))
    const { code, output } = await pull({ hub: sharded, models })
    assert.equal(code, 0, output)
    assert.deepEqual((await filesOf(path.join(models, NAME, 'vae'))).toSorted(), [
      'config.json',
      shard,
      `diffusion_pytorch_model.safetensors.index.json`,
    ])
  })

  it('A connection that is cut is taken up where it ended', async (t) => {
    const at = await start(t)
    at.hub.cut(LARGEST, 700_000, 2)
    const { code, output } = await pull(at)
    assert.equal(code, 0, output)
    assert.match(output, /vae\/diffusion_pytorch_model\.safetensors: .*; goes on from byte \d+/)
    const starts = rangesOf(at.hub, LARGEST).map((range) => Number(/\d+/.exec(range ?? '0')![0]))
    assert.equal(starts.length, 3)
    assert.ok(starts[0] === 0 && starts[1]! > 0 && starts[2]! > starts[1]!, String(starts))
  })

  it('After kill -9 nothing is served, and the next pull fetches the rest alone', async (t) => {
    const at = await start(t)
    // The answer is held back, not ended: the program dies while it waits.
    at.hub.cut(LARGEST, 700_000, 1000)
    at.hub.cut('transformer/diffusion_pytorch_model.safetensors', 1000, 1000)
    const { child, done } = begin(at, [ID])
    const cache = path.join(at.partial, '.cache/huggingface/download/vae')
    const bytesOfPart = async () => {
      const names = await readdir(cache).catch(() => [])
      const part = names.find((name) => name.endsWith('.incomplete'))
      // A file that is whole has another name from one moment to the next.
      const found = part === undefined ? null : await stat(path.join(cache, part)).catch(() => null)
      return found?.size ?? 0
    }
    const isOver = done.then(() => true)
    while ((await bytesOfPart()) < 500_000)
      assert.ok(!(await Promise.race([isOver, wait(5, false)])), 'it ended')
    child.kill('SIGKILL')
    await done
    const { folders, faults } = await readModelFolders(at.models)
    assert.deepEqual(folders, [], 'what is not whole is not served')
    assert.match(
      faults.map(({ reason }) => reason).join(),
      /^the download of .* has not ended: `npm run model -- pull`/,
    )
    const there = await bytesOfPart()
    at.hub.cut(LARGEST, 0, 0)
    at.hub.cut('transformer/diffusion_pytorch_model.safetensors', 0, 0)
    const before = at.hub.requests.length
    const { code, output } = await pull(at)
    assert.equal(code, 0, output)
    const again = at.hub.requests.slice(before)
    assert.deepEqual(
      again
        .filter(({ isOfStore, path: name }) => isOfStore && name.includes('vae'))
        .map(({ range }) => range),
      [`bytes=${there}-${(await stat(path.join(SOURCE, LARGEST))).size - 1}`],
    )
    assert.ok(!again.some(({ path: name }) => name.endsWith('/model_index.json')), 'whole files stay')
    assert.deepEqual(await readdir(at.models), [NAME])
  })

  it('A server that sends the whole file for a part of it is read from the start', async (t) => {
    const at = await start(t)
    at.hub.cut(LARGEST, 700_000)
    at.hub.ignoreRanges()
    const { code, output } = await pull(at)
    assert.equal(code, 0, output)
    assert.match(output, /goes on from byte 0/)
  })

  it('One that also cuts every answer at the same place is given up', async (t) => {
    const at = await start(t)
    at.hub.cut(LARGEST, 700_000, Infinity)
    at.hub.ignoreRanges()
    const done = pull(at)
    const isOver = done.then(() => true)
    const isEnough = () => at.hub.requests.length > 100
    while (!isEnough() && !(await Promise.race([isOver, wait(50, false)])));
    assert.ok(!isEnough(), 'it asks on and on')
    const { code, output } = await done
    assert.equal(code, 1)
    assert.match(output, /vae\/diffusion_pytorch_model\.safetensors cannot be fetched: /)
  })

  it('A wrong checksum deletes the file and fetches it again at the next pull', async (t) => {
    const at = await start(t)
    at.hub.list(LARGEST, { sha256: 'ab'.repeat(32) })
    const first = await pull(at)
    assert.equal(first.code, 1)
    assert.match(
      first.output,
      /model: vae\/.* is damaged: its checksum is [0-9a-f]{64}, and the hub says (ab){32}/,
    )
    assert.deepEqual(await readdir(at.models), [`.${NAME}.partial`])
    assert.ok(!(await filesOf(at.partial)).some((name) => name.includes('vae/diffusion')))
    at.hub.list(LARGEST, {})
    assert.equal((await pull(at)).code, 0)
  })

  for (const [status, message] of [
    [401, /answered 401: Someone\/wan-tiny-Diffusers does not exist there, or is not open.* set HF_TOKEN/],
    [403, /answered 403: the account of HF_TOKEN may not read .*; accept its terms at http/],
    [
      404,
      /answered 404: it has no model Someone\/wan-tiny-Diffusers with the revision v1; look for it at http/,
    ],
  ] as const)
    it(`A hub that answers ${status} is told with the way out, also for one file`, async (t) => {
      const at = await start(t)
      at.hub.refuse(status, /resolve.*vae/)
      const late = await pull(at, [ID, '--revision', 'v1'])
      assert.equal(late.code, 1)
      assert.match(late.output, message)
      at.hub.refuse(status)
      const { code, output } = await pull(at, [ID, '--revision', 'v1'])
      assert.equal(code, 1)
      assert.match(output, message)
      assert.ok(!/\n\s+at /.test(output), `a line, not a stack: ${output}`)
    })

  it('A token goes to the hub alone, not to where it leads', async (t) => {
    const at = await start(t)
    assert.equal((await pull(at, [ID], { HF_TOKEN: 'hf_secret' })).code, 0)
    assert.ok(at.hub.requests.some(({ isOfStore }) => isOfStore))
    for (const { isOfStore, authorization } of at.hub.requests)
      assert.equal(authorization, isOfStore ? undefined : 'Bearer hf_secret')
  })

  it('The proxy of HTTP_PROXY and HTTPS_PROXY is used', async (t) => {
    const at = await start(t)
    let passed = 0
    const proxy = createServer((req, res) => {
      passed += 1
      const onward = request(req.url!, { method: req.method, headers: req.headers }, (answer) => {
        res.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(res)
      })
      req.pipe(onward)
    })
    proxy.on('connect', (req, socket) => {
      passed += 1
      const [host, port] = req.url!.split(':')
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.pipe(onward).pipe(socket)
      })
      for (const side of [socket, onward]) side.on('error', () => undefined)
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    closeAfter(t, () => (proxy.closeAllConnections(), proxy.close()))
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const { code, output } = await begin(at, [ID], { HTTP_PROXY: address, HTTPS_PROXY: address }).done
    assert.equal(code, 0, output)
    assert.ok(passed > 0)
    const refused = await begin(at, [ID, '--name', 'other'], { HTTP_PROXY: 'http://127.0.0.1:9' }).done
    assert.equal(refused.code, 1)
    assert.match(
      refused.output,
      /cannot be reached: .*ECONNREFUSED.*; HTTPS_PROXY names a proxy, HF_ENDPOINT/,
    )
  })

  it('Before weights are fetched, their room on the disk is compared', async (t) => {
    const at = await start(t)
    at.hub.list(LARGEST, { size: 5e17, sha256: 'ab'.repeat(32) })
    const { code, output } = await pull(at)
    assert.equal(code, 1)
    assert.match(
      output,
      /500000000\.\d GB are still to come and \d+\.\d GB are free in .*: delete something there/,
    )
    assert.deepEqual(rangesOf(at.hub, LARGEST), [])
  })

  it('A disk that fills meanwhile is told with the way out', async (t) => {
    const at = await start(t)
    const sum = createHash('sha256')
      .update(await readFile(path.join(SOURCE, LARGEST)))
      .digest('hex')
    const part = path.join(at.partial, '.cache/huggingface/download', `${LARGEST}.${sum}.incomplete`)
    await mkdir(path.dirname(part), { recursive: true })
    await symlink('/dev/full', part)
    const { code, output } = await pull(at)
    assert.equal(code, 1)
    assert.match(output, /vae\/.* cannot be written: no space is left in .* \(\d+\.\d GB are free there\)/)
  })

  it('A folder that is there is never changed', async (t) => {
    const at = await start(t)
    assert.equal((await pull(at)).code, 0)
    const again = await pull(at)
    assert.equal(again.code, 0)
    assert.match(again.output, /was there before: commit/)
    await cp(SOURCE, path.join(at.models, 'mine'), { recursive: true })
    const { code, output } = await pull(at, [ID, '--name', 'mine'])
    assert.equal(code, 1)
    assert.match(
      output,
      /mine exists and is not commit .*: move it away, or choose another folder with --name/,
    )
  })

  for (const [what, others, message] of [
    [
      'another pipeline',
      { 'model_index.json': '{"_class_name": "FluxPipeline", "vae": ["diffusers", "X"]}' },
      /model_index\.json: .*FluxPipeline/,
    ],
    ['no list of components', { 'model_index.json': 'no JSON' }, /model_index\.json cannot be read as JSON/],
    [
      'a list without its files',
      {
        'vae/diffusion_pytorch_model.safetensors.index.json': '{"weight_map": {"a": "../../x.safetensors"}}',
      },
      /vae\/diffusion.* names \.\.\/\.\.\/x\.safetensors, which the repository does not have/,
    ],
  ] as const)
    it(`A model with ${what} is refused before its weights are fetched`, async (t) => {
      const at = await start(t, others)
      const { code, output } = await pull(at)
      assert.equal(code, 1)
      assert.match(output, message)
      assert.deepEqual(rangesOf(at.hub, 'safetensors'), [])
    })

  it('A repository in another layout is refused with the names of those that are served', async (t) => {
    const at = await start(t)
    const other = await startHub(ID, path.join(SOURCE, 'transformer'))
    closeAfter(t, () => other.close())
    const { code, output } = await pull({ ...at, hub: other })
    assert.equal(code, 1)
    assert.match(output, /has no model_index\.json, so it is not in the layout of diffusers/)
  })

  for (const args of [
    ['no-owner'],
    [ID, '--name', '../elsewhere'],
    ['../../etc/passwd'],
    [ID, 'another/one'],
  ])
    it(`The command line ${args.join(' ')} is refused`, async (t) => {
      const at = await start(t)
      const { code, output } = await pull(at, args)
      assert.equal(code, 2, output)
      assert.deepEqual(await readdir(at.models), [])
    })
})
