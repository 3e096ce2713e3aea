import { type Dispatcher } from 'undici'
import { OutboundError } from './error.ts'

type Headers = Dispatcher.ResponseData['headers']

export interface FetchedBytes {
  status: number
  headers: Headers
  body: Buffer
  /** Media type in lower case without parameters; null when the server named none. */
  contentType: string | null
}

/** The part of an answer to a POST that is kept for its sender to read. */
export interface Excerpt {
  /**
   * Start of the body as UTF-8 without NUL, which Postgres text cannot hold; empty when compressed.
   */
  bodyExcerpt: string
  /** Whether the body continues after the excerpt, or did not arrive in full. */
  bodyCut: boolean
}

/**
 * Reads the whole body of a 2xx answer.
 *
 * @throws {OutboundError} `redirect`, `bad_status`, `bad_response` for a compressed body,
 *   `too_large`
 */
export async function readWhole(answer: Dispatcher.ResponseData, maxBytes: number): Promise<FetchedBytes> {
  const { statusCode: status, headers } = answer
  if (status >= 300 && status < 400) throw new OutboundError('redirect', { status })
  if (status < 200 || status >= 300) throw new OutboundError('bad_status', { status })
  if (isCompressed(headers)) throw new OutboundError('bad_response')
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw new OutboundError('too_large')
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length
    if (sizeBytes > maxBytes) throw new OutboundError('too_large')
    chunks.push(chunk)
  }
  const contentType = single(headers['content-type'])?.split(';')[0]?.trim().toLowerCase()
  return { status, headers, body: Buffer.concat(chunks), contentType: contentType || null }
}

/** Reads at most `maxBytes`; of a body that breaks off, whatever has arrived. */
export async function readExcerpt(answer: Dispatcher.ResponseData, maxBytes: number): Promise<Excerpt> {
  if (isCompressed(answer.headers)) return { bodyExcerpt: '', bodyCut: true }
  const chunks: Buffer[] = []
  let sizeBytes = 0
  let bodyCut = false
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      sizeBytes += chunk.length
      bodyCut = sizeBytes > maxBytes
      if (bodyCut) break
    }
  } catch {
    bodyCut = true
  }
  const bytes = Buffer.concat(chunks).subarray(0, maxBytes)
  return { bodyExcerpt: bytes.toString('utf8').replaceAll('\0', '\uFFFD'), bodyCut }
}

function isCompressed(headers: Headers): boolean {
  const encoding = single(headers['content-encoding'])?.trim().toLowerCase()
  return encoding !== undefined && encoding !== '' && encoding !== 'identity'
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}
