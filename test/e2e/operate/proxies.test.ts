import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { currentCertificate } from '#test/core/outbound/tls-certificate.ts'
import { installedProgram } from '#test/support/programs/installed.ts'
import { until } from '#test/support/processes/processes.ts'
import { photograph, serveModels, startApi, type TestApi } from '#test/support/service/service.ts'

interface Proxy {
  readonly name: string
  readonly file: string
  readonly install: string
  /** The example with the addresses and files of the test. */
  adapt(text: string, o: { port: number; apiPort: string; deadPort: number; folder: string }): string
  args(file: string, folder: string): string[]
}

const PROXIES: readonly Proxy[] = [
  {
    name: 'nginx',
    file: 'infra/proxy/nginx.conf',
    install: 'apt-get install nginx-light',
    adapt: (text, { port, apiPort, deadPort, folder }) =>
      text
        .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
        .replace('127.0.0.1:8088', `127.0.0.1:${apiPort}`)
        .replace('127.0.0.1:8089', `127.0.0.1:${deadPort}`)
        .replaceAll('/etc/nginx/', `${folder}/`),
    args: (file, folder) => [
      ...['-c', file, '-p', folder, '-e', 'stderr'],
      ...['-g', `daemon off; pid ${folder}/nginx.pid;`],
    ],
  },
  {
    name: 'caddy',
    file: 'infra/proxy/Caddyfile',
    install: 'apt-get install caddy',
    adapt: (text, { port, apiPort, deadPort, folder }) =>
      `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${text
        .replace(
          'wan.example.com {',
          `https://wan.example.com:${port} {\n\tbind 127.0.0.1\n\ttls ${folder}/wan.crt ${folder}/wan.key`,
        )
        .replace('127.0.0.1:8088', `127.0.0.1:${apiPort}`)
        .replace('127.0.0.1:8089', `127.0.0.1:${deadPort}`)}`,
    args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
  },
]

async function startProxy(t: TestContext, proxy: Proxy, program: string, api: TestApi) {
  const folder = await mkdtemp(path.join(tmpdir(), `wan-${proxy.name}-`))
  await chmod(folder, 0o755)
  const { certificate, privateKey } = currentCertificate('wan.example.com')
  await writeFile(path.join(folder, 'wan.crt'), certificate)
  await writeFile(path.join(folder, 'wan.key'), privateKey)
  const [port, deadPort] = [await freeLoopbackPort(), await freeLoopbackPort()]
  const text = await readFile(path.join(ROOT, proxy.file), 'utf8')
  const file = path.join(folder, 'configuration')
  await writeFile(file, proxy.adapt(text, { port, deadPort, folder, apiPort: new URL(api.baseUrl).port }))
  const child = spawn(program, proxy.args(file, folder), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  t.after(async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
    await rm(folder, { recursive: true, force: true })
  })
  const open = (): ClientHttp2Session =>
    connect(`https://127.0.0.1:${port}`, { servername: 'wan.example.com', ca: certificate })
  await until(
    async () => {
      const session = open()
      session.on('error', () => undefined)
      const answer = await ask(session, { ':path': '/livez' }).catch(() => null)
      session.destroy()
      return answer?.status === 200
    },
    30_000,
    () => `${proxy.name} does not answer:\n${output}`,
  )
  const session = open()
  t.after(() => session.destroy())
  return session
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

async function ask(
  session: ClientHttp2Session,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<Answer> {
  const stream = session.request({ ':authority': 'wan.example.com', ...headers })
  stream.end(body)
  const [answer] = (await once(stream, 'response')) as [Record<string, unknown>]
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return { status: Number(answer[':status']), headers: answer, body: text }
}

/** Waits until a stream has brought a text. */
async function brings(stream: ClientHttp2Stream, text: string): Promise<void> {
  let seen = ''
  stream.on('data', (chunk: Buffer) => (seen += chunk.toString()))
  await until(
    () => seen.includes(text),
    20_000,
    () => `the stream brought ${JSON.stringify(seen)}`,
  )
}

describe('Proxies, as the examples set them up', () => {
  for (const proxy of PROXIES)
    it(`${proxy.name} passes HTTP/2, an upload and events as they happen, and hides metrics`, async (t) => {
      const program = installedProgram(proxy.name)
      if (program === null) return t.skip(`${proxy.name} is not installed (${proxy.install})`)
      const api = await startApi({ env: { TRUSTED_PROXIES: '127.0.0.0/8' } })
      t.after(() => api.close())
      await serveModels(api)
      const session = await startProxy(t, proxy, program, api)
      const authorization = `Bearer ${api.key}`
      assert.equal((await ask(session, { ':path': '/metrics' })).status, 404)
      assert.equal(session.alpnProtocol, 'h2')

      const form = new FormData()
      form.set('prompt', 'a cup of coffee')
      form.set('input_reference', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
      const request = new Response(form)
      const created = await ask(
        session,
        {
          ':method': 'POST',
          ':path': '/v1/videos',
          authorization,
          'content-type': request.headers.get('content-type') as string,
        },
        Buffer.from(await request.arrayBuffer()),
      )
      assert.equal(created.status, 200, created.body)
      const { id } = JSON.parse(created.body) as { id: string }

      const events = session.request({
        ':authority': 'wan.example.com',
        ':path': `/v1/videos/${id}/events`,
        authorization,
      })
      await brings(events, 'queued')
      const { id: taskId } = await api.deps.db.selectFrom('tasks').select('id').executeTakeFirstOrThrow()
      const bytes = Buffer.from('bytes')
      await sleep(200)
      await api.complete(taskId, { video: bytes, thumbnail: bytes, spritesheet: bytes })
      await brings(events, 'completed')
      events.destroy()
      const content = await ask(session, { ':path': `/v1/videos/${id}/content`, authorization })
      assert.deepEqual([content.status, content.body], [200, 'bytes'])
    })
})
