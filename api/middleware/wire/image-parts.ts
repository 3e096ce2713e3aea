import { Transform } from 'node:stream'

const CRLF = Buffer.from('\r\n')
const END_OF_HEADERS = Buffer.from('\r\n\r\n')
/** Longer headers of a part are left to the form reader, which refuses them. */
const LONGEST_HEADERS_BYTES = 16_384
const MEDIA = /^content-type:[ \t]*(?:image|video)\//im
const DISPOSITION = /^content-disposition:[ \t]*form-data\b.*$/im
const FILE_NAME = /;[ \t]*filename\*?[ \t]*=/i

/** The boundary of a multipart form; null when there is none. */
function boundaryOf(contentType: string): string | null {
  const [, quoted, plain] = /;[ \t]*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? []
  return quoted ?? plain ?? null
}

/**
 * Names the parts of a multipart form that are an image or a video and have no file name: the form
 * reader takes a part for a file by its name alone, and would read its bytes as text. Everything
 * else passes unchanged. Holds at most the headers of one part.
 */
export function nameImageParts(contentType: string): Transform {
  const boundary = boundaryOf(contentType)
  if (boundary === null) return new Transform({ transform: (chunk, _, done) => done(null, chunk) })
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first boundary may stand at the very beginning, without the line break before it.
  let held = CRLF
  let invented = CRLF.length
  let isInHeaders = false
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk])
      while (step(this)) continue
      done()
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
        send(to, held.subarray(0, decided))
        held = held.subarray(decided)
      }
      return false
    }
    // The line break that ends the headers may begin the boundary after an empty body.
    const end = isInHeaders ? at + CRLF.length : at + mark.length
    const decided = held.subarray(0, end)
    send(to, isInHeaders && end <= LONGEST_HEADERS_BYTES ? named(decided) : decided)
    held = held.subarray(end)
    isInHeaders = !isInHeaders
    return true
  }
}

function named(headers: Buffer): Buffer {
  const text = headers.toString('latin1')
  const disposition = DISPOSITION.exec(text)?.[0]
  if (disposition === undefined || FILE_NAME.test(disposition) || !MEDIA.test(text)) return headers
  return Buffer.from(
    text.replace(disposition, () => `${disposition.trimEnd()}; filename="upload"`),
    'latin1',
  )
}
