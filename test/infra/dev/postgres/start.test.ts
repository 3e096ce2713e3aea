import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it, type TestContext } from 'node:test'
import pg from 'pg'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { checkDataOwner, passwordFileOf } from '#infra/dev/postgres/cluster.ts'
import { recordedPostmaster } from '#infra/dev/postgres/leftovers.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { closeAfter } from '#test/support/closing.ts'

/** A data directory two levels below a temporary folder that only its owner may enter. */
function newDataDir(t: { after(close: () => void): void }): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wan-postgres-test-'))
  closeAfter(t, () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return path.join(folder, 'data', 'postgres')
}

type StartOptions = { port?: number; durable?: boolean }

async function start(t: TestContext, dataDir: string, options: StartOptions = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => {}, durable: false, ...options })
  closeAfter(t, () => postgres.stop())
  return postgres
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end().catch(() => {})
  }
}

/** The same launcher in a process of its own, which can be killed like a service. */
async function startInOtherProcess(dataDir: string) {
  const launcher = path.join(import.meta.dirname, 'owner.ts')
  const owner = spawn(process.execPath, [launcher, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: owner.stdout }), 'line')) as [string]
  const started = JSON.parse(line) as { url: string; pid: number }
  const killOwner = async (): Promise<void> => {
    owner.kill('SIGKILL')
    await once(owner, 'exit')
  }
  /**
   * Everything but the server itself; the stopped owner cannot notice what happens to its children.
   */
  const killAllButServer = async (): Promise<void> => {
    owner.kill('SIGSTOP')
    const watchdog = Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${started.pid}/status`, 'utf8'))?.[1])
    const children = readFileSync(`/proc/${watchdog}/task/${watchdog}/children`, 'utf8')
      .trim()
      .split(' ')
      .map(Number)
    for (const pid of [watchdog, ...children.filter((child) => child !== started.pid)])
      process.kill(pid, 'SIGKILL')
    await killOwner()
  }
  return { ...started, killOwner, killAllButServer }
}

/** False for a zombie: nothing of it runs, its parent has not asked for its exit status. */
function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
}

const refusedWith = (message: RegExp) => (error: unknown) =>
  error instanceof SetupError && message.test(error.message) && !error.message.includes('\n')

describe('the embedded Postgres', () => {
  const initialised = newDataDir({ after })
  before(async () => {
    await (await startEmbeddedPostgres({ dataDir: initialised, log: () => {}, durable: false })).stop()
  })
  /** One that an earlier start has filled: a copy takes a tenth of the time of `initdb`. */
  const filledDataDir = (t: TestContext): string => {
    const dataDir = newDataDir(t)
    execFileSync('cp', ['-a', path.dirname(initialised), path.dirname(dataDir)])
    return dataDir
  }

  it('The embedded Postgres answers on loopback with the password of a private file, and keeps its data', async (t) => {
    const dataDir = newDataDir(t)
    const first = await start(t, dataDir, { durable: true })
    await query(first.url, 'create table kept as select 42 as answer')
    assert.deepEqual(await query(first.url, "select current_setting('listen_addresses')"), ['127.0.0.1'])
    assert.deepEqual(await query(first.url, "select current_setting('unix_socket_directories')"), [''])
    assert.deepEqual(await query(first.url, "select current_setting('fsync')"), ['on'])
    assert.equal(statSync(passwordFileOf(dataDir)).mode & 0o777, 0o600)
    const wrong = new URL(first.url)
    wrong.password = 'wrong'
    await assert.rejects(query(wrong.href, 'select 1'), /password authentication failed/)
    await first.stop()
    assert.deepEqual(await first.exited, { code: 0, signal: null })

    const second = await start(t, dataDir)
    assert.deepEqual(await query(second.url, 'select answer from kept'), [42])
  })

  it('The embedded Postgres also runs from a folder that every user may enter', async (t) => {
    const dataDir = newDataDir(t)
    chmodSync(path.dirname(path.dirname(dataDir)), 0o755)
    const postgres = await start(t, dataDir)
    assert.deepEqual(await query(postgres.url, 'select 1'), [1])
  })

  it('A killed server is noticed, and starts again on the same port with every committed row', async (t) => {
    const dataDir = filledDataDir(t)
    const first = await start(t, dataDir, { durable: true })
    await query(first.url, 'create table kept as select 42 as answer')
    process.kill(first.pid, 'SIGKILL')
    assert.equal((await first.exited).code, 128 + os.constants.signals.SIGKILL)
    const second = await start(t, dataDir, { port: first.port, durable: true })
    assert.equal(second.port, first.port)
    assert.deepEqual(await query(second.url, 'select answer from kept'), [42])
  })

  it('Postgres ends with the process that started it, however that ends, and the next start waits for its end', async (t) => {
    const dataDir = filledDataDir(t)
    const other = await startInOtherProcess(dataDir)
    await query(other.url, 'create table kept as select 42 as answer')
    await other.killOwner()
    const next = await start(t, dataDir)
    assert.equal(isRunning(other.pid), false)
    assert.deepEqual(await query(next.url, 'select answer from kept'), [42])
  })

  it('A start stops a server that has lost its watchdog', async (t) => {
    const dataDir = filledDataDir(t)
    const other = await startInOtherProcess(dataDir)
    await other.killAllButServer()
    assert.equal(isRunning(other.pid), true)
    const next = await start(t, dataDir)
    assert.equal(isRunning(other.pid), false)
    assert.deepEqual(await query(next.url, 'select 1'), [1])
  })

  it('A lock file whose process number is reused does not prevent a start', async (t) => {
    const dataDir = filledDataDir(t)
    writeFileSync(path.join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n`)
    const postgres = await start(t, dataDir)
    assert.equal(recordedPostmaster(dataDir), postgres.pid)
  })

  it('A start deletes the leftovers of an interrupted initdb', async (t) => {
    const dataDir = newDataDir(t)
    const leftover = `${dataDir}.unfinished-abc`
    mkdirSync(leftover, { recursive: true })
    writeFileSync(path.join(leftover, 'PG_VERSION'), '18\n')
    const postgres = await start(t, dataDir)
    assert.deepEqual(await query(postgres.url, 'select 1'), [1])
    assert.equal(existsSync(leftover), false)
  })

  it('A data directory that others may enter is closed to them instead of failing the start', async (t) => {
    const dataDir = filledDataDir(t)
    chmodSync(dataDir, 0o755)
    await start(t, dataDir)
    assert.equal(statSync(dataDir).mode & 0o777, 0o700)
  })

  it('Data of another version, of another user or of no Postgres is refused in one line', async (t) => {
    const dataDir = newDataDir(t)
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path.join(dataDir, 'letter.txt'), '')
    await assert.rejects(start(t, dataDir), refusedWith(/has files in it but no Postgres data/))
    writeFileSync(path.join(dataDir, 'PG_VERSION'), '15\n')
    await assert.rejects(start(t, dataDir), refusedWith(/has data of Postgres 15, but this is Postgres 18/))
    const owner = statSync(dataDir).uid
    assert.throws(
      () => checkDataOwner(dataDir, owner + 1),
      refusedWith(/belongs to user \d+, but this is user \d+/),
    )
  })

  it('A port in use, a data directory in use and a lost password are refused in one line', async (t) => {
    const dataDir = filledDataDir(t)
    const occupant = createServer().listen(0, '127.0.0.1')
    await once(occupant, 'listening')
    closeAfter(t, () => occupant.close())
    const { port } = occupant.address() as { port: number }
    await assert.rejects(start(t, dataDir, { port }), refusedWith(new RegExp(`port ${port} .* is in use`)))

    const running = await start(t, dataDir)
    await assert.rejects(start(t, dataDir), refusedWith(/is in use by another running service/))
    assert.deepEqual(await query(running.url, 'select 1'), [1])
    await running.stop()

    rmSync(passwordFileOf(dataDir))
    await assert.rejects(start(t, dataDir), refusedWith(/password .* cannot be read \(ENOENT\)/))
  })

  it('A folder that cannot be created is refused in one line', async (t) => {
    await assert.rejects(start(t, '/proc/nowhere/postgres'), refusedWith(/\/proc\/nowhere is not writable/))
  })
})
