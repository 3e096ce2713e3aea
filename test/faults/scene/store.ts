import { buildApp } from 'fauxqs'
import type { S3Peer } from '#test/core/storage/s3-conformance.ts'
import { startRadosGateway } from '#test/s3/rados-gateway.ts'

export interface Store {
  readonly name: string
  readonly peer: S3Peer
  close(): Promise<void>
}

/**
 * An S3 server. The emulator (fauxqs) keeps objects, and checks neither signatures nor digests nor
 * credentials; the gateway checks them as AWS does.
 */
export async function openStore(kind: 'rgw' | 'emulator'): Promise<Store> {
  if (kind === 'rgw') {
    const peer = await startRadosGateway(() => undefined)
    return { name: 'Ceph RADOS gateway', peer, close: () => peer.stop() }
  }
  const app = buildApp({ logger: false })
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 })
  const close = async (): Promise<void> => {
    await app.close()
  }
  const peer = { endpoint, accessKeyId: 'test', secretAccessKey: 'test', stop: close }
  return { name: 'fauxqs', peer, close }
}
