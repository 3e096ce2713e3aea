/** A single-byte encoding, by which text may have been decoded in place of UTF-8. */
export interface Encoding {
  readonly name: string
  /**
   * Whether its unassigned bytes are kept as the control characters of their numbers and U+FFFD is
   * the byte 0x1A, as in ftfy's "sloppy" encodings.
   */
  readonly sloppy: boolean
  /**
   * The bytes of the text, each as a character from U+0000 to U+00FF; null when it has a character
   * that the encoding lacks.
   */
  encode(text: string): string | null
}

const REPLACEMENT = '\ufffd'
const SUBSTITUTE = 0x1a

/** Code page 437, bytes 0x80 to 0xFF, which browsers' encodings lack. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

const latin1 = (byte: number): string => String.fromCharCode(byte)

function encodingOf(name: string, upperHalf: (byte: number) => string, sloppy: boolean): Encoding {
  const bytes = new Map<string, string>()
  for (let byte = 0; byte < 0x80; byte++) bytes.set(latin1(byte), latin1(byte))
  for (let byte = 0x80; byte < 0x100; byte++) bytes.set(upperHalf(byte), latin1(byte))
  if (sloppy) {
    bytes.delete(latin1(SUBSTITUTE))
    bytes.set(REPLACEMENT, latin1(SUBSTITUTE))
  }
  return {
    name,
    sloppy,
    encode(text) {
      let encoded = ''
      for (const character of text) {
        const byte = bytes.get(character)
        if (byte === undefined) return null
        encoded += byte
      }
      return encoded
    },
  }
}

function browserEncoding(name: string, sloppy: boolean): Encoding {
  const decoder = new TextDecoder(name)
  const upperHalf = (byte: number): string => {
    const character = decoder.decode(Uint8Array.of(byte))
    return character === REPLACEMENT ? latin1(byte) : character
  }
  return encodingOf(name, upperHalf, sloppy)
}

/** In the order in which ftfy tries them. */
export const ENCODINGS: readonly Encoding[] = [
  encodingOf('latin-1', latin1, false),
  ...['1252', '1251', '1250', '1253', '1254', '1257'].map((page) => browserEncoding(`windows-${page}`, true)),
  browserEncoding('iso-8859-2', false),
  browserEncoding('macintosh', false),
  encodingOf('cp437', (byte) => CODE_PAGE_437[byte - 0x80]!, false),
]
