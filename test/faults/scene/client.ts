import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { patient } from '#test/support/load/patience.ts'
import type { Video } from '#test/support/processes/processes.ts'

const GIVE_UP_MS = 90_000
const ANSWER_MS = 30_000
const PAUSE_MS = 200

/** A customer's program that repeats a call until it has an answer, at one API or the other. */
export interface Client {
  /** The model that the workers of the scene serve. */
  readonly model: string
  /** One call without repetition. */
  call(pathname: string, init?: RequestInit & { api?: number }): Promise<Response>
  /**
   * Repeats while the network or the service fails; returns the first other answer, once its whole
   * body is there.
   */
  insist(pathname: string, init?: RequestInit & { api?: number }): Promise<Response>
  /**
   * Submits a task under a key of its own, for as long as it takes. An accepted one is in the
   * ledger.
   */
  submit(words?: string, fields?: Record<string, unknown>): Promise<string>
  video(id: string): Promise<Video>
  cancel(id: string): Promise<number>
  remove(id: string): Promise<number>
  /** What a download answers. */
  download(id: string): Promise<{ status: number; bytes: Buffer }>
}

/** What the service has promised to a client. */
export interface Ledger {
  /** In every prompt, and nowhere else. */
  readonly canary: string
  /** Ids of accepted videos, with whether a webhook is due. */
  readonly accepted: Map<string, { readonly hasWebhook: boolean }>
  /** Videos whose deletion was accepted. */
  readonly deleted: Set<string>
}

export const newLedger = (): Ledger => ({
  canary: `canary${randomUUID().replaceAll('-', '')}`,
  accepted: new Map(),
  deleted: new Set(),
})

async function repeatedly(what: string, call: () => Promise<Response>): Promise<Response> {
  const giveUpAt = Date.now() + patient(GIVE_UP_MS)
  for (let latest = 'nothing'; ; await sleep(PAUSE_MS * (0.5 + Math.random()))) {
    try {
      const response = await call()
      const body = await response.arrayBuffer()
      if (response.status < 500 && response.status !== 429)
        return new Response(body.byteLength === 0 ? null : body, response)
      latest = `${response.status} ${Buffer.from(body).toString()}`
    } catch (error) {
      latest = String(error instanceof Error ? (error.cause ?? error) : error)
    }
    if (Date.now() > giveUpAt) throw new Error(`${what}: ${latest}`)
  }
}

export function openClient(o: {
  readonly bases: readonly string[]
  readonly apiKey: string
  readonly ledger: Ledger
  readonly model: string
  readonly webhookUrl: string
}): Client {
  let turn = 0
  const baseOf = (api = (turn += 1)): string => o.bases[api % o.bases.length] as string
  const call: Client['call'] = (pathname, { api, ...init } = {}) =>
    fetch(baseOf(api) + pathname, {
      redirect: 'manual',
      ...init,
      signal: init.signal ?? AbortSignal.timeout(patient(ANSWER_MS)),
      headers: { authorization: `Bearer ${o.apiKey}`, ...(init.headers as Record<string, string>) },
    })
  const insist: Client['insist'] = (pathname, init) =>
    repeatedly(`${init?.method ?? 'GET'} ${pathname}`, () => call(pathname, init))
  const client: Client = {
    model: o.model,
    call,
    insist,
    async submit(words = '', fields = {}) {
      const body = JSON.stringify({
        model: o.model,
        prompt: `${o.ledger.canary} ${randomUUID()} ${words}`,
        webhook_url: o.webhookUrl,
        ...fields,
      })
      const response = await insist('/v1/videos', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body,
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`create answered ${response.status}: ${text}`)
      const { id } = JSON.parse(text) as Video
      o.ledger.accepted.set(id, { hasWebhook: true })
      return id
    },
    async video(id) {
      const response = await insist(`/v1/videos/${id}`)
      if (!response.ok)
        throw new Error(`video ${id} is answered ${response.status}: ${await response.text()}`)
      return (await response.json()) as Video
    },
    cancel: async (id) => (await insist(`/v1/videos/${id}/cancel`, { method: 'POST' })).status,
    async remove(id) {
      // A deletion may count without an answer: none of its promises is checked from here on.
      o.ledger.deleted.add(id)
      return (await insist(`/v1/videos/${id}`, { method: 'DELETE' })).status
    },
    async download(id) {
      const first = await insist(`/v1/videos/${id}/content`)
      const link = first.headers.get('location')
      const response = link === null ? first : await repeatedly('the link of a video', () => fetch(link))
      return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
    },
  }
  return client
}
