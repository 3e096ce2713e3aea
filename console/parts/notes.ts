import { signal, type ReadonlySignal } from '@preact/signals'
import { html } from './html.ts'

/** A line that tells what has happened, and goes by itself. */
export interface Note {
  readonly id: number
  readonly text: string
  readonly isError: boolean
  readonly undo: (() => void) | null
}

export interface Notes {
  readonly shown: ReadonlySignal<readonly Note[]>
  say(text: string, undo?: () => void): void
  /** Shows the text of the API, with its code. */
  fail(error: unknown): void
  dismiss(id: number): void
}

const SHOWN_MS = 6000

export function createNotes(): Notes {
  const shown = signal<readonly Note[]>([])
  let nextId = 1
  const dismiss = (id: number): void => void (shown.value = shown.value.filter((note) => note.id !== id))
  function add(text: string, isError: boolean, undo: (() => void) | null): void {
    const id = nextId++
    shown.value = [...shown.value.slice(-3), { id, text, isError, undo }]
    setTimeout(() => dismiss(id), SHOWN_MS)
  }
  return {
    shown,
    dismiss,
    say: (text, undo) => add(text, false, undo ?? null),
    fail: (error) => add(textOf(error), true, null),
  }
}

/** The text of an error, and its code when the API gave one. */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as Error & { code?: string }
  return code === undefined ? error.message : `${error.message} (${code})`
}

export const NoteList = ({ notes }: { notes: Notes }) => html`
  <div class="notes" role="status" aria-live="polite">
    ${notes.shown.value.map(
      (note) => html`
        <div key=${note.id} class=${note.isError ? 'note is-error' : 'note'}>
          <span>${note.text}</span>
          ${
            note.undo !== null &&
            html`<button class="link" onClick=${() => (note.undo?.(), notes.dismiss(note.id))}>Undo</button>`
          }
          <button class="icon" aria-label="Dismiss" onClick=${() => notes.dismiss(note.id)}>×</button>
        </div>
      `,
    )}
  </div>
`
