/** One message of a stream of server-sent events. */
export interface SentEvent {
  readonly id: string | null
  readonly event: string | null
  readonly data: { id?: string; type: string; data: Record<string, unknown> }
}

export interface EventReader {
  /** The next message that has data; undefined at the end of the stream. */
  next(): Promise<SentEvent | undefined>
  /** Everything until the end of the stream. */
  rest(): Promise<SentEvent[]>
  close(): Promise<void>
}

/**
 * Reads server-sent events as the WHATWG HTML standard has them, as far as this service sends them.
 */
export function readEvents(response: Response): EventReader {
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let text = ''
  async function next(): Promise<SentEvent | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const message = text.slice(0, end)
        text = text.slice(end + 2)
        const field = (name: string): string | null =>
          new RegExp(`^${name}: (.*)$`, 'm').exec(message)?.[1] ?? null
        const data = field('data')
        if (data !== null)
          return { id: field('id'), event: field('event'), data: JSON.parse(data) as SentEvent['data'] }
        continue
      }
      const { done, value } = await reader.read()
      if (done) return undefined
      text += value
    }
  }
  return {
    next,
    async rest() {
      const all: SentEvent[] = []
      for (let event = await next(); event !== undefined; event = await next()) all.push(event)
      return all
    },
    close: () => reader.cancel(),
  }
}
