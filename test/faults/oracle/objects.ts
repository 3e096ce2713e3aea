import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { ALL_TASKS_PREFIX, taskIdOfKey } from '#core/storage/asset-keys.ts'
import type { Asset } from '#core/task/asset.ts'
import { isTerminal } from '#core/task/task.ts'
import type { Scene } from '#test/faults/scene/scene.ts'
import { runMaintenance } from '#test/support/service/maintenance.ts'
import type { Oracle } from './oracle.ts'
import { settled } from './settled.ts'

/** Time for what an ended attempt removes, and for jobs that delete. */
const AGREE_MS = 15_000
const DAY_MS = 86_400_000
/** A request that died after it stored its image leaves it to the sweep of the next day. */
const tomorrow = { now: () => new Date(Date.now() + 1.1 * DAY_MS) }

/** (c): every published file is stored as published; every stored file belongs to a task. */
export function objectFindings(scene: Scene): Oracle {
  const read = new Set<string>()
  const digestFindings = async (asset: Asset): Promise<string[]> => {
    if (read.has(asset.key)) return []
    const found = await scene.storage.read(asset.key)
    if (found === null) return [`(c) ${asset.key} is published and not stored`]
    const hash = createHash('sha256')
    await pipeline(found.body, hash)
    if (hash.digest('hex') !== asset.sha256) return [`(c) ${asset.key} has other bytes than published`]
    read.add(asset.key)
    return []
  }
  const look = async (): Promise<string[]> => {
    const rows = await scene.db
      .selectFrom('tasks')
      .select(['id', 'status', 'assets', 'preview', 'input_key', 'assets_removed_at', 'deleted_at'])
      .execute()
    const stored = new Map<string, number>()
    for await (const { key, sizeBytes } of scene.storage.list(ALL_TASKS_PREFIX)) stored.set(key, sizeBytes)
    const findings: string[] = []
    const named = new Set<string>()
    for (const { assets, preview, input_key: inputKey, assets_removed_at: removedAt } of rows) {
      for (const asset of assets === null || removedAt !== null ? [] : Object.values(assets)) {
        named.add(asset.key)
        if (stored.get(asset.key) !== asset.sizeBytes)
          findings.push(`(c) ${asset.key} is published with ${asset.sizeBytes} bytes, not stored so`)
        else findings.push(...(await digestFindings(asset)))
      }
      if (preview !== null) named.add(preview.key)
      if (inputKey !== null) named.add(inputKey)
    }
    const open = new Set(rows.filter(({ status }) => !isTerminal(status)).map(({ id }) => id))
    const deleted = new Set(rows.filter((row) => row.deleted_at !== null).map(({ id }) => id))
    for (const key of stored.keys()) {
      const taskId = taskIdOfKey(key) ?? ''
      if (deleted.has(taskId)) findings.push(`(c) ${key} belongs to a deleted task`)
      else if (!named.has(key) && !open.has(taskId)) findings.push(`(c) ${key} belongs to nothing`)
    }
    return findings
  }
  return async () => {
    if ((await settled(look, AGREE_MS)).length === 0) return []
    await runMaintenance({ ...scene.deps, clock: tomorrow }, { kind: 'orphans' })
    return await look()
  }
}
