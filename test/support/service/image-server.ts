import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { photograph } from './service.ts'

export interface ImageServer {
  readonly url: string
  /** Requests for each path so far. */
  readonly requests: ReadonlyMap<string, number>
  close(): Promise<void>
}

/**
 * A customer's server of images: `/photo.jpg`, `/page.html` that claims to be a PNG, `/huge` above
 * the limit of bytes, `/moved` to the photograph, and 404 for the rest.
 */
export async function openImageServer(): Promise<ImageServer> {
  const photo = await photograph()
  const requests = new Map<string, number>()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.set(path, (requests.get(path) ?? 0) + 1)
    switch (path) {
      case '/photo.jpg':
        return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo)
      case '/page.html':
        return response.writeHead(200, { 'content-type': 'image/png' }).end('<html>not an image</html>')
      case '/huge':
        return response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(10_000_001))
      case '/moved':
        return response.writeHead(302, { location: '/photo.jpg' }).end()
      default:
        return response.writeHead(404).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
