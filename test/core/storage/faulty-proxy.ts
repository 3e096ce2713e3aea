import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { Transform } from 'node:stream'

/** What happens to one request on its way: nothing, or one of these. */
export type Fault =
  | 'status-500'
  /** As for a key that was revoked. */
  | 'status-403'
  | 'hang'
  | 'flip-byte'
  | 'cut-after-100-kB'
  /** The request passes at 10 kB/s. */
  | 'slow'
  /** The request is carried out, and the connection cut before its answer. */
  | 'lose-answer'
  | null

const SLOW_BYTES_PER_SECOND = 10_000

export interface FaultyProxy {
  endpoint: string
  /** `METHOD /path?query` of every request that arrived, in order. */
  requests: string[]
  close(): void
}

const XML = { 'content-type': 'application/xml' }
const REVOKED = '<Error><Code>InvalidAccessKeyId</Code><Message>No such key.</Message></Error>'

/**
 * An HTTP server on loopback that passes requests on to another and harms those that `faultOf`
 * picks.
 */
export async function startFaultyProxy(
  target: string,
  faultOf: (line: string, req: IncomingMessage) => Fault,
): Promise<FaultyProxy> {
  const requests: string[] = []
  const server = createServer((req, res) => {
    const line = `${req.method} ${req.url}`
    requests.push(line)
    const fault = faultOf(line, req)
    if (fault === 'hang') return
    if (fault === 'status-500' || fault === 'status-403') {
      req.resume()
      const body = fault === 'status-403' ? REVOKED : ''
      req.on('end', () => res.writeHead(fault === 'status-403' ? 403 : 500, XML).end(body))
      return
    }
    forward(target, req, res, fault)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function forward(target: string, req: IncomingMessage, res: ServerResponse, fault: Fault): void {
  const { hostname, port } = new URL(target)
  // S3 clients sign the Host header, so it is forwarded unchanged.
  const onward = request(
    { hostname, port, method: req.method, path: req.url, headers: req.headers },
    (answer) => {
      if (fault === 'lose-answer') {
        answer.resume().on('end', () => req.socket.destroy())
        return
      }
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    },
  )
  onward.on('error', () => res.destroy())
  let passed = 0
  const harm = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (fault === 'flip-byte' && passed === 0) chunk[0] = (chunk[0] ?? 0) ^ 1
      passed += chunk.length
      if (fault === 'cut-after-100-kB' && passed > 100_000) {
        req.socket.destroy()
        onward.destroy()
      }
      const pauseMs = fault === 'slow' ? (chunk.length / SLOW_BYTES_PER_SECOND) * 1000 : 0
      if (pauseMs === 0) done(null, chunk)
      else setTimeout(() => done(null, chunk), pauseMs)
    },
  })
  req.pipe(harm).pipe(onward)
}
