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
  /**
   * Says that the video is on the screen: what no event tells, such as its place in the queue, is
   * read for such videos alone. @returns what ends it
   */
  watch(id: string): () => void
  /** The step of the newest preview of a running video; null without one. */
  previewStep(id: string): Signal<number | null>
  /** Calls the listener for every event, and with null when some may have been missed. */
  on(listener: (event: VideoEvent | null) => void): () => void
  close(): void
}

/** What no event tells is read this often, and without the stream everything. */
const POLL_MS = 3000
/** Videos read at a time, in turn: a long list asks no more of the service than a short one. */
const POLLED = 12

export function openLiveVideos(api: Api): LiveVideos {
  const videos = new Map<string, Signal<Video | null | undefined>>()
  const previews = new Map<string, Signal<number | null>>()
  const listeners = new Set<(event: VideoEvent | null) => void>()
  const reading = new Map<string, Promise<void>>()
  const watchers = new Map<string, number>()
  /** Known from before the stream broke, and not read since. */
  const stale = new Set<string>()
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
    stale.delete(id)
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

  const isUnfinished = (id: string): boolean => {
    const status = videos.get(id)?.value?.status
    return status === 'queued' || status === 'in_progress'
  }
  let turn = 0
  const poll = setInterval(() => {
    // A queue position changes without an event of its own video.
    const due = [...watchers.keys()].filter((id) =>
      connected.value ? videos.get(id)?.value?.status === 'queued' : isUnfinished(id),
    )
    turn = turn >= due.length ? 0 : turn
    for (const id of due.slice(turn, turn + POLLED)) void refresh(id)
    turn += POLLED
  }, POLL_MS)
  const stop = followStream(api, 'v1/events/stream', {
    message: received,
    connected: (now) => {
      connected.value = now
      if (now && wasConnected) {
        for (const id of videos.keys()) if (isUnfinished(id)) stale.add(id)
        for (const id of watchers.keys()) if (stale.has(id)) void refresh(id)
        for (const listener of listeners) listener(null)
      }
      wasConnected ||= now
    },
  })

  return {
    connected,
    of,
    refresh,
    watch(id) {
      watchers.set(id, (watchers.get(id) ?? 0) + 1)
      if (stale.has(id)) void refresh(id)
      return () => {
        const left = (watchers.get(id) ?? 1) - 1
        if (left === 0) watchers.delete(id)
        else watchers.set(id, left)
      }
    },
    previewStep: (id) => entry<number | null>(previews, id, null),
    take(taken) {
      batch(() => {
        for (const video of taken) {
          const known = of(video.id)
          // A list has no manifests.
          known.value = { ...video, manifest: video.manifest ?? known.value?.manifest ?? null }
        }
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
