/**
 * The character map that SentencePiece compiles into a model (`precompiled_charsmap`), as
 * tokenizer.json carries it in base64: a little-endian uint32 with the trie's size in bytes, a
 * Darts double-array trie of uint32 units whose keys are UTF-8 and whose values are byte positions,
 * and the replacements as UTF-8, each ended by a zero byte. Format:
 * github.com/google/sentencepiece, src/normalizer.cc (DecodePrecompiledCharsMap) and
 * third_party/darts_clone.
 *
 * Returns the normaliser that Hugging Face's `Precompiled` applies: grapheme by grapheme when the
 * grapheme is under 6 bytes and the map knows a prefix of it, else character by character; of
 * several matching prefixes the shortest one decides, as there (github.com/huggingface/tokenizers,
 * spm_precompiled crate).
 *
 * @throws on a damaged map.
 */
export function decodeCharsmap(base64: string): (text: string) => string {
  const bytes = Buffer.from(base64, 'base64')
  const trieBytes = bytes.length >= 4 ? bytes.readUInt32LE(0) : 0
  if (trieBytes === 0 || trieBytes % 4 !== 0 || 4 + trieBytes > bytes.length) {
    throw new Error(`precompiled_charsmap is damaged: ${bytes.length} bytes with a trie of ${trieBytes}`)
  }
  // Copied to be aligned; the platforms that the runtime supports are little-endian.
  const units = new Uint32Array(Uint8Array.from(bytes.subarray(4, 4 + trieBytes)).buffer)
  const replacements = bytes.subarray(4 + trieBytes)
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

  const replacementOf = (part: string): string | undefined => {
    const start = shortestPrefixValue(units, Buffer.from(part))
    if (start === undefined) return undefined
    const end = replacements.indexOf(0, start)
    return replacements.toString('utf8', start, end < 0 ? replacements.length : end)
  }
  const normaliseGrapheme = (grapheme: string): string => {
    const whole = Buffer.byteLength(grapheme) < 6 ? replacementOf(grapheme) : undefined
    return whole ?? Array.from(grapheme, (character) => replacementOf(character) ?? character).join('')
  }
  return (text) => Array.from(graphemes.segment(text), ({ segment }) => normaliseGrapheme(segment)).join('')
}

// A unit holds its label in bits 0-7 (and bit 31, set in value units), a has-leaf flag in bit 8 and
// the offset to its children in bits 10-30, shifted by another 8 when bit 9 is set.
const labelOf = (unit: number) => unit & 0x8000_00ff
const hasLeaf = (unit: number) => (unit & 0x100) !== 0
const valueOf = (unit: number) => unit & 0x7fff_ffff
const offsetOf = (unit: number) => (unit >>> 10) << ((unit & 0x200) >>> 6)

function shortestPrefixValue(units: Uint32Array, key: Uint8Array): number | undefined {
  let node = offsetOf(units[0] ?? 0)
  for (const byte of key) {
    node ^= byte
    const unit = units[node] ?? 0
    if (byte === 0 || labelOf(unit) !== byte) return undefined
    node ^= offsetOf(unit)
    if (hasLeaf(unit)) return valueOf(units[node] ?? 0)
  }
  return undefined
}
