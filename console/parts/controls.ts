import { useEffect, useState } from 'preact/hooks'
import { signal } from '@preact/signals'
import { useConsole } from './context.ts'
import { age, moment } from './format.ts'
import { html, type Children } from './html.ts'
import { Icon, type IconName } from './icon.ts'
import { textOf } from './notes.ts'

/** A button that cannot be pressed again while its work goes on, and shows what went wrong. */
export function Act(props: {
  run: () => Promise<unknown> | void
  children?: Children
  kind?: string
  icon?: IconName
  disabled?: boolean
  title?: string
  id?: string
}) {
  const { notes } = useConsole()
  const [busy, setBusy] = useState(false)
  const press = (): void => {
    const going = props.run()
    if (!(going instanceof Promise)) return
    setBusy(true)
    going.catch((error: unknown) => notes.fail(error)).finally(() => setBusy(false))
  }
  return html`
    <button
      type="button"
      id=${props.id}
      class=${props.kind ?? ''}
      disabled=${busy || props.disabled === true}
      aria-busy=${busy}
      title=${props.title}
      onClick=${press}
    >
      ${props.icon !== undefined && html`<${Icon} name=${props.icon} />`}${props.children}
    </button>
  `
}

/** Copies a text and says so for a moment. */
export function Copy({ text, label = 'Copy' }: { text: string | (() => string); label?: string }) {
  const { notes } = useConsole()
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
    notes.say('Copied.')
  }
  return html`<${Act} kind="quiet" icon="copy" run=${copy}>${label}<//>`
}

/** The text and code of an error of the API, where its cause is. */
export const Failure = ({ error }: { error: unknown }) =>
  html`<p class="failure" role="alert">${textOf(error)}</p>`

/** What an empty screen is for, and the next thing to do. */
export const Empty = ({ title, children }: { title: string; children?: Children }) => html`
  <div class="empty">
    <h2>${title}</h2>
    ${children}
  </div>
`

/** The age of a moment, ticking by itself. */
export const Age = ({ at }: { at: number }) =>
  html`<time datetime=${new Date(at * 1000).toISOString()} title=${moment(at)}
    >${age(at, useConsole().nowMs.value)}</time
  >`

/** What an asynchronous read has brought: undefined until then. */
export interface Loaded<T> {
  readonly value: T | undefined
  readonly error: unknown
  reload(): void
}

/** Reads when the screen appears and whenever `key` changes. The last value stays meanwhile. */
export function useLoaded<T>(key: string, read: () => Promise<T>, everyMs = 0): Loaded<T> {
  const [state] = useState(() =>
    signal<{ value: T | undefined; error: unknown }>({ value: undefined, error: null }),
  )
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let isCurrent = true
    const load = (): void =>
      void read().then(
        (value) => isCurrent && (state.value = { value, error: null }),
        (error: unknown) => isCurrent && (state.value = { value: state.value.value, error }),
      )
    load()
    const timer = everyMs > 0 ? setInterval(load, everyMs) : undefined
    return () => {
      isCurrent = false
      clearInterval(timer)
    }
  }, [key, turn])
  return { ...state.value, reload: () => setTurn((previous) => previous + 1) }
}
