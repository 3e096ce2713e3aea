import { WebSocket, type Agent } from 'undici'
import { isObject } from '#worker/wan/folder/config/json-fields.ts'

/** What ComfyUI tells of a running prompt over its socket. */
export interface LiveRun {
  /** The node that is being executed; null before the first one. */
  readonly node: string | null
  /** Steps done by node, of those that count any. */
  readonly steps: ReadonlyMap<string, number>
  /** The newest preview, an image file; null without one. */
  readonly preview: Buffer | null
}

/** Events of one prompt. */
export interface ComfySocket {
  readonly run: LiveRun
  close(): void
}

const AGAIN_MS = 2000
/** Binary messages begin with their type, a big-endian number. */
const PREVIEW_IMAGE = 1
const PREVIEW_IMAGE_WITH_METADATA = 4

/**
 * Listens to the events of a prompt, and connects again when the connection ends. ComfyUI tells
 * them to the client that asked for the prompt alone, so the client has the prompt's id: the next
 * worker hears what the first one did.
 */
export function openComfySocket(o: {
  readonly origin: string
  readonly promptId: string
  readonly dispatcher: Agent
  readonly credential: string | null
}): ComfySocket {
  const steps = new Map<string, number>()
  let node: string | null = null
  let preview: Buffer | null = null
  let socket: WebSocket | null = null
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const onText = (text: string): void => {
    const message: unknown = parsed(text)
    if (!isObject(message) || !isObject(message['data'])) return
    const { prompt_id: promptId, node: id, value, nodes } = message['data']
    if (promptId !== undefined && promptId !== o.promptId) return
    if (message['type'] === 'executing' && typeof id === 'string') node = id
    if (message['type'] === 'progress' && typeof id === 'string' && typeof value === 'number')
      steps.set(id, value)
    if (message['type'] === 'progress_state' && isObject(nodes))
      for (const [each, state] of Object.entries(nodes))
        if (isObject(state) && typeof state['value'] === 'number') steps.set(each, state['value'])
  }
  const onBytes = (bytes: Buffer): void => {
    if (bytes.length < 8) return
    const type = bytes.readUInt32BE(0)
    const start = type === PREVIEW_IMAGE ? 8 : 8 + bytes.readUInt32BE(4)
    const isPreview = type === PREVIEW_IMAGE || type === PREVIEW_IMAGE_WITH_METADATA
    if (isPreview && start < bytes.length) preview = bytes.subarray(start)
  }
  const connect = (): void => {
    if (isClosed) return
    const url = `${o.origin.replace(/^http/, 'ws')}/ws?clientId=${o.promptId}`
    const headers = o.credential === null ? {} : { authorization: `Bearer ${o.credential}` }
    const opened = new WebSocket(url, { dispatcher: o.dispatcher, headers })
    socket = opened
    opened.binaryType = 'arraybuffer'
    opened.addEventListener('open', () =>
      opened.send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } })),
    )
    opened.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') onText(data)
      else if (data instanceof ArrayBuffer) onBytes(Buffer.from(data))
    })
    opened.addEventListener('error', () => undefined)
    opened.addEventListener('close', () => {
      if (!isClosed) timer = setTimeout(connect, AGAIN_MS)
    })
  }
  connect()
  return {
    run: {
      get node() {
        return node
      },
      steps,
      get preview() {
        return preview
      },
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
