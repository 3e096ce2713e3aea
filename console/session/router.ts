import { signal, type Signal } from '@preact/signals'

/** `#/videos/video_1?status=completed` → `['videos', 'video_1']` and the query. */
export interface Route {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

export interface Router {
  readonly route: Signal<Route>
  go(href: string): void
  /** Reads the address again after it was replaced. */
  reload(): void
  /** Changes the query of the present screen without a new entry in the history. */
  setQuery(query: URLSearchParams): void
}

/**
 * Screens are addressed by the fragment, so one page serves them all under any prefix of a proxy,
 * and no filter reaches a log of the server.
 */
export function createRouter(window: Window): Router {
  const read = (): Route => {
    const [path = '', query = ''] = window.location.hash.replace(/^#\/?/, '').split('?')
    return { path: path.split('/').filter((part) => part !== ''), query: new URLSearchParams(query) }
  }
  const route = signal(read())
  window.addEventListener('hashchange', () => (route.value = read()))
  return {
    route,
    reload: () => void (route.value = read()),
    go(href) {
      window.location.hash = href.replace(/^#/, '')
    },
    setQuery(query) {
      const text = query.toString()
      window.history.replaceState(null, '', `#/${route.value.path.join('/')}${text === '' ? '' : `?${text}`}`)
      route.value = read()
    },
  }
}
