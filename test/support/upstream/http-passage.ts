import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What happens to a request on its way: an answer of another's, none at all, or a lost one. */
export type Harm =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: object }
  | 'hang'
  | 'cut'
  /** The request arrives, its answer does not. */
  | 'lose answer'
  | null

/** An HTTP server on loopback in front of another, which may be replaced. */
export interface HttpPassage {
  readonly origin: string
  /** `METHOD /path` of every request that arrived, in order. */
  readonly requests: string[]
  target: string
  /** What happens to the requests from now on. */
  harm: (line: string) => Harm
  close(): Promise<void>
}

export async function openHttpPassage(target: string): Promise<HttpPassage> {
  const requests: string[] = []
  const server = createServer((req, res) => {
    const line = `${req.method} ${req.url}`
    requests.push(line)
    const harm = passage.harm(line)
    if (harm === 'hang') return void req.resume()
    if (harm === 'cut') return void req.socket.destroy()
    if (harm !== null && typeof harm === 'object') {
      const { status, headers = {}, body = {} } = harm
      req.resume().on('end', () => {
        res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
      })
      return
    }
    forward(passage.target, req, res, harm === 'lose answer')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const passage: HttpPassage = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    target,
    harm: () => null,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return passage
}

function forward(target: string, req: IncomingMessage, res: ServerResponse, isLost: boolean): void {
  const { hostname, port } = new URL(target)
  const onward = request(
    { hostname, port, method: req.method, path: req.url, headers: req.headers },
    (answer) => {
      if (isLost) return void answer.resume().on('end', () => req.socket.destroy())
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    },
  )
  onward.on('error', () => res.destroy())
  req.pipe(onward)
}
