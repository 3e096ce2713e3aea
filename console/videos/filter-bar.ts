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
  const typed = (name: keyof Filters) => (event: Event) =>
    set(name, (event.currentTarget as HTMLInputElement | HTMLSelectElement).value)
  const models =
    filters.model === '' || props.models.includes(filters.model)
      ? props.models
      : [filters.model, ...props.models]
  return html`
    <div class="filters" role="search" aria-label="Filters">
      <select aria-label="Status" value=${filters.status} onChange=${typed('status')}>
        <option value="">Any status</option>
        ${STATUSES.map((status) => html`<option value=${status}>${status === 'in_progress' ? 'running' : status}</option>`)}
      </select>
      <select aria-label="Model" value=${filters.model} onChange=${typed('model')}>
        <option value="">Any model</option>
        ${models.map((id) => html`<option value=${id}>${id}</option>`)}
      </select>
      <label class="inline"
        ><span>from</span><input type="date" value=${filters.from} onChange=${typed('from')}
      /></label>
      <label class="inline"
        ><span>to</span><input type="date" value=${filters.to} onChange=${typed('to')}
      /></label>
      <input
        type="text"
        aria-label="Metadata"
        placeholder="metadata: name=value"
        value=${filters.metadata}
        onChange=${typed('metadata')}
      />
      <select aria-label="Order" value=${filters.order} onChange=${typed('order')}>
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
