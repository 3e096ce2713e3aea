import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { AppError } from '#core/errors.ts'
import type { ByteRange, Storage } from '#core/storage/storage.ts'
import { isHeld } from './etag.ts'

export interface FileHeaders {
  readonly sizeBytes: number
  readonly contentType: string
  /** In double quotes. */
  readonly etag: string
  /** Makes the answer a download under this name; letters, digits, `.`, `_`, `-`. */
  readonly downloadName: string | undefined
}

/**
 * A stored object over HTTP: 200, 206 for one range, 304 for a current copy, HEAD without a body. Several ranges at
 * once are answered with the whole. `Accept` is not looked at.
 *
 * @returns false, with nothing sent, when the object is not there
 * @throws AppError range_not_satisfiable.
 */
export async function sendFile(
  storage: Storage,
  req: Request,
  res: Response,
  key: string,
  file: FileHeaders,
): Promise<boolean> {
  res.set({ ETag: file.etag, 'Cache-Control': 'private, no-cache' })
  if (isHeld(req, file.etag)) {
    res.status(304).end()
    return true
  }
  const range = rangeOf(req, file)
  const body = req.method === 'HEAD' ? null : await storage.read(key, range)
  if (req.method === 'HEAD' ? (await storage.stat(key)) === null : body === null) return forget(res)
  const length = range === undefined ? file.sizeBytes : range.end - range.start + 1
  res.status(range === undefined ? 200 : 206).set({
    'Content-Type': file.contentType,
    'Content-Length': String(length),
    'Accept-Ranges': 'bytes',
    ...(range === undefined
      ? {}
      : { 'Content-Range': `bytes ${range.start}-${range.end}/${file.sizeBytes}` }),
    ...(file.downloadName === undefined
      ? {}
      : { 'Content-Disposition': `attachment; filename="${file.downloadName}"` }),
  })
  if (body === null) {
    res.end()
    return true
  }
  try {
    await pipeline(body.body, res)
  } catch {
    // The client has gone, or the storage broke off: either way the length that was announced shows the cut.
    res.destroy()
  }
  return true
}

function forget(res: Response): false {
  res.removeHeader('ETag')
  return false
}

/** Undefined for the whole. A malformed range, another unit, several ranges, or an `If-Range` that fails count as none. */
function rangeOf(req: Request, file: FileHeaders): ByteRange | undefined {
  const ifRange = req.headers['if-range']
  if (req.headers.range === undefined || (ifRange !== undefined && ifRange !== file.etag)) return undefined
  const ranges = req.range(file.sizeBytes)
  if (ranges === -1)
    throw new AppError('range_not_satisfiable', `The content has ${file.sizeBytes} bytes.`, {
      param: 'Range',
      headers: { 'Content-Range': `bytes */${file.sizeBytes}` },
    })
  const [only, ...more] = ranges === undefined || ranges === -2 || ranges.type !== 'bytes' ? [] : ranges
  return only === undefined || more.length > 0 ? undefined : { start: only.start, end: only.end }
}
