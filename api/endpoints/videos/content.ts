import type { Asset, ContentKind } from '#core/task/asset.ts'
import { AppError } from '#core/errors.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal, type Task } from '#core/task/task.ts'
import { parseContent } from '#api/dialects/openai/videos.ts'
import { wireRequest, type Handler } from '#api/endpoints/endpoint.ts'
import { assetsOf } from '#api/http/assets-of.ts'
import { stateOf, type Principal } from '#api/http/request-state.ts'
import { sendAsset } from '#api/http/send-asset.ts'
import type { Call } from '#api/http/call.ts'

/**
 * A file of a task, as a download.
 *
 * @throws AppError video_not_found, not_ready, video_failed, video_expired, range_not_satisfiable.
 */
export const content: Handler =
  ({ deps }) =>
  async (req, res) => {
    const principal = stateOf(res).principal as Principal
    const { task, asset } = await findContent({ deps, principal }, parseContent(wireRequest(req)))
    await sendAsset(deps, req, res, task, asset)
  }

/**
 * The asset to download. Only a preview exists before the task has ended.
 *
 * @throws AppError video_not_found, not_ready, video_failed, video_expired.
 */
async function findContent(
  { deps, principal }: Pick<Call, 'deps' | 'principal'>,
  { taskId, kind }: { readonly taskId: string; readonly kind: ContentKind },
): Promise<{ task: Task; asset: Asset }> {
  const task = await findTask(deps.db, principal.tenantId, taskId)
  if (task === undefined) throw new AppError('video_not_found')
  if (kind === 'preview' && task.preview !== null && !isTerminal(task.status))
    return { task, asset: task.preview }
  const assets = await assetsOf(
    deps,
    task,
    kind === 'preview' ? { unfinished: 'There is no preview yet.', status: 404 } : { status: 404 },
  )
  // A run of one step has no preview.
  return { task, asset: kind === 'preview' ? (task.preview ?? assets.thumbnail) : assets[kind] }
}
