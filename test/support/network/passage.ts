import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** One client's connection through a passage. */
interface Lane {
  readonly client: Socket
  readonly server: Socket
  /** What the client has sent since its transaction began. */
  transaction: string
  /** COMMIT was sent on; its answer will not come back. */
  swallowing: boolean
}

export interface Passage {
  /** The address of the database through the passage. */
  readonly url: string
  /** How many answers to COMMIT were lost. */
  readonly lostCommits: number
  /**
   * From now on, the next `count` transactions whose statements or values match are committed, but
   * the connection is cut before the answer; after the last one with `thenCut`, all are.
   */
  loseCommits(of: RegExp, o?: { count?: number; thenCut?: boolean }): void
  /** Closes every connection and refuses new ones. */
  cut(): Promise<void>
  /**
   * Connections stay open and are accepted, but nothing passes in either direction.
   *
   * @param o.newOnes false: connections that are made from now on work
   */
  silence(o?: { newOnes?: boolean }): void
  /** Lets new connections through after `cut`, and everything that waits after `silence`. */
  mend(): Promise<void>
  close(): Promise<void>
}

/** A TCP proxy to the database that can be cut, silenced, and made to lose answers to COMMIT. */
export async function openPassage(databaseUrl: string): Promise<Passage> {
  const { hostname, port: targetPort } = new URL(databaseUrl)
  const lanes = new Set<Lane>()
  let losing = { of: /$^/, left: 0, thenCut: false }
  let lostCommits = 0
  let silent = false

  const drop = (lane: Lane): void => {
    lanes.delete(lane)
    lane.client.destroy()
    lane.server.destroy()
  }
  const toServer = (lane: Lane, chunk: Buffer): void => {
    const text = chunk.toString('latin1')
    if (/(^|\0)Q....begin\0/is.test(text)) lane.transaction = ''
    lane.transaction += text
    if (losing.left > 0 && /Q....commit\0/is.test(text) && losing.of.test(lane.transaction)) {
      losing.left -= 1
      lane.swallowing = true
    }
    lane.server.write(chunk)
  }
  const toClient = (lane: Lane, chunk: Buffer): void => {
    if (!lane.swallowing) lane.client.write(chunk)
    else if (chunk.toString('latin1').includes('COMMIT\0')) {
      lostCommits += 1
      drop(lane)
      if (losing.left === 0 && losing.thenCut) void cut()
    }
  }

  const listener = createServer((client) => {
    const server = connect(Number(targetPort), hostname)
    const lane: Lane = { client, server, transaction: '', swallowing: false }
    lanes.add(lane)
    client.on('data', (chunk) => toServer(lane, chunk))
    server.on('data', (chunk) => toClient(lane, chunk))
    for (const socket of [client, server]) {
      if (silent) socket.pause()
      socket.on('error', () => undefined).on('close', () => drop(lane))
    }
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${port}`

  const cut = async (): Promise<void> => {
    if (!listener.listening) return
    const closed = once(listener, 'close')
    listener.close()
    for (const lane of lanes) drop(lane)
    await closed
  }
  return {
    url: url.href,
    get lostCommits() {
      return lostCommits
    },
    loseCommits(of, { count = 1, thenCut = false } = {}) {
      losing = { of, left: count, thenCut }
    },
    cut,
    silence({ newOnes = true } = {}) {
      silent = newOnes
      for (const { client, server } of lanes) {
        client.pause()
        server.pause()
      }
    },
    async mend() {
      silent = false
      for (const { client, server } of lanes) {
        client.resume()
        server.resume()
      }
      if (listener.listening) return
      listener.listen(port, '127.0.0.1')
      await once(listener, 'listening')
    },
    close: cut,
  }
}
