import type { RequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { verifyFileLink } from '#core/storage/file-link.ts'
import { sendFile } from './send-file.ts'

/** Signed links of the filesystem driver: the link is the permission, and says what to answer. */
export function fileLink(deps: Pick<Deps, 'config' | 'storage' | 'clock'>): RequestHandler {
  const secret = deps.config.linkSecret
  return async (req, res) => {
    if (deps.storage.driver !== 'filesystem' || secret === null) throw new AppError('not_found')
    const key = (req.params['key'] as unknown as string[]).join('/')
    const nowSeconds = deps.clock.now().getTime() / 1000
    const verdict = verifyFileLink({ secret, key, query: req.query, nowSeconds })
    if (!verdict.valid)
      throw new AppError(
        'link_invalid',
        verdict.reason === 'expired'
          ? 'The link has ended; ask for a new one.'
          : 'The link is not one that this service gave out.',
      )
    const object = await deps.storage.stat(key)
    if (object === null) throw new AppError('not_found')
    const found = await sendFile(deps.storage, req, res, key, {
      sizeBytes: object.sizeBytes,
      contentType: verdict.link.contentType ?? object.contentType,
      etag: object.etag,
      downloadName: verdict.link.downloadName,
    })
    if (!found) throw new AppError('not_found')
  }
}
