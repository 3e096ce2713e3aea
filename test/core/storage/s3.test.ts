import { buildApp } from 'fauxqs'
import { type AddressInfo } from 'node:net'
import { s3Conformance } from './s3-conformance.ts'

// An emulator that checks no signature, date, credential or checksum; `npm run test:s3` asserts
// those against a server that does.
s3Conformance('fauxqs', {
  capabilities: {
    checksSignatures: false,
    checksExpiry: false,
    honoursDownloadName: false,
    checksCredentials: false,
    checksUploads: false,
    listsUploads: false,
  },
  async start() {
    const app = buildApp({ logger: false })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    return {
      endpoint: `http://127.0.0.1:${port}`,
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      async stop() {
        app.server.closeAllConnections()
        await app.close()
      },
    }
  },
})
