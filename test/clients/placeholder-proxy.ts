import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Real things in place of those that generated tests name without having made them. */
export interface RealThings {
  readonly baseUrl: string
  readonly apiKey: string
  /** Id of a completed video that no other request names. */
  video(): Promise<string>
  /** Id of an uploaded file that no other request names. */
  file(): Promise<string>
  /** Id of a model that is served. */
  readonly model: string
  /** A picture, and an mp4 for parts that are called `video`. */
  readonly image: Buffer
  readonly clip: Buffer
}

/** Bytes that generated tests send where a real client sends a file. */
const EXAMPLE_BYTES = Buffer.from('Example data')

/**
 * A server on loopback through which others' tests reach the service unchanged: it adds `/v1` and
 * the real key, and puts real ids and a real picture where the tests have placeholders
 * (`video_123`, `file_id`, `gpt-4o-mini`, "Example data").
 */
export async function openPlaceholderProxy(things: RealThings): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    forward(request, things).then(
      async (answer) => {
        // fetch has undone the encoding of the body.
        const headers = Object.fromEntries(
          [...answer.headers].filter(
            ([name]) => !/^(content-encoding|content-length|transfer-encoding|connection)$/.test(name),
          ),
        )
        response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()))
      },
      (error: unknown) => response.writeHead(502).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

async function forward(request: IncomingMessage, things: RealThings): Promise<Response> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method = 'GET', url = '/' } = request
  const isUpload = /^\/(videos|files)(\/|$|\?)/.test(url)
  const body = withIds(isUpload ? withFile(Buffer.concat(chunks), things) : Buffer.concat(chunks))
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (
      typeof value === 'string' &&
      !/^(host|connection|content-length|transfer-encoding|accept-encoding)$/.test(name)
    )
      headers.set(name, value)
  headers.set('authorization', `Bearer ${things.apiKey}`)
  return fetch(`${things.baseUrl}/v1${await realPath(url)}`, {
    method,
    headers,
    redirect: 'manual',
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: await body }),
  })

  async function realPath(path: string): Promise<string> {
    let real = path.replace('/models/gpt-4o-mini', `/models/${things.model}`)
    if (real.includes('video_123')) real = real.replaceAll('video_123', await things.video())
    if (real.includes('/files/file_id')) real = real.replaceAll('file_id', await things.file())
    return real
  }

  async function withIds(bytes: Buffer): Promise<Buffer<ArrayBuffer>> {
    const text = bytes.toString('latin1')
    const real = text.includes('video_123') ? text.replaceAll('video_123', await things.video()) : text
    return Buffer.from(real, 'latin1')
  }
}

function withFile(body: Buffer, { image, clip }: RealThings): Buffer {
  const at = body.indexOf(EXAMPLE_BYTES)
  if (at < 0) return body
  const names = body
    .subarray(0, at)
    .toString('latin1')
    .match(/ name="[^"]*"/g)
  const file = names?.at(-1) === ' name="video"' ? clip : image
  return Buffer.concat([body.subarray(0, at), file, body.subarray(at + EXAMPLE_BYTES.length)])
}
