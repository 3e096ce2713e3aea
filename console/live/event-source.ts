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
/** Three times the pause after which the service sends something, if only a comment. */
const LONGEST_SILENCE_MS = 45_000

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
    const watch = watchConnection()
    const signal = AbortSignal.any([stopped.signal, watch.lost])
    try {
      const response = await api.call(path, {
        signal,
        headers: { Accept: 'text/event-stream', ...(lastId === null ? {} : { 'Last-Event-ID': lastId }) },
      })
      if (response.body === null || response.status === 204) return stopped.abort()
      o.connected(true)
      retryMs = FIRST_RETRY_MS
      for await (const message of messagesOf(response.body, watch.heard)) {
        lastId = message.id ?? lastId
        o.message(message)
      }
    } finally {
      watch.end()
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

/** Notices that a connection is dead: a network that is lost ends none by itself. */
function watchConnection(): { readonly lost: AbortSignal; heard(): void; end(): void } {
  const lost = new AbortController()
  const cut = (): void => lost.abort()
  let silence = setTimeout(cut, LONGEST_SILENCE_MS)
  window.addEventListener('offline', cut)
  return {
    lost: lost.signal,
    heard() {
      clearTimeout(silence)
      silence = setTimeout(cut, LONGEST_SILENCE_MS)
    },
    end() {
      clearTimeout(silence)
      window.removeEventListener('offline', cut)
    },
  }
}

/**
 * The messages of a stream that have data.
 *
 * @param heard called for whatever arrives
 */
async function* messagesOf(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
): AsyncGenerator<StreamMessage> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    heard()
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
