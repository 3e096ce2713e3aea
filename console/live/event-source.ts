import { ApiError, type Api } from '#console/session/api.ts'

export interface StreamMessage {
  readonly id: string | null
  readonly type: string
  readonly data: unknown
}

export interface StreamOptions {
  readonly message: (message: StreamMessage) => void
  /** True when messages arrive, false while the connection is lost. */
  readonly connected: (connected: boolean) => void
}

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 10_000

/**
 * Server-sent events by `fetch`, since `EventSource` cannot send credentials. Connects again with
 * the id of the last event whenever the stream ends.
 *
 * @returns the function that ends it
 */
export function followStream(api: Api, path: string, o: StreamOptions): () => void {
  const stopped = new AbortController()
  let lastId: string | null = null
  let retryMs = FIRST_RETRY_MS

  async function once(): Promise<void> {
    const response = await api.call(path, {
      signal: stopped.signal,
      headers: { Accept: 'text/event-stream', ...(lastId === null ? {} : { 'Last-Event-ID': lastId }) },
    })
    if (response.body === null || response.status === 204) return stopped.abort()
    o.connected(true)
    retryMs = FIRST_RETRY_MS
    for await (const message of messagesOf(response.body)) {
      lastId = message.id ?? lastId
      o.message(message)
    }
  }

  async function follow(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        await once()
      } catch (error) {
        if (stopped.signal.aborted) return
        // Nothing that this session can send will be accepted.
        if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return
      }
      if (stopped.signal.aborted) return
      o.connected(false)
      await new Promise((resolve) => setTimeout(resolve, retryMs))
      retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)
    }
  }

  void follow()
  return () => stopped.abort()
}

/** The messages of a stream that have data. */
async function* messagesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamMessage> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += value
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const message = parse(text.slice(0, end))
      text = text.slice(end + 2)
      if (message !== null) yield message
    }
  }
}

function parse(block: string): StreamMessage | null {
  let [id, type]: [string | null, string] = [null, 'message']
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) id = line.slice(4)
    else if (line.startsWith('event: ')) type = line.slice(7)
    else if (line.startsWith('data: ')) data.push(line.slice(6))
  }
  return data.length === 0 ? null : { id, type, data: JSON.parse(data.join('\n')) as unknown }
}
