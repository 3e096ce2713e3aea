import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { SetupError } from '#infra/dev/setup-error.ts'

export interface SignedEvent {
  /** The `webhook-id` header, the same on every attempt. */
  readonly webhookId: string
  readonly type: string
  readonly videoId: string
}

export interface SignedReceiver {
  readonly url: string
  /** Resolves with the first verified event about the video, also when it has come already. */
  eventOf(videoId: string, timeoutMs: number): Promise<SignedEvent>
  close(): Promise<void>
}

/**
 * A customer's server on loopback: answers 204 to deliveries that `standardwebhooks` accepts, 400 to others.
 *
 * @param secret `whsec_…`
 */
export async function openSignedReceiver(secret: string): Promise<SignedReceiver> {
  const webhook = new Webhook(secret)
  const events: SignedEvent[] = []
  const arrivals = new EventTarget()
  let refusal: string | undefined
  const server = createServer((request, response) => {
    const receive = async (): Promise<void> => {
      try {
        const body = await text(request)
        const headers = request.headers as Record<string, string>
        const event = webhook.verify(body, headers) as { type: string; data: { id: string } }
        events.push({ webhookId: headers['webhook-id'] ?? '', type: event.type, videoId: event.data.id })
        response.writeHead(204).end()
      } catch (error) {
        refusal = error instanceof Error ? error.message : String(error)
        response.writeHead(400).end()
      }
      arrivals.dispatchEvent(new Event('arrival'))
    }
    void receive()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    async eventOf(videoId, timeoutMs) {
      const signal = AbortSignal.timeout(timeoutMs)
      for (;;) {
        const event = events.find((candidate) => candidate.videoId === videoId)
        if (event) return event
        if (refusal !== undefined)
          throw new SetupError(`a webhook came whose signature does not hold: ${refusal}`)
        await once(arrivals, 'arrival', { signal }).catch(() => {
          throw new SetupError(`no webhook came within ${timeoutMs / 1000} s after the video had ended`)
        })
      }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
