import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'undici'
import { acceptSocket } from '#test/support/upstream/web-socket.ts'
import { recordedRequest, type Conversation, type Exchange, type SocketMessage } from './conversation.ts'

/** So many equal answers in a row are kept. */
const MOST_REPEATS = 3
const MOST_PICTURES = 1
/** The first messages over the socket show every kind. */
const MOST_MESSAGES = 60

/** A proxy in front of a real server that writes down what is said. */
export interface Recorder {
  readonly origin: string
  conversation(server: string): Conversation
  close(): Promise<void>
}

export async function startRecorder(target: string): Promise<Recorder> {
  const exchanges: Exchange[] = []
  const socket: SocketMessage[] = []
  const sockets: WebSocket[] = []

  const keep = (exchange: Exchange): void => {
    const same = exchanges.filter(({ method, path }) => method === exchange.method && path === exchange.path)
    const words = JSON.stringify(exchange)
    const latest = same.slice(-MOST_REPEATS).filter((each) => JSON.stringify(each) === words)
    if (latest.length < MOST_REPEATS) exchanges.push(exchange)
  }

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const { method = 'GET', url = '/' } = req
    const type = req.headers['content-type'] ?? ''
    const answer = await fetch(target + url, {
      method,
      headers: type === '' ? {} : { 'content-type': type },
      ...(bytes.length > 0 && { body: new Uint8Array(bytes) }),
    })
    const body = Buffer.from(await answer.arrayBuffer())
    const answered = answer.headers.get('content-type') ?? ''
    keep({
      ...(await recordedRequest(method, url, type, bytes)),
      status: answer.status,
      type: answered,
      ...(answered.startsWith('application/json')
        ? { body: withoutPlaces(JSON.parse(body.toString())) }
        : body.length > 0
          ? { base64: body.toString('base64') }
          : {}),
    })
    res.writeHead(answer.status, { 'content-type': answered }).end(body)
  }

  const http = createServer((req, res) => {
    pass(req, res).catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined))
  })
  http.on('upgrade', (req, connection) => {
    const client = acceptSocket(req, connection)
    const server = new WebSocket(target.replace(/^http/, 'ws') + (req.url ?? '/'))
    sockets.push(server)
    server.binaryType = 'arraybuffer'
    server.addEventListener('open', () =>
      server.send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } })),
    )
    server.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') {
        client.text(data)
        if (socket.length < MOST_MESSAGES) socket.push({ text: data })
        return
      }
      const bytes = Buffer.from(data as ArrayBuffer)
      client.bytes(bytes)
      if (socket.filter((message) => 'base64' in message).length < MOST_PICTURES)
        socket.push({ base64: bytes.toString('base64') })
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    conversation: (server) => ({ server, exchanges, socket }),
    async close() {
      for (const each of sockets) each.close()
      const closed = once(http, 'close')
      http.close()
      http.closeAllConnections()
      await closed
    },
  }
}

/** Without the command line, which names folders of the machine. */
function withoutPlaces(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('system' in body)) return body
  const { argv: _, ...system } = body.system as Record<string, unknown>
  return { ...body, system }
}
