import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { precedingVideoKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import type { Task } from '#core/task/task.ts'
import { EngineError } from '#worker/engine/failure.ts'

/** The video that a task extends, as a file of the folder. */
export interface Preceding {
  readonly path: string
  readonly frames: number
  /** Whether a client sent it. */
  readonly isUpload: boolean
  readonly sha256: string | null
}

/**
 * Downloads the video that the task extends; null for a task that extends none.
 *
 * @throws EngineError `storage_failed` when it is no longer stored.
 */
export async function fetchPreceding(
  deps: Pick<Deps, 'storage'>,
  { id, parameters: { precedingFrames, precedingUpload } }: Task,
  folder: string,
): Promise<Preceding | null> {
  if (precedingFrames === undefined) return null
  const isUpload = precedingUpload === true
  const found = await deps.storage.read(precedingVideoKey(id))
  if (found === null)
    throw new EngineError('storage_failed', 'The video to extend is no longer in storage.', false)
  const file = path.join(folder, isUpload ? 'upload.mp4' : 'preceding.mp4')
  await pipeline(found.body, createWriteStream(file))
  return { path: file, frames: precedingFrames, isUpload, sha256: found.object.sha256 }
}
