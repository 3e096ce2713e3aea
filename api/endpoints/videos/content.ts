import { AppError } from '#core/errors.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal, type Asset, type Task } from '#core/task/task.ts'
import type { ActionInput } from '#api/dialects/dialect.ts'
import type { Call } from '#api/endpoints/action.ts'
import { assetsOf } from './assets-of.ts'

/**
 * The asset to download; the preview is there while the task runs.
 *
 * @throws AppError video_not_found, not_ready, video_failed, video_expired.
 */
export async function findContent(
  { deps, principal }: Pick<Call, 'deps' | 'principal'>,
  { taskId, kind }: ActionInput['content'],
): Promise<{ task: Task; asset: Asset }> {
  const task = await findTask(deps.db, principal.tenantId, taskId)
  if (task === undefined) throw new AppError('video_not_found')
  if (kind === 'preview' && task.preview !== null && !isTerminal(task.status))
    return { task, asset: task.preview }
  const assets = await assetsOf(
    deps,
    task,
    kind === 'preview' ? { unfinished: 'There is no preview yet.' } : {},
  )
  // A run of one step has no preview.
  return { task, asset: kind === 'preview' ? (task.preview ?? assets.thumbnail) : assets[kind] }
}
