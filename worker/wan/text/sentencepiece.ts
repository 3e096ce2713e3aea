/** A tokenizer as the files tokenizer.json and tokenizer_config.json describe it. */
export interface TokenizerFiles {
  readonly tokenizer: object
  readonly config: object
}

/** One entry of a SentencePiece vocabulary. */
export interface Piece {
  readonly text: string
  readonly score: number
  /** SentencePiece's Type: 1 normal, 2 unknown, 3 control. */
  readonly type: number
}

const UNKNOWN = 2
const [PAD, END] = ['<pad>', '</s>']
/** T5's marks of gaps, where the vocabulary holds them. */
const SENTINEL = /^<extra_id_\d+>$/

/**
 * The tokenizer of a SentencePiece model (`spiece.model`, which ComfyUI keeps inside UMT5's
 * weights). Field numbers are those of sentencepiece_model.proto in google/sentencepiece: the
 * pieces (1: text, score, type) and the normaliser's character map (3: 2).
 *
 * @throws Error for damaged bytes, and when the vocabulary lacks padding, end or unknown token.
 */
export function tokenizerOfSentencePiece(model: Uint8Array): TokenizerFiles {
  const pieces: Piece[] = []
  let charsmap: Uint8Array | undefined
  for (const { field, bytes } of messageFields(model)) {
    if (field === 1 && bytes) pieces.push(readPiece(bytes))
    if (field === 3 && bytes)
      charsmap = messageFields(bytes).find((inner) => inner.field === 2)?.bytes ?? charsmap
  }
  return tokenizerOfPieces(pieces, charsmap)
}

/**
 * The tokenizer of UMT5 over this vocabulary, as transformers converts it
 * (convert_slow_tokenizer.py, T5Converter).
 *
 * @throws Error when the vocabulary lacks padding, end or unknown token.
 */
export function tokenizerOfPieces(
  pieces: readonly Piece[],
  charsmap: Uint8Array | undefined,
): TokenizerFiles {
  const idOf = (what: string, find: (piece: Piece) => boolean): number => {
    const id = pieces.findIndex(find)
    if (id < 0) throw new Error(`the SentencePiece vocabulary has no ${what}`)
    return id
  }
  const pad = idOf(PAD, ({ text }) => text === PAD)
  const end = idOf(END, ({ text }) => text === END)
  const unknown = idOf('unknown token', ({ type }) => type === UNKNOWN)
  const sentinels = pieces.flatMap(({ text }, id) => (SENTINEL.test(text) ? [id] : []))
  const special = (id: number) => ({
    ...{ id, content: pieces[id]!.text, special: true },
    ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
  })
  const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true }
  return {
    tokenizer: {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: [pad, end, unknown, ...sentinels].map(special),
      normalizer:
        charsmap === undefined
          ? null
          : { type: 'Precompiled', precompiled_charsmap: Buffer.from(charsmap).toString('base64') },
      pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, metaspace] },
      post_processor: {
        type: 'TemplateProcessing',
        single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: END, type_id: 0 } }],
        pair: [],
        special_tokens: { [END]: { id: END, ids: [end], tokens: [END] } },
      },
      decoder: metaspace,
      model: {
        type: 'Unigram',
        unk_id: unknown,
        byte_fallback: false,
        vocab: pieces.map(({ text, score }) => [text, score]),
      },
    },
    config: { pad_token: PAD, eos_token: END, unk_token: pieces[unknown]!.text },
  }
}

function readPiece(message: Uint8Array): Piece {
  const fields = messageFields(message)
  const text = fields.find(({ field }) => field === 1)?.bytes ?? new Uint8Array()
  const score = fields.find(({ field }) => field === 2)?.bytes
  return {
    text: Buffer.from(text).toString('utf8'),
    score: score ? Buffer.from(score).readFloatLE() : 0,
    type: Number(fields.find(({ field }) => field === 3)?.number ?? 1),
  }
}

interface Field {
  readonly field: number
  /** Of strings, messages and fixed-width numbers. */
  readonly bytes?: Uint8Array
  /** Of variable-width numbers. */
  readonly number?: number
}

/** The fields of one protobuf message, in their order. */
function messageFields(message: Uint8Array): Field[] {
  const fields: Field[] = []
  let at = 0
  const damaged = () => new Error(`the SentencePiece model is damaged at byte ${at}`)
  const varint = (): number => {
    let value = 0
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at++]!
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    throw damaged()
  }
  const take = (length: number): Uint8Array => {
    if (at + length > message.length) throw damaged()
    at += length
    return message.subarray(at - length, at)
  }
  while (at < message.length) {
    const tag = varint()
    const field = Math.floor(tag / 8)
    const wire = tag % 8
    if (wire === 0) fields.push({ field, number: varint() })
    else if (wire === 1) fields.push({ field, bytes: take(8) })
    else if (wire === 2) fields.push({ field, bytes: take(varint()) })
    else if (wire === 5) fields.push({ field, bytes: take(4) })
    else throw damaged()
  }
  return fields
}
