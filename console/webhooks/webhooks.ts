import { useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act, Empty, Failure, useLoaded } from '#console/parts/controls.ts'
import { classes, html } from '#console/parts/html.ts'
import { EndpointForm } from './endpoint-form.ts'
import { OneEndpoint } from './one-endpoint.ts'
import { Secret } from './secret.ts'

type EndpointList = components['schemas']['WebhookEndpointList']
type WithSecret = components['schemas']['WebhookEndpointWithSecret']

/** Where events are sent: the endpoints on the left, one of them beside. */
export function Webhooks() {
  const { user, router } = useConsole()
  const [, chosen] = router.route.value.path
  const endpoints = useLoaded('endpoints', () =>
    user.api.json<EndpointList>('v1/webhook_endpoints', { query: { limit: 100 } }),
  )
  const [isAdding, setAdding] = useState(false)
  const [fresh, setFresh] = useState<WithSecret | null>(null)
  const data = endpoints.value?.data ?? []
  const shown = data.find(({ id }) => id === chosen) ?? data[0]
  const add = async (body: object): Promise<void> => {
    const made = await user.api.json<WithSecret>('v1/webhook_endpoints', { method: 'POST', body })
    setFresh(made)
    setAdding(false)
    endpoints.reload()
    router.go(`#/webhooks/${made.id}`)
  }
  return html`
    <div class="webhooks">
      <div class="head">
        <h1>Webhooks</h1>
        <${Act} icon="make" run=${() => setAdding(!isAdding)}>Add an endpoint<//>
      </div>
      ${endpoints.error !== null && html`<${Failure} error=${endpoints.error} />`}
      ${isAdding && html`<${EndpointForm} endpoint=${null} save=${add} />`}
      ${fresh !== null && html`<${Secret} secret=${fresh.signing_secret} close=${() => setFresh(null)} />`}
      ${
        endpoints.value !== undefined && shown === undefined && !isAdding
          ? html`<${Empty} title="No endpoint yet">
              <p>An endpoint receives a signed message when a video ends. Add one here, or with</p>
              <pre tabindex="0">${sampleOf(user.api.base)}</pre>
            <//>`
          : html`
              <div class="webhook-columns">
                <ul class="endpoint-list">
                  ${data.map(
                    (each) => html`
                      <li key=${each.id}>
                        <a
                          href=${`#/webhooks/${each.id}`}
                          class=${classes(each.id === shown?.id && 'is-present')}
                          aria-current=${each.id === shown?.id ? 'true' : undefined}
                        >
                          <span class="prompt">${each.name}</span>
                          <span class="sub"
                            >${each.disabled ? `disabled${each.disabled_reason === null ? '' : `: ${each.disabled_reason}`}` : hostOf(each.url)}</span
                          >
                        </a>
                      </li>
                    `,
                  )}
                </ul>
                ${
                  shown !== undefined &&
                  html`<${OneEndpoint} key=${shown.id} endpoint=${shown} reload=${endpoints.reload} />`
                }
              </div>
            `
      }
    </div>
  `
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}

const sampleOf = (
  base: string,
): string => `curl -sS ${base}v1/webhook_endpoints -H "Authorization: Bearer $WAN_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"name": "production", "url": "https://app.example.com/hooks", "event_types": ["video.completed", "video.failed"]}'`
