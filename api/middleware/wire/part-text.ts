import { AppError, fieldError } from '#core/errors.ts'

/** Checks the bytes of one text of a form as they arrive. */
export interface PartText {
  /** @throws AppError invalid_request. */
  readonly check: (bytes: Buffer) => void
}

const FILE = /^content-disposition:.*;[ \t]*filename\*?[ \t]*=(?![ \t]*(?:""[ \t]*)?(?:;|\r?$))/im
const NAME = /^content-disposition:.*;[ \t]*name="([^"]*)"/im
const CHARSET = /^content-type:.*;[ \t]*charset="?([\w-]+)/im
const LONGEST_SHOWN = 100

/**
 * The check of a part by its headers; null for a file, and for text that its sender declares to be
 * of another encoding, which the form reader then reads as that.
 */
export function partTextOf(headers: Buffer): PartText | null {
  const text = headers.toString('latin1')
  if (FILE.test(text) || !/^utf-?8$/i.test(CHARSET.exec(text)?.[1] ?? 'utf-8')) return null
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return {
    check: (bytes) => {
      try {
        decoder.decode(bytes, { stream: true })
      } catch {
        throw notUtf8(NAME.exec(text)?.[1])
      }
    },
  }
}

function notUtf8(name: string | undefined): AppError {
  if (name === undefined) return new AppError('invalid_request', 'The form is not valid UTF-8.')
  const shown = Buffer.from(name, 'latin1').toString().replaceAll('\0', '').slice(0, LONGEST_SHOWN)
  return fieldError(
    'invalid_request',
    shown,
    `\`${shown}\` is not valid UTF-8. Send UTF-8, or name the \`charset\` in the part's \`Content-Type\`.`,
  )
}
