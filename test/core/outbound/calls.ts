import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type LookupAddress } from 'node:dns'
import {
  createServer as createTcpServer,
  isIP,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net'
import { type TestContext } from 'node:test'
import { OutboundError, type OutboundErrorCode } from '#core/outbound/error.ts'
import { createOutboundHttp, type OutboundHttp } from '#core/outbound/http.ts'
import { closeAfter } from '#test/support/closing.ts'

type Options = Parameters<typeof createOutboundHttp>[0]

export const fetchOptions = {
  maxBytes: 100_000,
  totalTimeoutMs: 5_000,
  connectTimeoutMs: 2_000,
  accept: 'image/*',
}
export const postOptions = {
  headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1' },
  body: '{"a":"é"}',
  totalTimeoutMs: 5_000,
  connectTimeoutMs: 2_000,
  headersTimeoutMs: 5_000,
  maxResponseBytes: 1_000,
}

export function client(t: TestContext, o: Partial<Options> = {}): OutboundHttp {
  const http = createOutboundHttp({
    allowPrivate: true,
    allowedPrivateCidrs: [],
    userAgent: 'wan-test/1',
    ...o,
  })
  closeAfter(t, () => http.close())
  return http
}

export const strict = { allowPrivate: false }

export async function listen<S extends TcpServer>(server: S, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

export async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  const port = await listen(server)
  closeAfter(t, () => closeServer(server))
  return `http://127.0.0.1:${port}`
}

/** A server that answers each connection with raw bytes. */
export async function serveRaw(t: TestContext, onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    onSocket(socket)
  })
  const port = await listen(server)
  closeAfter(t, () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${port}`
}

export function closeServer(server: Server): void {
  server.closeAllConnections()
  server.close()
}

export async function failure(promise: Promise<unknown>): Promise<OutboundError> {
  const err = await promise.then(
    () => assert.fail('the call succeeded'),
    (reason: unknown) => reason,
  )
  assert.ok(err instanceof OutboundError, `not an OutboundError: ${String(err)}`)
  return err
}

export async function failsWith(promise: Promise<unknown>, code: OutboundErrorCode): Promise<void> {
  const err = await failure(promise)
  assert.equal(err.code, code, String(err.cause))
}

export const addresses = (...list: string[]): LookupAddress[] =>
  list.map((address) => ({ address, family: isIP(address) || 4 }))
