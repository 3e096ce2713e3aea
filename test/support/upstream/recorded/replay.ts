import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { acceptSocket, type ServerSocket } from '#test/support/upstream/web-socket.ts'
import { recordedRequest, type Conversation, type Exchange } from './conversation.ts'

/** A server that answers as a real one did. */
export interface Replay {
  readonly origin: string
  /** What it was asked and the real one was not, or otherwise. */
  readonly differences: readonly string[]
  close(): Promise<void>
}

/**
 * Answers each call with the next answer of the conversation to the same method and path, and with
 * the latest one once none follows. A call with another body than the recorded one is a difference,
 * and so is one that was never recorded.
 */
export async function startReplay({ exchanges, socket }: Conversation): Promise<Replay> {
  const differences: string[] = []
  const lineOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`
  const sockets: ServerSocket[] = []
  let position = 0

  const next = (line: string): Exchange | undefined => {
    const holds = (exchange: Exchange): boolean => lineOf(exchange) === line
    const found = exchanges.findIndex((exchange, i) => i >= position && holds(exchange))
    if (found < 0) return exchanges.findLast(holds)
    position = found + 1
    return exchanges[found]
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const { method = 'GET', url = '/' } = req
    const type = req.headers['content-type'] ?? ''
    const asked = await recordedRequest(method, url, type, Buffer.concat(chunks))
    const exchange = next(lineOf(asked))
    if (exchange === undefined) {
      differences.push(`${lineOf(asked)} was never asked of the real server`)
      return void res.writeHead(404).end()
    }
    for (const key of ['fields', 'json'] as const)
      try {
        assert.deepEqual(asked[key], exchange[key])
      } catch (error) {
        differences.push(`${lineOf(asked)}: ${(error as Error).message}`)
      }
    if (asked.method === 'POST' && asked.path === '/prompt') tellAll()
    const body =
      exchange.base64 === undefined
        ? JSON.stringify(exchange.body ?? null)
        : Buffer.from(exchange.base64, 'base64')
    res.writeHead(exchange.status, { 'content-type': exchange.type })
    res.end(exchange.body === undefined && exchange.base64 === undefined ? '' : body)
  }

  const tellAll = (): void => {
    for (const client of sockets)
      for (const message of socket)
        if ('text' in message) client.text(message.text)
        else client.bytes(Buffer.from(message.base64, 'base64'))
  }

  const http = createServer((req, res) => void answer(req, res))
  http.on('upgrade', (req, connection) => sockets.push(acceptSocket(req, connection)))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    differences,
    async close() {
      for (const each of sockets) each.end()
      const closed = once(http, 'close')
      http.close()
      http.closeAllConnections()
      await closed
    },
  }
}
