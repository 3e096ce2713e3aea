/** What a client of Postgres sends, as far as tests look at it. */
export type ClientMessage =
  /** A simple query, which needs no other message. */
  | { readonly kind: 'query'; readonly text: string }
  | { readonly kind: 'parse'; readonly name: string; readonly text: string }
  /** Values for the statement of that name, which then runs; '' is the one just parsed. */
  | { readonly kind: 'bind'; readonly name: string }
  | { readonly kind: 'other' }

const TYPE_BYTES = 1
const LENGTH_BYTES = 4

/** Reads the messages of one connection from its chunks, which may begin and end anywhere. */
export function readClientMessages(onMessage: (message: ClientMessage) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  let isStarted = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      // The first message has no type.
      const typeBytes = isStarted ? TYPE_BYTES : 0
      if (rest.length < typeBytes + LENGTH_BYTES) return
      const end = typeBytes + rest.readUInt32BE(typeBytes)
      if (rest.length < end) return
      const type = isStarted ? String.fromCharCode(rest[0] as number) : ''
      onMessage(messageOf(type, rest.subarray(typeBytes + LENGTH_BYTES, end)))
      isStarted = true
      rest = rest.subarray(end)
    }
  }
}

function messageOf(type: string, body: Buffer): ClientMessage {
  const [first = '', second = ''] = body.toString('utf8').split('\0', 2)
  if (type === 'Q') return { kind: 'query', text: first }
  if (type === 'P') return { kind: 'parse', name: first, text: second }
  if (type === 'B') return { kind: 'bind', name: second }
  return { kind: 'other' }
}
