import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scene } from '#test/faults/scene/scene.ts'
import type { Video } from '#test/support/processes/processes.ts'

export interface Counts {
  submitted: number
  cancelled: number
  deleted: number
  batches: number
  downloads: number
}

const BATCH_ITEMS = 5
const POLL_MS = 250
const LONGEST_WAIT_MS = 240_000

/**
 * Programs that submit, wait, download, cancel and delete until told to stop; each repeats a call
 * until it is answered.
 *
 * @param o.fields of each video
 * @param o.words of each prompt
 */
export function startCustomers(
  scene: Scene,
  o: {
    readonly count: number
    readonly random: () => number
    readonly fields: Record<string, unknown>
    readonly words: () => string
    readonly signal: AbortSignal
  },
): { readonly counts: Counts; readonly done: Promise<void> } {
  const counts: Counts = { submitted: 0, cancelled: 0, deleted: 0, batches: 0, downloads: 0 }
  const { client, ledger } = scene

  const submitBatch = async (): Promise<string[]> => {
    const item = (): object => ({
      model: client.model,
      prompt: `${ledger.canary} ${randomUUID()} ${o.words()}`,
      webhook_url: scene.receiver.url,
      ...o.fields,
    })
    const response = await client.insist('/v1/videos/batches', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ items: Array.from({ length: BATCH_ITEMS }, item) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`the batch was answered ${response.status}: ${text}`)
    const ids = (JSON.parse(text) as { items: { video_id: string }[] }).items.map((each) => each.video_id)
    for (const id of ids) ledger.accepted.set(id, { hasWebhook: true })
    counts.batches += 1
    return ids
  }
  const waitFor = async (id: string): Promise<Video> => {
    const giveUpAt = Date.now() + LONGEST_WAIT_MS
    for (;;) {
      const video = await client.video(id)
      if (video.status === 'completed' || video.status === 'failed' || o.signal.aborted) return video
      if (Date.now() > giveUpAt) return video
      await sleep(POLL_MS * (0.5 + Math.random()))
    }
  }
  const buy = async (): Promise<void> => {
    const wish = o.random()
    if (wish < 0.04) {
      const ids = await submitBatch()
      counts.submitted += ids.length
      for (const id of ids) await waitFor(id)
      return
    }
    const id = await client.submit(o.words(), o.fields)
    counts.submitted += 1
    if (wish < 0.12) {
      await sleep(o.random() * 1500)
      await client.cancel(id)
      counts.cancelled += 1
    } else if (wish < 0.18) {
      await sleep(o.random() * 1500)
      await client.remove(id)
      counts.deleted += 1
      return
    }
    const video = await waitFor(id)
    if (video.status !== 'completed' || o.random() > 0.2) return
    if ((await client.download(id)).status === 200) counts.downloads += 1
  }
  const live = async (): Promise<void> => {
    while (!o.signal.aborted) await buy()
  }
  return { counts, done: Promise.all(Array.from({ length: o.count }, live)).then(() => undefined) }
}
