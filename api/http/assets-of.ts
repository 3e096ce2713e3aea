import type { Deps } from '#core/deps.ts'
import { AppError, fieldError } from '#core/errors.ts'
import { queueView } from '#core/store/queue-view.ts'
import type { Assets } from '#core/task/asset.ts'
import { isTerminal, type Task } from '#core/task/task.ts'

const MAX_RETRY_AFTER_SECONDS = 20

/**
 * The files of a video that is completed and has not expired.
 *
 * @param o.unfinished message for a video that is not finished
 * @param o.status status of not_ready in place of the catalogue's; the message then says how long
 *   to wait, because a header would make official clients wait without a word
 * @param o.param field of the request that names the video; absent when the path names it
 * @throws AppError not_ready, video_failed, video_expired.
 */
export async function assetsOf(
  deps: Pick<Deps, 'clock' | 'config' | 'db' | 'turnLevels'>,
  task: Task,
  o: {
    readonly unfinished?: string
    readonly param?: string
    readonly status?: 404
  } = {},
): Promise<Assets> {
  const now = deps.clock.now()
  const refusal = (code: 'not_ready' | 'video_failed' | 'video_expired', message: string, more = {}) =>
    o.param === undefined ? new AppError(code, message, more) : fieldError(code, o.param, message, more)
  if (!isTerminal(task.status)) {
    const { etaSeconds } = await queueView(deps.db, task, now, deps.config, deps.turnLevels)
    const message = o.unfinished ?? 'The video is not finished yet.'
    const waitSeconds = Math.min(MAX_RETRY_AFTER_SECONDS, etaSeconds ?? 1)
    if (o.status === undefined) throw refusal('not_ready', message, { retryAfterSeconds: waitSeconds })
    const shown = Math.max(1, Math.ceil(waitSeconds))
    throw refusal('not_ready', `${message} Ask again in ${shown} s.`, { status: o.status })
  }
  if (task.status !== 'completed')
    throw refusal('video_failed', `The video has no content: ${task.error?.message ?? task.status}`)
  const isExpired = task.assetsRemovedAt !== null || (task.expiresAt !== null && task.expiresAt <= now)
  if (isExpired || task.assets === null)
    throw refusal('video_expired', 'The content of the video has expired; the video itself stays readable.')
  return task.assets
}
