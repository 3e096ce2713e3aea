import { computed, type ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import type { LiveVideos } from '#console/live/videos.ts'
import { useConsole } from '#console/parts/context.ts'
import { Empty, Failure, useLoaded } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { Icon } from '#console/parts/icon.ts'
import { FilterBar } from './filter-bar.ts'
import { filtersOf, withFilter } from './filters.ts'
import { Gallery } from './gallery.ts'
import { SelectionBar } from './selection-bar.ts'
import { VideoTable } from './table.ts'
import { openVideoList, type VideoList } from './video-list.ts'

/** All videos of the tenant, live, as a table or as pictures. */
export function Videos() {
  const { user, router, live } = useConsole()
  const { query } = router.route.value
  const filters = filtersOf(query)
  const key = JSON.stringify(filters)
  const list = useMemo(() => openVideoList(user.api, live, filters), [user, live, key])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const end = useRef<HTMLDivElement>(null)
  const isGallery = query.get('view') === 'gallery'
  const models = useLoaded('models', () => user.api.json<components['schemas']['ModelList']>('v1/models'))

  useEffect(() => {
    setSelected(new Set())
    void list.readMore()
    return () => list.close()
  }, [list])
  const state = list.state.value
  useEffect(() => {
    const element = end.current
    if (element === null || state !== 'more') return
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void list.readMore(),
      { rootMargin: '600px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [list, state])

  const shown = useMemo(() => shownIds(list, live, filters.status), [list, live, filters.status])
  const ids = shown.value
  const isFiltered = key !== JSON.stringify(filtersOf(new URLSearchParams()))
  const select = (id: string, isSelected: boolean): void => {
    const next = new Set(selected)
    if (isSelected) next.add(id)
    else next.delete(id)
    setSelected(next)
  }
  // Of the address as it is then: two changes may come before the screen is drawn again.
  const set = (name: keyof typeof filters | 'view', value: string): void =>
    router.setQuery(withFilter(router.route.peek().query, name, value))
  const view = (value: string) => (): void => set('view', value)
  return html`
    <div class="videos">
      <div class="head">
        <h1>Videos</h1>
        <div class="tabs" role="group" aria-label="View">
          <button aria-pressed=${!isGallery} onClick=${view('')}><${Icon} name="table" />Table</button>
          <button aria-pressed=${isGallery} onClick=${view('gallery')}>
            <${Icon} name="videos" />Gallery
          </button>
        </div>
      </div>
      <${FilterBar}
        filters=${filters}
        models=${(models.value?.data ?? []).map(({ id }) => id)}
        set=${set}
      />
      ${list.error.value !== null && html`<${Failure} error=${list.error.value} />`}
      ${
        ids.length === 0 && state === 'all'
          ? isFiltered
            ? html`<${Empty} title="No video fits these filters"><p>Widen them, or clear them.</p><//>`
            : html`<${Empty} title="No videos yet">
                <p><a href="#/make">Make the first one</a>, or from a terminal:</p>
                <pre tabindex="0">npm run demo</pre>
              <//>`
          : isGallery
            ? html`<${Gallery} ids=${ids} selected=${selected} select=${select} />`
            : html`<${VideoTable}
                ids=${ids}
                selected=${selected}
                select=${select}
                selectAll=${(all: boolean) => setSelected(all ? new Set(ids) : new Set())}
              />`
      }
      <div ref=${end} class="list-end">${state === 'reading' ? 'Reading…' : ''}</div>
      ${selected.size > 0 && html`<${SelectionBar} ids=${[...selected]} clear=${() => setSelected(new Set())} />`}
    </div>
  `
}

/**
 * The ids of the list whose videos exist and still have the status of the filter. The list is the
 * same one until its ids change, so the progress of a video draws nothing here.
 */
function shownIds(list: VideoList, live: LiveVideos, status: string): ReadonlySignal<readonly string[]> {
  let last: readonly string[] = []
  return computed(() => {
    const ids = list.ids.value.filter((id) => {
      const video = live.of(id).value
      return video !== null && video !== undefined && (status === '' || video.status === status)
    })
    if (ids.length !== last.length || ids.some((id, index) => id !== last[index])) last = ids
    return last
  })
}
