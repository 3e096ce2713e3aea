import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, describe, it } from 'node:test'
import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { recordedPostmaster } from '#infra/dev/postgres/leftovers.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { serviceEnvironment } from '#test/support/processes/environment.ts'
import { patient } from '#test/support/load/patience.ts'
import { until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

const SCRIPT = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'infra', 'dev', 'service', 'main.ts')
const STOP_LIMIT_MS = 10_000

/** A test, or several: whatever ends what was started. */
interface Ending {
  after(close: () => unknown): void
}

function newDataDir(t: Ending): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wan-start-test-'))
  closeAfter(t, () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return folder
}

type StartedService = Awaited<ReturnType<typeof startService>>

/**
 * `npm start` without npm. Lines arrive in `lines`; `until` resolves when one matches, or the
 * process has ended.
 */
async function startService(t: Ending, dataDir: string, settings: Record<string, string> = {}) {
  const port = Number(settings['PORT'] ?? (await freeLoopbackPort()))
  const env = {
    ...serviceEnvironment(),
    ENGINES: 'cpu',
    ...settings,
    DATA_DIR: dataDir,
    PORT: String(port),
  }
  const child = spawn(process.execPath, [SCRIPT], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const lines: string[] = []
  const arrivals = new EventTarget()
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on('line', (line) => {
      lines.push(line)
      arrivals.dispatchEvent(new Event('line'))
    })
  void once(child, 'close').then(() => arrivals.dispatchEvent(new Event('line')))
  closeAfter(t, async () => {
    child.kill('SIGTERM')
    await exited
  })
  return {
    child,
    exited,
    lines,
    url: `http://localhost:${port}`,
    async until(text: RegExp): Promise<void> {
      while (!lines.some((line) => text.test(line))) {
        assert.equal(child.stdout.readableEnded, false, `ended without ${text}: ${lines.join('\n')}`)
        await once(arrivals, 'line')
      }
    },
  }
}

describe('npm start', () => {
  const closers: (() => unknown)[] = []
  /** What one test starts and the next ones look at is ended after all of them. */
  const all: Ending = { after: (close) => void closers.push(close) }
  after(async () => {
    for (const close of closers.toReversed()) await close()
  })
  const dataDir = newDataDir(all)
  const readAccess = (): DevelopmentAccess =>
    JSON.parse(readFileSync(path.join(dataDir, 'dev.json'), 'utf8')) as DevelopmentAccess
  const list = (token: string): Promise<Response> =>
    fetch(`${service.url}/v1/videos`, { headers: { authorization: `Bearer ${token}` } })
  let service: StartedService

  it('npm start becomes ready and writes private access data', async () => {
    service = await startService(all, dataDir, { ENGINES: 'cpu,cuda:0' })
    await service.until(/^ready /)
    assert.equal(service.lines.at(-1), `ready ${service.url}`)
    assert.ok(service.lines.includes(`docs     ${service.url}/docs`), service.lines.join('\n'))
    const keys = path.relative(process.cwd(), path.join(dataDir, 'dev.json'))
    assert.ok(service.lines.some((line) => line.startsWith(`keys     ${keys} `)))

    assert.equal(statSync(path.join(dataDir, 'dev.json')).mode & 0o777, 0o600)
    const access = readAccess()
    assert.equal(access.base_url, service.url)
    for (const token of [access.api_key, access.admin_api_key, access.jwt])
      assert.equal((await list(token)).status, 200)
    assert.equal((await list('wrong')).status, 401)
  })

  it('An engine that cannot work is left out, and the others make videos', async () => {
    assert.match(
      service.lines.join('\n'),
      /worker: an engine is left out: the device cuda:0 cannot work: lib/,
    )
    const { checks } = (await (await fetch(`${service.url}/readyz`)).json()) as {
      checks: Record<string, string>
    }
    assert.deepEqual([checks['workers'], checks['engines']], ['ok', '1 of 2 cannot work'])
  })

  it('It survives the loss of its Postgres, and is the only one on its data', async (t) => {
    const postmaster = recordedPostmaster(path.join(dataDir, 'postgres'))
    assert.ok(postmaster)
    process.kill(postmaster, 'SIGKILL')
    await service.until(/^Postgres is running again$/)
    await until(
      async () => (await list(readAccess().api_key)).status === 200,
      30_000,
      () => 'the API does not find Postgres again',
    )

    const second = await startService(t, dataDir)
    assert.deepEqual(await second.exited, [1, null])
    assert.match(second.lines.join('\n'), /^the service is already running on [^\n]*\(process \d+\)[^\n]*$/)
  })

  it('Keys and secrets outlive its being killed', async () => {
    const before = readAccess()
    service.child.kill('SIGKILL')
    await service.exited

    // The same port at once: what the killed run started still holds it for a moment.
    service = await startService(all, dataDir, { PORT: new URL(service.url).port })
    await service.until(/^ready /)
    const access = readAccess()
    assert.deepEqual([access.api_key, access.webhook_secret], [before.api_key, before.webhook_secret])
    assert.equal((await list(before.jwt)).status, 200)
  })

  it('npm start stops everything that it started', async () => {
    const stoppedAt = performance.now()
    service.child.kill('SIGTERM')
    assert.deepEqual(await service.exited, [0, null])
    assert.ok(performance.now() - stoppedAt < patient(STOP_LIMIT_MS))
    assert.equal(recordedPostmaster(path.join(dataDir, 'postgres')), undefined)
    await assert.rejects(list(readAccess().api_key), /fetch failed/)
    assert.equal(existsSync(path.join(dataDir, 'instance.lock')), false)
  })

  it('npm start refuses in one line what it cannot work with', async (t) => {
    const occupant = createServer().listen(0, '127.0.0.1')
    await once(occupant, 'listening')
    closeAfter(t, () => occupant.close())
    const { port } = occupant.address() as { port: number }
    const oldData = newDataDir(t)
    mkdirSync(path.join(oldData, 'postgres'))
    writeFileSync(path.join(oldData, 'postgres', 'PG_VERSION'), '15\n')
    const unreachable = 'postgres://user:secret@127.0.0.1:1/database'
    const cases: [string, Record<string, string>, RegExp][] = [
      [newDataDir(t), { PORT: String(port) }, /^port \d+ of 127\.0\.0\.1 is in use/],
      [oldData, {}, /has data of Postgres 15, but this is Postgres 18/],
      ['/proc/nowhere', {}, /^\/proc\/nowhere is not writable for user \d+/],
      [newDataDir(t), { MODELS_DIR: '/nope' }, /^MODELS_DIR is \/nope, which is not a folder: create it/],
      [newDataDir(t), { HOST: '192.0.2.1' }, /^HOST is 192\.0\.2\.1, which is no address of this machine/],
      [
        newDataDir(t),
        { DATABASE_URL: unreachable },
        /^the database of DATABASE_URL cannot be used: [^\n]*ECONNREFUSED/,
      ],
    ]
    for (const [dataDir, settings, message] of cases) {
      const service = await startService(t, dataDir, settings)
      assert.deepEqual(await service.exited, [1, null])
      assert.equal(service.lines.length, 1, service.lines.join('\n'))
      assert.match(service.lines[0] ?? '', message)
      assert.doesNotMatch(service.lines[0] ?? '', /secret/)
    }
  })

  it('An engine whose device cannot work ends npm start with the missing library and its cure', async (t) => {
    const database = await createTestDatabase(t)
    const settings = { ENGINES: 'cuda:0', DATABASE_URL: database.url }
    const service = await startService(t, newDataDir(t), settings)
    assert.deepEqual(await service.exited, [1, null])
    const [fault = '', end = ''] = service.lines.slice(-2)
    assert.match(fault, /^worker: no engine can work: the device cuda:0 cannot work: lib[\w.]+ is missing; /)
    assert.equal(end, 'the worker cannot start before that is changed; stopping')
    assert.ok(!service.lines.some((line) => line.startsWith('ready')))
  })
})
