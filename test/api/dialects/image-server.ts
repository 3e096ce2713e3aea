import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { photograph } from '#test/support/service/service.ts'

/** A customer's server with `/photo.jpg`, `/page.html` and nothing else. */
export async function openImageServer(): Promise<{ url: string; close(): Promise<void> }> {
  const photo = await photograph()
  const server = createServer((request, response) => {
    if (request.url === '/photo.jpg') response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo)
    else if (request.url === '/page.html')
      response.writeHead(200, { 'content-type': 'image/png' }).end('<html>not an image</html>')
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
