import { useEffect, useState } from 'preact/hooks'
import { html } from '#console/parts/html.ts'
import type { Filters } from './filters.ts'

const STATUSES = ['queued', 'in_progress', 'completed', 'failed']

/** The filters of the list API. The address bar holds them, so a filtered list can be linked. */
export function FilterBar(props: {
  filters: Filters
  models: readonly string[]
  set: (name: keyof Filters, value: string) => void
}) {
  const { filters, set } = props
  const chosen = (name: keyof Filters) => (event: Event) =>
    set(name, (event.currentTarget as HTMLSelectElement).value)
  const models =
    filters.model === '' || props.models.includes(filters.model)
      ? props.models
      : [filters.model, ...props.models]
  return html`
    <div class="filters" role="search" aria-label="Filters">
      <select aria-label="Status" value=${filters.status} onChange=${chosen('status')}>
        <option value="">Any status</option>
        ${STATUSES.map((status) => html`<option value=${status}>${status === 'in_progress' ? 'running' : status}</option>`)}
      </select>
      <select aria-label="Model" value=${filters.model} onChange=${chosen('model')}>
        <option value="">Any model</option>
        ${models.map((id) => html`<option value=${id}>${id}</option>`)}
      </select>
      <label class="inline"
        ><span>from</span><${Typed} type="date" value=${filters.from} apply=${(value: string) => set('from', value)}
      /></label>
      <label class="inline"
        ><span>to</span><${Typed} type="date" value=${filters.to} apply=${(value: string) => set('to', value)}
      /></label>
      <${Typed}
        type="text"
        label="Metadata"
        placeholder="metadata: name=value"
        value=${filters.metadata}
        apply=${(value: string) => set('metadata', value)}
      />
      <select aria-label="Order" value=${filters.order} onChange=${chosen('order')}>
        <option value="">Newest first</option>
        <option value="asc">Oldest first</option>
      </select>
      ${
        filters.batch_id !== '' &&
        html`<button class="chip" onClick=${() => set('batch_id', '')}>
          batch ${filters.batch_id.slice(-6)} ×
        </button>`
      }
    </div>
  `
}

/**
 * A filter that is typed holds its draft until Enter or until the field is left: the list is drawn
 * again with every event, and must not put back what the address bar still says.
 */
function Typed(props: {
  type: 'text' | 'date'
  value: string
  apply: (value: string) => void
  label?: string
  placeholder?: string
}) {
  const { type, value, apply, label, placeholder } = props
  const [draft, setDraft] = useState(value)
  useEffect(() => setDraft(value), [value])
  const typed = (event: Event): string => (event.currentTarget as HTMLInputElement).value
  return html`<input
    type=${type}
    aria-label=${label}
    placeholder=${placeholder}
    value=${draft}
    onInput=${(event: Event) => setDraft(typed(event))}
    onChange=${(event: Event) => apply(typed(event))}
  />`
}
