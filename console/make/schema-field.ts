import { html } from '#console/parts/html.ts'
import { faultOf, rangeOf, type Field } from './fields.ts'

/** One field of a model's schema: its default shown, its limits held as it is typed. */
export function SchemaField(props: { field: Field; value: string; change: (value: string) => void }) {
  const { field, value, change } = props
  const id = `field-${field.name}`
  const fault = faultOf(field, value)
  const typed = (event: Event): void => change((event.currentTarget as HTMLInputElement).value)
  const common = {
    id,
    value,
    onInput: typed,
    title: field.schema.description,
    'aria-invalid': fault !== null,
    'aria-describedby': fault === null ? undefined : `${id}-fault`,
  }
  return html`
    <div class="field">
      <div class="field-head">
        <label for=${id}>${field.label}</label>
        <span class="hint">${field.kind === 'number' ? rangeOf(field.schema) : ''}</span>
      </div>
      ${
        field.kind === 'choice' || field.kind === 'switch'
          ? html`
              <select ...${common}>
                <option value="">
                  ${field.byDefault === '' ? 'default' : `${field.byDefault} (default)`}
                </option>
                ${(field.kind === 'switch' ? ['true', 'false'] : field.options).map(
                  (option) =>
                    html`<option value=${option}>
                      ${option === 'true' ? 'yes' : option === 'false' ? 'no' : option}
                    </option>`,
                )}
              </select>
            `
          : field.kind === 'long text' || field.kind === 'pairs'
            ? html`<textarea
                rows="2"
                placeholder=${field.kind === 'pairs' ? 'name=value' : field.byDefault}
                ...${common}
              ></textarea>`
            : html`<input
                type="text"
                inputmode=${field.kind === 'number' ? 'decimal' : 'text'}
                placeholder=${field.byDefault}
                ...${common}
              />`
      }
      ${fault !== null && html`<p class="fault" id=${`${id}-fault`}>${fault}</p>`}
    </div>
  `
}
