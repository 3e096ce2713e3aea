import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { describe, it, type TestContext } from 'node:test'
import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { recordedPostmaster } from '#infra/dev/postgres/leftovers.ts'
import { serviceEnvironment } from '#test/support/processes/environment.ts'
import { patient } from '#test/support/load/patience.ts'

const SCRIPT = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'infra', 'dev', 'service', 'main.ts')
const STOP_LIMIT_MS = 10_000

function newDataDir(t: TestContext): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wan-start-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return folder
}

/**
 * `npm start` without npm. Lines arrive in `lines`; `until` resolves when one matches, or the
 * process has ended.
 */
async function startService(t: TestContext, dataDir: string, settings: Record<string, string> = {}) {
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
  t.after(async () => {
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
  it('npm start becomes ready, writes private access data, survives the loss of its Postgres, and stops everything it started', async (t) => {
    const dataDir = newDataDir(t)
    const service = await startService(t, dataDir)
    await service.until(/^ready /)
    assert.equal(service.lines.at(-1), `ready ${service.url}`)
    assert.ok(service.lines.includes(`docs     ${service.url}/docs`), service.lines.join('\n'))
    const keys = path.relative(process.cwd(), path.join(dataDir, 'dev.json'))
    assert.ok(service.lines.some((line) => line.startsWith(`keys     ${keys} `)))

    const accessFile = path.join(dataDir, 'dev.json')
    assert.equal(statSync(accessFile).mode & 0o777, 0o600)
    const access = JSON.parse(readFileSync(accessFile, 'utf8')) as DevelopmentAccess
    assert.equal(access.base_url, service.url)
    const list = (token: string): Promise<Response> =>
      fetch(`${service.url}/v1/videos`, { headers: { authorization: `Bearer ${token}` } })
    for (const token of [access.api_key, access.admin_api_key, access.jwt])
      assert.equal((await list(token)).status, 200)
    assert.equal((await list('wrong')).status, 401)

    const postmaster = recordedPostmaster(path.join(dataDir, 'postgres'))
    assert.ok(postmaster)
    process.kill(postmaster, 'SIGKILL')
    await service.until(/^Postgres is running again$/)
    while ((await list(access.api_key)).status !== 200);

    const second = await startService(t, dataDir)
    assert.deepEqual(await second.exited, [1, null])
    assert.match(second.lines.join('\n'), /^the service is already running on [^\n]*\(process \d+\)[^\n]*$/)

    const stoppedAt = performance.now()
    service.child.kill('SIGTERM')
    assert.deepEqual(await service.exited, [0, null])
    assert.ok(performance.now() - stoppedAt < patient(STOP_LIMIT_MS))
    assert.equal(recordedPostmaster(path.join(dataDir, 'postgres')), undefined)
    await assert.rejects(list(access.api_key), /fetch failed/)
    assert.equal(existsSync(path.join(dataDir, 'instance.lock')), false)
  })

  it('Keys and secrets outlive a restart of npm start, and also its being killed', async (t) => {
    const dataDir = newDataDir(t)
    const first = await startService(t, dataDir)
    await first.until(/^ready /)
    const before = JSON.parse(readFileSync(path.join(dataDir, 'dev.json'), 'utf8')) as DevelopmentAccess
    first.child.kill('SIGKILL')
    await first.exited

    // The same port at once: what the killed run started still holds it for a moment.
    const second = await startService(t, dataDir, { PORT: new URL(first.url).port })
    await second.until(/^ready /)
    const access = JSON.parse(readFileSync(path.join(dataDir, 'dev.json'), 'utf8')) as DevelopmentAccess
    assert.deepEqual([access.api_key, access.webhook_secret], [before.api_key, before.webhook_secret])
    const headers = { authorization: `Bearer ${before.jwt}` }
    assert.equal((await fetch(`${second.url}/v1/videos`, { headers })).status, 200)
  })

  it('npm start refuses in one line what it cannot work with', async (t) => {
    const occupant = createServer().listen(0, '127.0.0.1')
    await once(occupant, 'listening')
    t.after(() => occupant.close())
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
    const service = await startService(t, newDataDir(t), { ENGINES: 'cuda:0' })
    assert.deepEqual(await service.exited, [1, null])
    const [fault = '', end = ''] = service.lines.slice(-2)
    assert.match(fault, /^worker: no engine can work: the device cuda:0 cannot work: lib[\w.]+ is missing; /)
    assert.equal(end, 'the worker cannot start before that is changed; stopping')
    assert.ok(!service.lines.some((line) => line.startsWith('ready')))
  })

  it('An engine that cannot work is left out, and the others make videos', async (t) => {
    const service = await startService(t, newDataDir(t), { ENGINES: 'cpu,cuda:0' })
    await service.until(/^ready /)
    assert.match(
      service.lines.join('\n'),
      /worker: an engine is left out: the device cuda:0 cannot work: lib/,
    )
    const { checks } = (await (await fetch(`${service.url}/readyz`)).json()) as {
      checks: Record<string, string>
    }
    assert.deepEqual([checks['workers'], checks['engines']], ['ok', '1 of 2 cannot work'])
  })
})
