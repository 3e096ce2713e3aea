import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act, Failure } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { Icon } from '#console/parts/icon.ts'
import { EstimateLine } from './estimate.ts'
import { advancedFields, faultOf, type FieldSchema } from './fields.ts'
import { ImageField } from './image-field.ts'
import { LoraField } from './lora-field.ts'
import { loraRulesOf } from './loras.ts'
import type { Draft, ModelDetails, Prepared } from './request.ts'
import { SchemaField } from './schema-field.ts'

export interface RequestFormProps {
  models: readonly components['schemas']['Model'][]
  model: ModelDetails | null
  draft: Draft
  prepared: Prepared | null
  change: (patch: Partial<Draft>) => void
  choose: (modelId: string) => void
  submit: () => Promise<unknown> | undefined
  failure: unknown
}

/** The form of a create: what every model has, then the model's own fields, folded. */
export function RequestForm(props: RequestFormProps) {
  const { user } = useConsole()
  const { model, draft, prepared, change } = props
  const { values } = draft
  const set = (name: string, value: string): void => change({ values: { ...values, [name]: value } })
  const typed = (name: string) => (event: Event) =>
    set(name, (event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value)
  const mayWrite = user.can('videos:write')
  const canSend = mayWrite && prepared !== null && Object.keys(prepared.faults).length === 0
  return html`
    <form
      class="request"
      aria-label="Make a video"
      onSubmit=${(event: Event) => event.preventDefault()}
      onKeyDown=${(event: KeyboardEvent) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canSend)
          document.getElementById('submit')?.click()
      }}
    >
      ${
        model !== null &&
        model.inputs.first_frame !== 'none' &&
        html`<${ImageField}
          label=${model.inputs.last_frame === 'none' ? 'Image' : 'First frame'}
          required=${model.inputs.first_frame === 'required'}
          image=${draft.first}
          fault=${undefined}
          takesPaste=${true}
          change=${(first: Draft['first']) => change({ first })}
        />`
      }
      ${
        model !== null &&
        model.inputs.last_frame !== 'none' &&
        html`<${ImageField}
          label="Last frame"
          required=${model.inputs.last_frame === 'required'}
          image=${draft.last}
          fault=${undefined}
          takesPaste=${false}
          change=${(last: Draft['last']) => change({ last })}
        />`
      }
      <div class="field">
        <div class="field-head"><label for="prompt">Prompt</label></div>
        <textarea
          id="prompt"
          rows="3"
          placeholder="What happens in the video"
          value=${values['prompt'] ?? ''}
          onInput=${typed('prompt')}
        ></textarea>
      </div>
      <div class="field">
        <div class="field-head"><label for="model">Model</label></div>
        <select
          id="model"
          value=${model?.id ?? ''}
          onChange=${(event: Event) => props.choose((event.currentTarget as HTMLSelectElement).value)}
        >
          ${props.models.map(
            ({ id, title, served }) =>
              html`<option value=${id} title=${title}>${served ? id : `${id} (no worker serves it now)`}</option>`,
          )}
        </select>
        ${model !== null && model.title !== model.id && html`<p class="hint">${model.title}</p>`}
      </div>
      ${props.failure !== null && model === null && html`<${Failure} error=${props.failure} />`}
      ${model !== null && html`<${Shape} model=${model} values=${values} set=${set} />`}
      ${
        model !== null &&
        model.loras.length > 0 &&
        html`<${LoraField}
          rules=${loraRulesOf(model)}
          chosen=${draft.loras}
          change=${(loras: Draft['loras']) => change({ loras })}
        />`
      }
      ${model !== null && html`<${Advanced} model=${model} values=${values} set=${set} />`}
      <div class="send">
        <${Act} id="submit" kind="primary" disabled=${!canSend} run=${props.submit}>Make the video<//>
        ${
          mayWrite
            ? html`<${EstimateLine} prepared=${prepared} />`
            : html`<p class="estimate">
                This key may only read. Making videos needs the scope videos:write.
              </p>`
        }
      </div>
    </form>
  `
}

interface PartProps {
  model: ModelDetails
  values: Draft['values']
  set: (name: string, value: string) => void
}

/** Size, length and seed. */
function Shape({ model, values, set }: PartProps) {
  const schema = (model.input_schema as FieldSchema).properties ?? {}
  const { frames, fps, defaults } = model
  const frameCount = Number(values['num_frames'] ?? '') || frames.default
  const seedFault = faultOf({ kind: 'number', schema: schema['seed'] ?? {} }, values['seed'] ?? '')
  return html`
    <div class="pair">
      <div class="field">
        <div class="field-head"><label for="size">Size</label></div>
        <select
          id="size"
          value=${values['size'] ?? ''}
          onChange=${(event: Event) => set('size', (event.currentTarget as HTMLSelectElement).value)}
        >
          <option value="">
            ${defaults.size === 'auto' ? 'as the image' : `${defaults.size.replace('x', '×')} (default)`}
          </option>
          ${model.sizes
            .filter((size) => size !== defaults.size)
            .map((size) => html`<option value=${size}>${size.replace('x', '×')}</option>`)}
        </select>
      </div>
      <div class="field">
        <div class="field-head"><label for="seed">Seed</label></div>
        <input
          id="seed"
          type="text"
          inputmode="numeric"
          placeholder="random"
          value=${values['seed'] ?? ''}
          aria-invalid=${seedFault !== null}
          onInput=${(event: Event) => set('seed', (event.currentTarget as HTMLInputElement).value)}
        />
        ${seedFault !== null && html`<p class="fault">${seedFault}</p>`}
      </div>
    </div>
    <div class="field">
      <div class="field-head">
        <label for="frames">Length</label>
        <span class="hint">${frameCount} frames · ${Number((frameCount / fps).toFixed(2))} s</span>
      </div>
      <input
        id="frames"
        type="range"
        min=${frames.min}
        max=${frames.max}
        step=${frames.step}
        value=${frameCount}
        aria-valuetext=${`${frameCount} frames`}
        onInput=${(event: Event) => set('num_frames', (event.currentTarget as HTMLInputElement).value)}
      />
    </div>
  `
}

/** The other fields of the model's schema. A fault in one of them keeps them open. */
function Advanced({ model, values, set }: PartProps) {
  const fields = advancedFields(model.input_schema, model.defaults)
  const changed = fields.filter(({ name }) => (values[name] ?? '') !== '').length
  return html`
    <details class="advanced">
      <summary>
        <${Icon} name="fold" />All settings<span class="hint"
          >${changed > 0 ? `${changed} changed` : `${fields.length} fields`}</span
        >
      </summary>
      <div class="advanced-fields">
        ${fields.map(
          (field) =>
            html`<${SchemaField}
              key=${field.name}
              field=${field}
              value=${values[field.name] ?? ''}
              change=${(value: string) => set(field.name, value)}
            />`,
        )}
      </div>
    </details>
  `
}
