import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { Transform } from 'node:stream'

/** What happens to one request on its way: nothing, or one of these. */
export type Fault = 'status-500' | 'hang' | 'flip-byte' | 'cut-after-100-kB' | null

export interface FaultyProxy {
  endpoint: string
  /** `METHOD /path?query` of every request that arrived, in order. */
  requests: string[]
  close(): void
}

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
    if (fault === 'status-500') {
      req.resume()
      req.on('end', () => res.writeHead(500).end())
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
      done(null, chunk)
    },
  })
  req.pipe(harm).pipe(onward)
}
