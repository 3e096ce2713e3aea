import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { AppError } from '#core/errors.ts'
import type { ByteRange, Storage } from '#core/storage/storage.ts'
import { isHeld } from './etag.ts'

/** What the headers of a file answer show. */
export interface FileHeaders {
  readonly sizeBytes: number
  readonly contentType: string
  /** In double quotes. */
  readonly etag: string
  /** Makes the answer a download under this name; letters, digits, `.`, `_`, `-`. */
  readonly downloadName: string | undefined
}

/**
 * A stored object over HTTP: 200, 206 for one range, 304 for a current copy, HEAD without a body.
 * Several ranges in one request get the whole object. `Accept` is ignored.
 *
 * @returns false, with nothing sent, when the object does not exist
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
  if (req.method === 'HEAD' ? (await storage.stat(key)) === null : body === null) return withdraw(res)
  setFileHeaders(res, file, range)
  if (body === null) res.end()
  else await pass(body.body, res)
  return true
}

/**
 * A stored object as the whole answer to a request that made it: ranges and copies of the client do
 * not count.
 *
 * @returns false, with nothing sent, when the object does not exist
 */
export async function sendWholeFile(
  storage: Storage,
  res: Response,
  key: string,
  file: FileHeaders,
): Promise<boolean> {
  const body = await storage.read(key)
  if (body === null) return false
  res.set({ ETag: file.etag, 'Cache-Control': 'private, no-store' })
  setFileHeaders(res, file, undefined)
  await pass(body.body, res)
  return true
}

function setFileHeaders(res: Response, file: FileHeaders, range: ByteRange | undefined): void {
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
}

/** Listeners of one event. */
const MOST_LISTENERS = 20

/**
 * The client may disconnect and the storage may fail. The announced length shows the cut either
 * way.
 */
async function pass(body: Readable, res: Response): Promise<void> {
  // The pipeline adds some of its own to those of the chain, and all end with the answer.
  res.setMaxListeners(MOST_LISTENERS)
  try {
    await pipeline(body, res)
  } catch {
    res.destroy()
  }
}

function withdraw(res: Response): false {
  res.removeHeader('ETag')
  return false
}

/**
 * Undefined for the whole object. A malformed range, another unit, several ranges and a failed
 * `If-Range` are ignored.
 */
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
