const decoder = new TextDecoder('windows-1252')

/**
 * The character of a windows-1252 byte, 0x80–0xFF. The undefined bytes 81, 8D, 8F, 90 and 9D are
 * the control characters of those numbers.
 */
export const windows1252 = (byte: number): string => decoder.decode(Uint8Array.of(byte))
