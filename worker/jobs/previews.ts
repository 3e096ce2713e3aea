import { rm } from 'node:fs/promises'
import { previewKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Claim } from '#core/task/task.ts'
import type { WrittenPreview } from '#worker/engine/run.ts'
import { latestOnly } from './latest-only.ts'

/** Preview images of a run. Nothing here fails an attempt. */
export interface Previews {
  /** Stores and records a preview in the background; deletes the local file. */
  keep(preview: WrittenPreview): void
  settled(): Promise<void>
}

export function createPreviews(deps: Deps, claim: Claim): Previews {
  /**
   * A client may still be downloading the preview before the recorded one, so that one stays until
   * the next arrives.
   */
  const shown: string[] = []
  const uploads = latestOnly<WrittenPreview>({
    async handle({ path: file, step }) {
      const key = previewKey(claim.taskId, claim.fencingToken, step)
      const contentType = 'image/webp'
      const stored = deps.storage.put(key, { path: file }, { contentType })
      // The local file is no longer needed, whether the upload succeeded or not.
      await stored.then(
        () => rm(file, { force: true }),
        () => rm(file, { force: true }),
      )
      const { sizeBytes, sha256 } = await stored
      if (sha256 === null) throw new Error('the stored preview has no checksum')
      const recorded = await lifecycle.preview(deps, claim, { key, contentType, sizeBytes, sha256 })
      const old = recorded ? shown.splice(0, Math.max(0, shown.length - 1)) : [key]
      if (recorded) shown.push(key)
      if (old.length > 0) await deps.storage.remove(old)
    },
    skip: ({ path: file }) => rm(file, { force: true }),
    onError: (error) =>
      deps.log.warn({ task: claim.taskId, error: messageOf(error) }, 'a preview was not stored'),
  })
  return { keep: (preview) => uploads.offer(preview), settled: () => uploads.settled() }
}
