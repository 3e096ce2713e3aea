import { AppError } from '#core/errors.ts'
import { verifyFileLink } from '#core/storage/file-link.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { sendFile } from '#api/http/send-file.ts'

/**
 * A file behind a signed link of the filesystem driver. The link is the permission and may set
 * the content type and the file name of the answer.
 *
 * @throws AppError link_invalid, not_found, range_not_satisfiable.
 */
export const signedLink: Handler = ({ deps }) => {
  const secret = deps.config.linkSecret
  return async (req, res) => {
    if (!deps.storage.linksToService || secret === null) throw new AppError('not_found')
    const key = (req.params['key'] as unknown as string[]).join('/')
    const nowSeconds = deps.clock.now().getTime() / 1000
    const verdict = verifyFileLink({ secret, key, query: req.query, nowSeconds })
    if (!verdict.valid)
      throw new AppError(
        'link_invalid',
        verdict.reason === 'expired'
          ? 'The link has expired; ask for a new one.'
          : 'The link was not made by this service.',
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
