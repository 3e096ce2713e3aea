import { Transform } from 'node:stream'
import { partTextOf, type PartText } from './part-text.ts'

const CRLF = Buffer.from('\r\n')
const END_OF_HEADERS = Buffer.from('\r\n\r\n')
/** Longer headers of a part are left to the form reader, which refuses them. */
const LONGEST_HEADERS_BYTES = 16_384
const MEDIA = /^content-type:[ \t]*(?:(?:image|video|audio)\/|[\w.-]+\/(?:x-)?octet-stream\b)/im
const DISPOSITION = /^content-disposition:[ \t]*form-data\b.*$/im
const FILE_NAME = /;[ \t]*filename\*?[ \t]*=/i
const EMPTY_FILE_NAME = /;[ \t]*filename[ \t]*=[ \t]*(?:""[ \t]*)?(?=;|$)/i

/** The file name of a part that came without one. */
export const UNNAMED = 'upload'

/** The boundary of a multipart form; null when there is none. */
function boundaryOf(contentType: string): string | null {
  const [, quoted, plain] = /;[ \t]*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? []
  return quoted ?? plain ?? null
}

/**
 * Names the parts of a multipart form that are media or bytes of no type and have no file name: the
 * form reader takes a part for a file by its name alone, and would read its bytes as text or drop
 * them. Everything else passes unchanged, if its text is UTF-8: the form reader would replace what
 * is not. Holds at most the headers of one part.
 *
 * @throws AppError invalid_request, as an error of the stream, for text that is not UTF-8.
 */
export function nameImageParts(contentType: string): Transform {
  const boundary = boundaryOf(contentType)
  if (boundary === null) return new Transform({ transform: (chunk, _, done) => done(null, chunk) })
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first boundary may stand at the very beginning, without the line break before it.
  let held = CRLF
  let invented = CRLF.length
  let isInHeaders = false
  /** Checks the text of the part that is being read; null for other parts. */
  let text: PartText | null = null
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk])
      try {
        while (step(this)) continue
        done()
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      send(this, held)
      done()
    },
  })

  function send(to: Transform, bytes: Buffer): void {
    const sent = bytes.subarray(invented)
    invented = Math.max(0, invented - bytes.length)
    if (sent.length > 0) to.push(sent)
  }

  /** Passes on what is decided; false when more bytes are needed. */
  function step(to: Transform): boolean {
    const mark = isInHeaders ? END_OF_HEADERS : delimiter
    const at = held.indexOf(mark)
    if (at < 0 && isInHeaders && held.length <= LONGEST_HEADERS_BYTES) return false
    if (at < 0) {
      isInHeaders = false
      // The rest may be the beginning of a boundary.
      const decided = held.length - delimiter.length
      if (decided > 0) {
        text?.check(held.subarray(0, decided))
        send(to, held.subarray(0, decided))
        held = held.subarray(decided)
      }
      return false
    }
    // The line break that ends the headers may begin the boundary after an empty body.
    const end = isInHeaders ? at + CRLF.length : at + mark.length
    const decided = held.subarray(0, end)
    if (isInHeaders) {
      const headers = end <= LONGEST_HEADERS_BYTES ? named(decided) : decided
      text = partTextOf(headers)
      send(to, headers)
    } else {
      text?.check(decided)
      send(to, decided)
    }
    held = held.subarray(end)
    isInHeaders = !isInHeaders
    return true
  }
}

function named(headers: Buffer): Buffer {
  const text = headers.toString('latin1')
  const disposition = DISPOSITION.exec(text)?.[0]
  if (disposition === undefined || !MEDIA.test(text)) return headers
  const unnamed = disposition.replace(EMPTY_FILE_NAME, '')
  if (FILE_NAME.test(unnamed)) return headers
  return Buffer.from(
    text.replace(disposition, () => `${unnamed.trimEnd()}; filename="upload"`),
    'latin1',
  )
}
