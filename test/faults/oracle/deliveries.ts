import type { Scene } from '#test/faults/scene/scene.ts'
import type { Oracle } from './oracle.ts'
import { settled } from './settled.ts'

const DELIVERED_MS = 60_000

/** (d): each terminal event of a task with a webhook arrived, and always under one id. */
export function deliveryFindings(scene: Scene): Oracle {
  const look = async (): Promise<string[]> => {
    const ids = new Map<string, Set<unknown>>()
    for (const { body, headers } of scene.receiver.received) {
      const { data } = JSON.parse(body) as { data: { id: string } }
      ids.set(data.id, (ids.get(data.id) ?? new Set()).add(headers['webhook-id']))
    }
    return [...scene.ledger.accepted].flatMap(([videoId, { hasWebhook }]) => {
      if (!hasWebhook || scene.ledger.deleted.has(videoId)) return []
      const count = ids.get(videoId)?.size ?? 0
      return count === 1 ? [] : [`(d) the end of ${videoId} arrived under ${count} ids`]
    })
  }
  return () => settled(look, DELIVERED_MS)
}
