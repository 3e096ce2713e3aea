import type { Request, RequestHandler, Response } from 'express'
import { fileKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { stateOf, type Principal } from '#api/http/request-state.ts'
import { sendFile } from '#api/http/send-file.ts'
import { sendJson } from '#api/http/send.ts'
import { filesOf } from '#api/http/form-files.ts'
import { FILE_ACTIONS, fileAt, type FileActionName, type FileRequest } from './actions.ts'

/** What a tenant can do about its files, over HTTP. */
export function fileHandler(deps: Deps, name: FileActionName | 'files.content'): RequestHandler {
  if (name === 'files.content') return content(deps)
  const act = FILE_ACTIONS[name]
  return async (req, res) => {
    const body = await act(deps, requestOf(req, res))
    sendJson(res, { status: 200, headers: { 'Cache-Control': 'no-store' }, body })
  }
}

/** The bytes as they were uploaded. `Accept` is not looked at. */
function content(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await fileAt(deps, requestOf(req, res))
    const found = await sendFile(deps.storage, req, res, fileKey(row.id), {
      sizeBytes: row.size_bytes,
      contentType: row.content_type,
      etag: `"${row.sha256}"`,
      downloadName: `${row.id}.${row.content_type.slice('image/'.length)}`,
    })
    if (!found) throw new AppError('file_not_found')
  }
}

const requestOf = (req: Request, res: Response): FileRequest => ({
  tenantId: (stateOf(res).principal as Principal).tenantId,
  path: req.params as Record<string, string>,
  query: req.query,
  body: req.body as unknown,
  files: filesOf(req),
})
