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
  /**
   * The first verified event about the video, which may have arrived before the call.
   *
   * @throws SetupError for a wrong signature, or when no event arrives in time
   */
  eventOf(videoId: string, timeoutMs: number): Promise<SignedEvent>
  close(): Promise<void>
}

/**
 * A customer's server on loopback. It answers 204 to deliveries that `standardwebhooks` accepts,
 * 400 to others.
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
        if (refusal !== undefined) throw new SetupError(`the signature of a webhook is not valid: ${refusal}`)
        await once(arrivals, 'arrival', { signal }).catch(() => {
          throw new SetupError(`no webhook arrived within ${timeoutMs / 1000} s after the end of the video`)
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
