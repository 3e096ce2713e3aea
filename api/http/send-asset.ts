import { extname } from 'node:path'
import type { Request, Response } from 'express'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { videoIdOf } from '#core/ids.ts'
import type { Asset } from '#core/task/asset.ts'
import type { Task } from '#core/task/task.ts'
import { sendFile } from './send-file.ts'

/** Long enough for a download that starts late; never longer than the asset exists. */
const LINK_SECONDS = 3600

/**
 * An asset as a download: streamed by the service, or by redirect to a signed link.
 *
 * @throws AppError video_expired when the file no longer exists, range_not_satisfiable.
 */
export async function sendAsset(
  deps: Pick<Deps, 'config' | 'storage' | 'clock'>,
  req: Request,
  res: Response,
  task: Task,
  asset: Asset,
): Promise<void> {
  const name = `${videoIdOf(task.id)}${extname(asset.key)}`
  if (deps.config.contentDelivery === 'redirect') {
    const leftSeconds =
      task.expiresAt === null ? LINK_SECONDS : (task.expiresAt.getTime() - deps.clock.now().getTime()) / 1000
    const expiresInSeconds = Math.max(1, Math.min(LINK_SECONDS, Math.floor(leftSeconds)))
    const link = await deps.storage.link(asset.key, { expiresInSeconds, downloadName: name })
    res.status(302).set({ Location: link, 'Cache-Control': 'private, no-store' }).end()
    return
  }
  const found = await sendFile(deps.storage, req, res, asset.key, {
    sizeBytes: asset.sizeBytes,
    contentType: asset.contentType,
    etag: `"${asset.sha256}"`,
    downloadName: name,
  })
  if (!found) throw new AppError('video_expired', 'The content of the video no longer exists.')
}
