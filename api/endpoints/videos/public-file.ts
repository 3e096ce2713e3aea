import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { findTaskByPublicId } from '#core/store/tasks.ts'
import type { Asset, Task } from '#core/task/task.ts'
import type { ActionInput } from '#api/dialects/dialect.ts'

/**
 * The video that anybody may download who knows its address.
 *
 * @throws AppError not_found, also as long as the video is not finished; video_expired.
 */
export async function findPublicFile(
  deps: Pick<Deps, 'db' | 'clock'>,
  { publicId }: ActionInput['publicFile'],
): Promise<{ task: Task; asset: Asset }> {
  const task = publicId === null ? undefined : await findTaskByPublicId(deps.db, publicId)
  if (task === undefined || task.status !== 'completed') throw new AppError('not_found')
  const gone =
    task.assetsRemovedAt !== null || (task.expiresAt !== null && task.expiresAt <= deps.clock.now())
  if (gone || task.assets === null) throw new AppError('video_expired')
  return { task, asset: task.assets.video }
}
