import { useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act, useLoaded } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'

type Endpoint = components['schemas']['WebhookEndpoint']

/** Name, address and event types of an endpoint. */
export function EndpointForm({
  endpoint,
  save,
}: {
  endpoint: Endpoint | null
  save: (body: object) => Promise<void>
}) {
  const { user } = useConsole()
  const types = useLoaded('event types', async () => {
    const list = await user.api.json<components['schemas']['WebhookEventTypeList']>('v1/webhook_event_types')
    return list.data
  })
  const [name, setName] = useState(endpoint?.name ?? '')
  const [url, setUrl] = useState(endpoint?.url ?? '')
  const [chosen, setChosen] = useState<readonly string[]>(
    endpoint?.event_types ?? ['video.completed', 'video.failed'],
  )
  const typed = (set: (text: string) => void) => (event: Event) =>
    set((event.currentTarget as HTMLInputElement).value)
  const flip = (type: string): void =>
    setChosen(chosen.includes(type) ? chosen.filter((each) => each !== type) : [...chosen, type])
  return html`
    <form class="endpoint-form" onSubmit=${(event: Event) => event.preventDefault()}>
      <div class="field">
        <label for="endpoint-name">Name</label>
        <input id="endpoint-name" type="text" value=${name} onInput=${typed(setName)} />
      </div>
      <div class="field">
        <label for="endpoint-url">Address</label>
        <input
          id="endpoint-url"
          type="text"
          inputmode="url"
          placeholder="https://app.example.com/hooks"
          value=${url}
          onInput=${typed(setUrl)}
        />
      </div>
      <fieldset>
        <legend>Events</legend>
        ${(types.value ?? []).map(
          (type) =>
            html`<label class="inline">
              <input type="checkbox" checked=${chosen.includes(type)} onChange=${() => flip(type)} />${type}
            </label>`,
        )}
      </fieldset>
      <${Act}
        kind="primary"
        disabled=${name.trim() === '' || url.trim() === '' || chosen.length === 0}
        run=${() => save({ name: name.trim(), url: url.trim(), event_types: chosen })}
      >
        ${endpoint === null ? 'Add the endpoint' : 'Save'}
      <//>
    </form>
  `
}
