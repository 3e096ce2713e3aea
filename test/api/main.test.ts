import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import type { Db } from '#core/postgres/db.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { registerModels } from '#core/store/models.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { photograph, TINY_MODEL } from '#test/support/service/service.ts'
import { serviceEnvironment } from '#test/support/processes/environment.ts'
import { until } from '#test/support/processes/processes.ts'

const MAIN = path.resolve(import.meta.dirname, '..', '..', 'api', 'main.ts')

let database: TestDatabase
let db: Db
let key: string
let dataDir: string
before(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'wan-main-'))
  db = openTestDatabase(database.url, 2)
  key = (await issueApiKey(db, 'acme')).key
  await registerModels(db, [TINY_MODEL], new Date())
})
after(async () => {
  await db?.destroy()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

/** The process itself; `line` waits for a line of its output. */
function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...serviceEnvironment(),
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      LINK_SECRET: 'a-link-secret-of-the-tests-that-is-long-enough',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  assert.ok(child.stdout && child.stderr)
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => (output += `${line}\n`))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  return {
    child,
    exited,
    output: () => output,
    async line(text: string): Promise<void> {
      while (!output.includes(text))
        await Promise.race([
          once(lines, 'line'),
          exited.then((code) => assert.fail(`it ended with ${code}:\n${output}`)),
        ])
    },
  }
}

describe('The API process', () => {
  it('An API that cannot start prints the reason in one line and exits with 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    const cases: [Record<string, string>, RegExp][] = [
      [
        { PORT: String(port) },
        new RegExp(`^The API did not start\\. Port ${port} on 127\\.0\\.0\\.1 is already in use.*\\n$`),
      ],
      [{ PORT: 'many' }, /PORT must be a number, not "many"/],
      [{ LINK_SECRET: '' }, /LINK_SECRET must be set/],
      [{ DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }, /^The API did not start\. .*ECONNREFUSED.*\n$/],
    ]
    for (const [env, message] of cases) {
      const api = run({ LOG_LEVEL: 'silent', ...env })
      assert.equal(await api.exited, 1)
      assert.match(api.output(), message)
      assert.ok(!api.output().includes('    at '), 'no stack')
    }
    taken.close()
  })

  it('On SIGTERM, the API finishes the requests in flight and exits with 0', async () => {
    const port = await freeLoopbackPort()
    const api = run({ PORT: String(port) })
    await api.line('api ready')
    const base = `http://127.0.0.1:${port}`
    // The body is half sent: the request is in flight and still needs its answer.
    const body = new TransformStream<Uint8Array, Uint8Array>()
    const writer = body.writable.getWriter()
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const answer = fetch(`${base}/v1/videos`, {
      method: 'POST',
      headers,
      body: body.readable,
      duplex: 'half',
    })
    await writer.write(Buffer.from('{"prompt":"x",'))
    assert.equal((await fetch(`${base}/livez`)).status, 200)
    api.child.kill('SIGTERM')
    await api.line('api stopping')
    await writer.write(Buffer.from('"fps":0}'))
    await writer.close()
    assert.equal((await answer).status, 400)
    assert.equal(await api.exited, 0)
    await assert.rejects(fetch(`${base}/livez`))
  })

  it('A request on a kept connection that arrives while the API stops is answered', async () => {
    const port = await freeLoopbackPort()
    const api = run({ PORT: String(port) })
    await api.line('api ready')
    const socket = connect(port, '127.0.0.1')
    let answers = ''
    socket.on('data', (chunk: Buffer) => (answers += chunk.toString()))
    const ended = once(socket, 'close')
    socket.write('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n')
    while (!answers.includes('"ok"')) await once(socket, 'data')
    api.child.kill('SIGTERM')
    await api.line('api stopping')
    const body = '{"prompt":"x","fps":0}'
    socket.write(
      `POST /v1/videos HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    await ended
    assert.match(answers, /HTTP\/1\.1 400 Bad Request\r\n[^]*connection: close\r\n/i)
    assert.equal(await api.exited, 0)
  })

  it('An API whose log nobody reads answers and stops', async () => {
    const port = await freeLoopbackPort()
    const child = spawn(process.execPath, [MAIN], {
      env: {
        ...serviceEnvironment(),
        DATABASE_URL: database.url,
        DATA_DIR: dataDir,
        LINK_SECRET: 'a-link-secret-of-the-tests-that-is-long-enough',
        PORT: String(port),
        LOG_LEVEL: 'debug',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const exited = once(child, 'exit')
    const base = `http://127.0.0.1:${port}`
    await until(
      async () => (await fetch(`${base}/livez`).catch(() => null))?.status === 200,
      60_000,
      () => 'the API did not start',
    )
    // A pipe holds 64 KiB, and the reading side as much again: some 300 lines.
    for (let i = 0; i < 20; i++) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => fetch(`${base}/v1/videos/${'x'.repeat(200)}`)),
      )
      assert.ok(answers.every(({ status }) => status === 401 || status === 429))
    }
    assert.equal((await fetch(`${base}/livez`)).status, 200)
    child.kill('SIGTERM')
    assert.deepEqual(await exited, [0, null])
  })

  it('The API stops when its supervisor exits', async () => {
    const api = run({ PORT: String(await freeLoopbackPort()) })
    await api.line('api ready')
    api.child.disconnect()
    assert.equal(await api.exited, 0)
  })

  it('The log has one line per request, without prompts, keys, queries or image addresses', async () => {
    const port = await freeLoopbackPort()
    const api = run({ PORT: String(port), LOG_LEVEL: 'debug', OUTBOUND_ALLOW_PRIVATE: 'true' })
    await api.line('api ready')
    const base = `http://127.0.0.1:${port}`
    const headers = { authorization: `Bearer ${key}` }
    const form = new FormData()
    form.set('prompt', 'canary-prompt')
    form.set('input_reference', new Blob([await photograph()]), 'photo.jpg')
    await fetch(`${base}/v1/videos`, { method: 'POST', headers, body: form })
    const json = { ...headers, 'content-type': 'application/json' }
    for (const body of [
      '{"prompt":"canary-prompt","fps":0}',
      '{"prompt":"canary-prompt"',
      '{"prompt":"canary-prompt","input_reference":{"image_url":"http://127.0.0.1:1/canary-path?canary-query"}}',
    ])
      await fetch(`${base}/v1/videos`, { method: 'POST', headers: json, body })
    await fetch(`${base}/v1/videos?after=canary-query`, { headers })
    await fetch(`${base}/v1/videos`, { headers: { authorization: 'Bearer canary.token.x' } })
    await fetch(`${base}/files/tasks/a/video.mp4?signature=canary-signature`)
    api.child.kill('SIGTERM')
    await api.exited
    const output = api.output()
    assert.ok(!/canary/.test(output), output)
    assert.ok(!output.includes(key))
    const requests = output.split('\n').filter((line) => line.includes('"msg":"request"'))
    assert.equal(requests.length, 7)
    const first = JSON.parse(requests[0] as string) as Record<string, unknown>
    assert.deepEqual(
      [first['method'], first['path'], first['operation'], first['status'], first['tenantId'], first['how']],
      ['POST', '/v1/videos', 'openai.create', 200, 'acme', 'api_key'],
    )
  })
})
