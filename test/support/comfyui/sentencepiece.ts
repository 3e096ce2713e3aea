/** Protobuf; field numbers are those of sentencepiece_model.proto in google/sentencepiece. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]

const bytesField = (field: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.from([...varint(8 * field + 2), ...varint(bytes.length)]), bytes])

/** What a tokenizer.json of UMT5 holds, as far as a SentencePiece model does too. */
interface UnigramTokenizer {
  readonly model: { readonly unk_id: number; readonly vocab: readonly (readonly [string, number])[] }
  readonly normalizer: { readonly precompiled_charsmap: string }
}

/** The bytes of the SentencePiece model that a tokenizer.json was made from. */
export function sentencePieceModel({ model, normalizer }: UnigramTokenizer): Uint8Array {
  const pieces = model.vocab.map(([text, score], id) => {
    const number = Buffer.alloc(4)
    number.writeFloatLE(score)
    const type = id === model.unk_id ? 2 : text === '<pad>' || text === '</s>' ? 3 : 1
    return bytesField(
      1,
      Buffer.concat([
        bytesField(1, Buffer.from(text)),
        Uint8Array.of(8 * 2 + 5),
        number,
        Uint8Array.from([8 * 3, ...varint(type)]),
      ]),
    )
  })
  const charsmap = Buffer.from(normalizer.precompiled_charsmap, 'base64')
  // The field of the trainer (2) precedes the normaliser's and is skipped by readers.
  const trainer = bytesField(2, Uint8Array.from([8 * 40, ...varint(model.unk_id)]))
  return Buffer.concat([...pieces, trainer, bytesField(3, bytesField(2, charsmap))])
}
