import type { Asset } from '#core/task/asset.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { findTaskByPublicId } from '#core/store/tasks.ts'
import type { Task } from '#core/task/task.ts'
import type { ActionInput, Dialect } from '#api/dialects/dialect.ts'
import { halfOf, wireRequest, type Handler } from '#api/endpoints/endpoint.ts'
import { sendAsset } from '#api/http/send-asset.ts'

/**
 * A video at its public address, for anyone who knows it.
 *
 * @throws AppError not_found, video_expired, range_not_satisfiable.
 */
export const publicFile =
  (dialect: Dialect): Handler =>
  ({ deps }) => {
    const parse = halfOf(dialect, 'parse', 'publicFile')
    return async (req, res) => {
      const { task, asset } = await findPublicFile(deps, parse(wireRequest(req)))
      await sendAsset(deps, req, res, task, asset)
    }
  }

/**
 * The video behind a public id.
 *
 * @throws AppError not_found, also while the video is unfinished; video_expired.
 */
async function findPublicFile(
  deps: Pick<Deps, 'db' | 'clock'>,
  { publicId }: ActionInput['publicFile'],
): Promise<{ task: Task; asset: Asset }> {
  const task = publicId === null ? undefined : await findTaskByPublicId(deps.db, publicId)
  if (task === undefined || task.status !== 'completed') throw new AppError('not_found')
  const isExpired =
    task.assetsRemovedAt !== null || (task.expiresAt !== null && task.expiresAt <= deps.clock.now())
  if (isExpired || task.assets === null) throw new AppError('video_expired')
  return { task, asset: task.assets.video }
}
