import { html } from '#console/parts/html.ts'
import { Icon } from '#console/parts/icon.ts'
import { rangeOf, type FieldSchema } from './fields.ts'
import { loraChoice, strengthFault, type ChosenLora, type LoraRules } from './loras.ts'

/** The LoRAs of a video: names that the model offers, each with its strengths. */
export function LoraField(props: {
  rules: LoraRules
  chosen: readonly ChosenLora[]
  change: (chosen: readonly ChosenLora[]) => void
}) {
  const { rules, change } = props
  const chosen = loraChoice(rules, props.chosen)
  const left = rules.names.filter((name) => chosen.every((lora) => lora.name !== name))
  const canAdd = left.length > 0 && chosen.length < rules.most
  const add = (event: Event): void => {
    const select = event.currentTarget as HTMLSelectElement
    if (select.value !== '') change([...chosen, { name: select.value, strength: '', strength2: '' }])
    select.value = ''
  }
  const patch = (name: string, more: Partial<ChosenLora>): void =>
    change(chosen.map((lora) => (lora.name === name ? { ...lora, ...more } : lora)))
  return html`
    <div class="field" title=${rules.description}>
      <div class="field-head">
        <label for="loras">LoRAs</label>
        <span class="hint">
          ${chosen.length === 0 ? `${rules.names.length} offered` : `strength ${rangeOf(rules.strength)}`}
        </span>
      </div>
      ${chosen.map(
        (lora) =>
          html`<${LoraRow}
            key=${lora.name}
            lora=${lora}
            rules=${rules}
            isTwofold=${rules.twofold.includes(lora.name)}
            patch=${(more: Partial<ChosenLora>) => patch(lora.name, more)}
            remove=${() => change(chosen.filter(({ name }) => name !== lora.name))}
          />`,
      )}
      <select id="loras" value="" disabled=${!canAdd} onChange=${add}>
        <option value="">${canAdd ? 'Add one' : left.length === 0 ? 'All are chosen' : `At most ${rules.most} at once`}</option>
        ${left.map((name) => html`<option value=${name}>${name}</option>`)}
      </select>
    </div>
  `
}

function LoraRow(props: {
  lora: ChosenLora
  rules: LoraRules
  isTwofold: boolean
  patch: (more: Partial<ChosenLora>) => void
  remove: () => void
}) {
  const { lora, rules, patch } = props
  const second = props.isTwofold ? strengthFault(rules.strength2, lora.strength2) : null
  const fault = strengthFault(rules.strength, lora.strength) ?? second
  const strength = (label: string, schema: FieldSchema, value: string, byDefault: string, name: string) =>
    html`<input
      type="text"
      inputmode="decimal"
      aria-label=${label}
      aria-invalid=${strengthFault(schema, value) !== null}
      placeholder=${byDefault}
      value=${value}
      onInput=${(event: Event) => patch({ [name]: (event.currentTarget as HTMLInputElement).value })}
    />`
  return html`
    <div class="lora">
      <span class="lora-name" title=${lora.name}>${lora.name}</span>
      ${strength(`Strength of ${lora.name}`, rules.strength, lora.strength, '1', 'strength')}
      ${
        props.isTwofold &&
        strength(
          `Strength of ${lora.name} in the second transformer`,
          rules.strength2,
          lora.strength2,
          lora.strength.trim() || '1',
          'strength2',
        )
      }
      <button type="button" class="icon" aria-label=${`Remove ${lora.name}`} onClick=${props.remove}>
        <${Icon} name="close" />
      </button>
    </div>
    ${fault !== null && html`<p class="fault">${fault}</p>`}
  `
}
