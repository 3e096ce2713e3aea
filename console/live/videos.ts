import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { components } from '#api/openapi.gen.ts'
import { ApiError, type Api } from '#console/session/api.ts'
import { followStream, type StreamMessage } from './event-source.ts'

export type Video = components['schemas']['Video']
type Progress = components['schemas']['VideoProgress']

/** An event of the feed about a video, as the stream carries it. */
export interface VideoEvent {
  readonly id: string
  readonly created_at: number
  readonly type: string
  readonly data: { readonly id: string }
}

/** Videos that some screen shows, kept up to date by one stream for all of the tenant's tasks. */
export interface LiveVideos {
  readonly connected: ReadonlySignal<boolean>
  /** The video as it is known now; null for one that is gone, undefined until it is read. */
  of(id: string): Signal<Video | null | undefined>
  /** Takes videos that a list or a create has answered. */
  take(videos: readonly Video[]): void
  /** Reads the video again. */
  refresh(id: string): Promise<void>
  /** The step of the newest preview of a running video; null without one. */
  previewStep(id: string): Signal<number | null>
  /** Calls the listener for every event, and with null when some may have been missed. */
  on(listener: (event: VideoEvent | null) => void): () => void
  close(): void
}

/** Without the stream, shown videos are read this often. */
const POLL_MS = 3000

export function openLiveVideos(api: Api): LiveVideos {
  const videos = new Map<string, Signal<Video | null | undefined>>()
  const previews = new Map<string, Signal<number | null>>()
  const listeners = new Set<(event: VideoEvent | null) => void>()
  const reading = new Map<string, Promise<void>>()
  const connected = signal(false)
  let wasConnected = false

  const entry = <T>(map: Map<string, Signal<T>>, id: string, first: T): Signal<T> => {
    const found = map.get(id) ?? signal(first)
    map.set(id, found)
    return found
  }
  const of = (id: string): Signal<Video | null | undefined> =>
    entry<Video | null | undefined>(videos, id, undefined)

  const refresh = (id: string): Promise<void> => {
    const going = reading.get(id)
    if (going !== undefined) return going
    const read = api
      .json<Video>(`v1/videos/${id}`)
      .then(
        (video) => void (of(id).value = video),
        (error: unknown) => {
          if (error instanceof ApiError && error.status === 404) of(id).value = null
        },
      )
      .finally(() => reading.delete(id))
    reading.set(id, read)
    return read
  }

  function progressed({ data }: Progress): void {
    const known = videos.get(data.id)
    batch(() => {
      entry<number | null>(previews, data.id, null).value = data.preview_step
      if (known?.value === undefined || known.value === null) return
      const { status, progress, step, steps, eta_seconds } = data
      const phase = data.phase as Video['phase']
      known.value = { ...known.value, status, progress, phase, step, steps, eta_seconds }
    })
  }

  function received({ type, data }: StreamMessage): void {
    if (type === 'video.progress') return progressed(data as Progress)
    const event = data as VideoEvent
    if (event.type === 'video.deleted' && videos.has(event.data.id)) of(event.data.id).value = null
    else if (event.type.startsWith('video.') && videos.has(event.data.id)) void refresh(event.data.id)
    for (const listener of listeners) listener(event)
  }

  const unfinished = (): string[] =>
    [...videos].flatMap(([id, { value }]) =>
      value?.status === 'queued' || value?.status === 'in_progress' ? [id] : [],
    )
  const poll = setInterval(() => {
    // A queue position changes without an event of its own video.
    for (const id of unfinished())
      if (!connected.value || videos.get(id)?.value?.status === 'queued') void refresh(id)
  }, POLL_MS)
  const stop = followStream(api, 'v1/events/stream', {
    message: received,
    connected: (now) => {
      connected.value = now
      if (now && wasConnected) {
        for (const id of unfinished()) void refresh(id)
        for (const listener of listeners) listener(null)
      }
      wasConnected ||= now
    },
  })

  return {
    connected,
    of,
    refresh,
    previewStep: (id) => entry<number | null>(previews, id, null),
    take(taken) {
      batch(() => {
        for (const video of taken) of(video.id).value = video
      })
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      stop()
      clearInterval(poll)
    },
  }
}
