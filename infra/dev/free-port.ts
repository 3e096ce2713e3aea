import { once } from 'node:events'
import { createServer } from 'node:net'
import { systemErrorCode } from './setup-error.ts'

/**
 * Binds and releases a TCP port. Another process may take it before it is bound again; a caller
 * that is free to choose then tries another port.
 *
 * @param port 0 lets the system choose
 * @param host address to bind; undefined: every address, as for a server without a host
 * @returns the port, or undefined when it is in use
 * @throws the system's error for any other reason (EACCES below 1024)
 */
export async function probePort(port: number, host?: string): Promise<number | undefined> {
  const server = createServer()
  try {
    server.listen({ port, ...(host === undefined ? {} : { host }) })
    await once(server, 'listening')
  } catch (error) {
    if (systemErrorCode(error) === 'EADDRINUSE') return undefined
    throw error
  }
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : undefined
}

/** A port of the loopback interface that was free a moment ago. */
export async function freeLoopbackPort(): Promise<number> {
  const port = await probePort(0, '127.0.0.1')
  if (port === undefined) throw new Error('the system has no free port')
  return port
}
