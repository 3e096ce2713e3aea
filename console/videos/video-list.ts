import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { components } from '#api/openapi.gen.ts'
import type { LiveVideos } from '#console/live/videos.ts'
import type { Api } from '#console/session/api.ts'
import { listQuery, type Filters } from './filters.ts'

type VideoPage = components['schemas']['VideoList']

/** The ids of a filtered list, page by page; what is known of each video is in `LiveVideos`. */
export interface VideoList {
  readonly ids: ReadonlySignal<readonly string[]>
  readonly state: ReadonlySignal<'reading' | 'more' | 'all'>
  readonly error: ReadonlySignal<unknown>
  readMore(): Promise<void>
  close(): void
}

const PAGE = 100
/** Many videos may begin at once; the list is read once for all of them. */
const GATHER_MS = 400

/** Follows a filtered list: new videos come in at its head as the stream tells of them. */
export function openVideoList(api: Api, live: LiveVideos, filters: Filters): VideoList {
  const ids = signal<readonly string[]>([])
  const state = signal<'reading' | 'more' | 'all'>('more')
  const error = signal<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const page = async (after: string | null): Promise<VideoPage> => {
    const read = await api.json<VideoPage>('v1/videos', { query: listQuery(filters, after, PAGE) })
    live.take(read.data)
    return read
  }
  async function readMore(): Promise<void> {
    if (state.value !== 'more') return
    state.value = 'reading'
    try {
      const read = await page(ids.value.at(-1) ?? null)
      if (closed) return
      batch(() => {
        ids.value = [...new Set([...ids.value, ...read.data.map(({ id }) => id)])]
        state.value = read.has_more ? 'more' : 'all'
        error.value = null
      })
    } catch (failure) {
      batch(() => {
        error.value = failure
        state.value = 'more'
      })
    }
  }
  /** The first page again: what is new comes first, or last when the oldest come first. */
  async function readHead(): Promise<void> {
    if (filters.order === 'asc' && state.value === 'more') return
    const read = await page(null).catch(() => null)
    if (read === null || closed) return
    const fresh = read.data.map(({ id }) => id)
    ids.value = [...new Set([...fresh, ...ids.value])]
  }
  const stop = live.on((event) => {
    if (event?.type === 'video.deleted') ids.value = ids.value.filter((id) => id !== event.data.id)
    else if (event === null || event.type === 'video.queued' || filters.status !== '') {
      timer ??= setTimeout(() => {
        timer = undefined
        void readHead()
      }, GATHER_MS)
    }
  })
  return {
    ids,
    state,
    error,
    readMore,
    close() {
      closed = true
      clearTimeout(timer)
      stop()
    },
  }
}
