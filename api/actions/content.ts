import { AppError } from '#core/errors.ts'
import { queueView } from '#core/store/queue-view.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal, type Asset, type Task } from '#core/task.ts'
import type { ActionInput } from '#api/dialects/dialect.ts'
import type { Call } from './action.ts'

const MAX_RETRY_AFTER_SECONDS = 20

const NOT_READY = {
  video: 'The video is not finished yet.',
  preview: 'There is no preview yet.',
} as const

/**
 * The asset to download; the preview is there while the task runs.
 *
 * @throws AppError video_not_found, not_ready, video_failed, video_expired.
 */
export async function findContent(
  { deps, principal }: Pick<Call, 'deps' | 'principal'>,
  { taskId, kind }: ActionInput['content'],
): Promise<{ task: Task; asset: Asset }> {
  const now = deps.clock.now()
  const task = await findTask(deps.db, principal.tenantId, taskId)
  if (task === undefined) throw new AppError('video_not_found')
  if (kind === 'preview' && task.preview !== null && !isTerminal(task.status))
    return { task, asset: task.preview }
  if (!isTerminal(task.status)) {
    const { etaSeconds } = await queueView(deps.db, task, now, deps.config)
    throw new AppError('not_ready', NOT_READY[kind === 'preview' ? 'preview' : 'video'], {
      retryAfterSeconds: Math.min(MAX_RETRY_AFTER_SECONDS, etaSeconds ?? 1),
    })
  }
  if (task.status !== 'completed')
    throw new AppError('video_failed', `The video has no content: ${task.error?.message ?? task.status}`)
  const gone = task.assetsRemovedAt !== null || (task.expiresAt !== null && task.expiresAt <= now)
  if (gone || task.assets === null)
    throw new AppError(
      'video_expired',
      'The content of the video has expired; the video itself stays readable.',
    )
  // A run of one step has no preview.
  return { task, asset: kind === 'preview' ? (task.preview ?? task.assets.thumbnail) : task.assets[kind] }
}
