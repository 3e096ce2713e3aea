import { resultKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import type { Asset, Assets } from '#core/task/asset.ts'
import type { Claim, Task } from '#core/task/task.ts'
import { EngineError } from '#worker/engine/failure.ts'
import type { EngineResult } from '#worker/engine/run.ts'

/**
 * Stores the files of a run under keys of its attempt. Each key is added to `uploaded` before its
 * file is stored.
 *
 * @throws EngineError `storage_failed`.
 */
export async function uploadResults(
  deps: Pick<Deps, 'storage'>,
  task: Task,
  claim: Claim,
  result: EngineResult,
  uploaded: string[],
): Promise<Assets> {
  const put = async (file: string, name: string, contentType: string): Promise<Asset> => {
    const key = resultKey(task.id, claim.fencingToken, name)
    uploaded.push(key)
    const stored = await deps.storage.put(key, { path: file }, { contentType })
    if (stored.sha256 === null)
      throw new EngineError('storage_failed', 'The stored result has no checksum.', true)
    return { key, contentType, sizeBytes: stored.sizeBytes, sha256: stored.sha256 }
  }
  try {
    return {
      video: await put(result.video.path, 'video.mp4', 'video/mp4'),
      thumbnail: await put(result.thumbnail.path, 'thumbnail.webp', 'image/webp'),
      spritesheet: await put(result.spritesheet.path, 'spritesheet.jpg', 'image/jpeg'),
      lastFrame: await put(result.lastFrame.path, 'last-frame.png', 'image/png'),
    }
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw new EngineError('storage_failed', 'The result could not be stored.', true, { cause: error })
  }
}
