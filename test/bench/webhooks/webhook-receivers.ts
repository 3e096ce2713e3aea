/**
 * Customers' servers for `npm run bench:webhooks`, in a process of their own: so many that answer
 * at once, and one that never does. Tells its parent their addresses, and each second what has come
 * when.
 */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceiverMessage =
  { readonly healthy: readonly string[]; readonly silent: string } | { readonly came: readonly Arrival[] }
/** Id of an event, and when its request was complete, in ms since 1970. */
export type Arrival = readonly [id: string, atMs: number]

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer({ keepAliveTimeout: 60_000 }, answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

const tell = (message: ReceiverMessage): void => void process.send?.(message)
let came: Arrival[] = []
const healthy = await Promise.all(
  Array.from({ length: Number(process.argv[2]) }, () =>
    listen((request, response) => {
      request.resume().on('end', () => {
        came.push([String(request.headers['webhook-id']), performance.timeOrigin + performance.now()])
        response.writeHead(204).end()
      })
    }),
  ),
)
tell({ healthy, silent: await listen((request) => void request.resume()) })
setInterval(() => {
  if (came.length > 0) tell({ came })
  came = []
}, 100)
process.on('disconnect', () => process.exit())
