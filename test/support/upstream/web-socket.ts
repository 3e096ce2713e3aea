import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** The server's side of one WebSocket (RFC 6455), which only sends. */
export interface ServerSocket {
  text(message: string): void
  bytes(message: Buffer): void
  end(): void
}

const TEXT = 1
const BINARY = 2

/** Answers the upgrade of a request. What the client sends is dropped. */
export function acceptSocket(req: IncomingMessage, socket: Duplex): ServerSocket {
  const key = `${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}\r\n\r\n`,
  )
  socket.on('error', () => undefined)
  socket.resume()
  const send = (opcode: number, payload: Buffer): void => {
    const header = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10)
    header[0] = 0x80 | opcode
    if (header.length === 2) header[1] = payload.length
    else if (header.length === 4) {
      header[1] = 126
      header.writeUInt16BE(payload.length, 2)
    } else {
      header[1] = 127
      header.writeBigUInt64BE(BigInt(payload.length), 2)
    }
    if (socket.writable) socket.write(Buffer.concat([header, payload]))
  }
  return {
    text: (message) => send(TEXT, Buffer.from(message)),
    bytes: (message) => send(BINARY, message),
    end: () => socket.destroy(),
  }
}
