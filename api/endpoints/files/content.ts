import { AppError } from '#core/errors.ts'
import { fileKey } from '#core/storage/asset-keys.ts'
import { wireRequest, type Handler } from '#api/endpoints/endpoint.ts'
import { stateOf, type Principal } from '#api/http/request-state.ts'
import { sendFile } from '#api/http/send-file.ts'
import { findTenantFile, parseFileId } from './find-file.ts'

/**
 * The bytes as they were uploaded, whatever `Accept` says.
 *
 * @throws AppError file_not_found, range_not_satisfiable.
 */
export const fileContent: Handler =
  ({ deps }) =>
  async (req, res) => {
    const principal = stateOf(res).principal as Principal
    const row = await findTenantFile({ deps, principal }, parseFileId(wireRequest(req)))
    const found = await sendFile(deps.storage, req, res, fileKey(row.id), {
      sizeBytes: row.size_bytes,
      contentType: row.content_type,
      etag: `"${row.sha256}"`,
      downloadName: `${row.id}.${row.content_type.slice('image/'.length)}`,
    })
    if (!found) throw new AppError('file_not_found')
  }
