import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { patient } from '#test/support/load/patience.ts'

export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly at: number
}

/**
 * A customer's server: keeps what it gets and answers what the test says (status codes in turn,
 * then 200).
 */
export async function openWebhookReceiver(
  answers: { status: number; headers?: Record<string, string> }[] = [],
) {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), at: Date.now() })
      const answer = answers.shift() ?? { status: 200 }
      response.writeHead(answer.status, answer.headers).end()
      for (const wake of waiting) wake()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    /** Resolves as soon as `count` requests have come; rejects after the timeout. */
    async waitFor(count: number, timeoutMs = 30_000): Promise<Received[]> {
      const timeout = AbortSignal.timeout(patient(timeoutMs))
      while (received.length < count)
        await new Promise<void>((resolve, reject) => {
          const wake = (): void => {
            waiting.delete(wake)
            resolve()
          }
          waiting.add(wake)
          timeout.addEventListener('abort', () =>
            reject(new Error(`${received.length} of ${count} webhooks came within ${timeoutMs} ms`)),
          )
        })
      return received
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
