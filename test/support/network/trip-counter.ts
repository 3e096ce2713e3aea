import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { readClientMessages } from './client-messages.ts'

export interface Trips {
  /** Round trips: how often a connection sent statements after the answers to its last ones. */
  readonly count: number
  /** How often a connection wrote. */
  readonly writes: number
  /** The statements of each round trip. */
  readonly statements: readonly (readonly string[])[]
}

export interface TripCounter {
  /** The address of the database past the counter. */
  readonly url: string
  /** Counts what goes to the database until `act` has ended, other connections' statements too. */
  during(act: () => Promise<unknown>): Promise<Trips>
  close(): Promise<void>
}

/** A TCP proxy to the database that counts round trips. */
export async function openTripCounter(databaseUrl: string): Promise<TripCounter> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let trips: string[][] = []
  let writes = 0
  const listener = createServer((client) => {
    const server = connect(Number(port), hostname)
    const texts = new Map<string, string>()
    let trip: string[] | null = null
    const add = (text: string): void => {
      if (trip === null) trips.push((trip = []))
      trip.push(text)
    }
    const read = readClientMessages((message) => {
      if (message.kind === 'query') add(message.text)
      if (message.kind === 'parse') texts.set(message.name, message.text)
      if (message.kind === 'bind') add(texts.get(message.name) ?? '')
    })
    client.on('data', (chunk) => {
      writes += 1
      read(chunk)
      server.write(chunk)
    })
    server.on('data', (chunk) => {
      trip = null
      client.write(chunk)
    })
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => other.destroy())
    }
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`
  return {
    url: url.href,
    async during(act) {
      trips = []
      writes = 0
      await act()
      return { count: trips.length, writes, statements: trips }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
}
