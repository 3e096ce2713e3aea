import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, type ClientHttp2Session } from 'node:http2'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { currentCertificate } from '#test/core/outbound/tls-certificate.ts'
import { until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

/** A proxy in front of two APIs, as an example of the repository sets it up. */
export interface Proxy {
  readonly name: string
  readonly file: string
  readonly install: string
  /** The example with the addresses and files of the test. */
  adapt(text: string, o: { port: number; apiPorts: readonly [number, number]; folder: string }): string
  args(file: string, folder: string): string[]
}

/** The name in the examples. */
export const PROXY_NAME = 'wan.example.com'

export const NGINX: Proxy = {
  name: 'nginx',
  file: 'infra/proxy/nginx.conf',
  install: 'apt-get install nginx-light',
  adapt: (text, { port, apiPorts, folder }) =>
    text
      .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
      .replace('127.0.0.1:8088', `127.0.0.1:${apiPorts[0]}`)
      .replace('127.0.0.1:8089', `127.0.0.1:${apiPorts[1]}`)
      .replaceAll('/etc/nginx/', `${folder}/`),
  args: (file, folder) => [
    ...['-c', file, '-p', folder, '-e', 'stderr'],
    ...['-g', `daemon off; pid ${folder}/nginx.pid;`],
  ],
}

export const CADDY: Proxy = {
  name: 'caddy',
  file: 'infra/proxy/Caddyfile',
  install: 'apt-get install caddy',
  adapt: (text, { port, apiPorts, folder }) =>
    `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${text
      .replace(
        `${PROXY_NAME} {`,
        `https://${PROXY_NAME}:${port} {\n\tbind 127.0.0.1\n\ttls ${folder}/wan.crt ${folder}/wan.key`,
      )
      .replace('127.0.0.1:8088', `127.0.0.1:${apiPorts[0]}`)
      .replace('127.0.0.1:8089', `127.0.0.1:${apiPorts[1]}`)}`,
  args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
}

/**
 * Starts a proxy of this machine in front of two APIs.
 *
 * @returns an HTTP/2 session with it
 */
export async function startProxy(
  t: Pick<TestContext, 'after'> | { after(closer: () => Promise<unknown> | void): void },
  proxy: Proxy,
  program: string,
  apiPorts: readonly [number, number],
): Promise<ClientHttp2Session> {
  const folder = await mkdtemp(path.join(tmpdir(), `wan-${proxy.name}-`))
  await chmod(folder, 0o755)
  const { certificate, privateKey } = currentCertificate(PROXY_NAME)
  await writeFile(path.join(folder, 'wan.crt'), certificate)
  await writeFile(path.join(folder, 'wan.key'), privateKey)
  const port = await freeLoopbackPort()
  const text = await readFile(path.join(ROOT, proxy.file), 'utf8')
  const file = path.join(folder, 'configuration')
  await writeFile(file, proxy.adapt(text, { port, apiPorts, folder }))
  const child = spawn(program, proxy.args(file, folder), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  closeAfter(t, async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
    await rm(folder, { recursive: true, force: true })
  })
  const open = (): ClientHttp2Session =>
    connect(`https://127.0.0.1:${port}`, { servername: PROXY_NAME, ca: certificate })
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
  closeAfter(t, () => session.destroy())
  return session
}

export interface ProxyAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** One request through a proxy. */
export async function ask(
  session: ClientHttp2Session,
  headers: Record<string, string>,
  body?: Buffer | string,
): Promise<ProxyAnswer> {
  const stream = session.request({ ':authority': PROXY_NAME, ...headers })
  stream.end(body)
  const closed = once(stream, 'close').then(() => {
    throw new Error('the stream was closed without an answer')
  })
  const [answer] = (await Promise.race([once(stream, 'response'), closed])) as [Record<string, unknown>]
  closed.catch(() => undefined)
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return { status: Number(answer[':status']), headers: answer, body: text }
}
