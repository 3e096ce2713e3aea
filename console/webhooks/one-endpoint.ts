import { useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act, Age, Failure, useLoaded } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { AttemptTable } from './attempt-table.ts'
import { EndpointForm } from './endpoint-form.ts'
import { Secret } from './secret.ts'

type Schemas = components['schemas']
type Endpoint = Schemas['WebhookEndpoint']

/** One endpoint: test it, see its attempts, send again what it missed, rotate its secret. */
export function OneEndpoint({ endpoint, reload }: { endpoint: Endpoint; reload: () => void }) {
  const { user, notes, router } = useConsole()
  const path = `v1/webhook_endpoints/${endpoint.id}`
  const attempts = useLoaded(
    endpoint.id,
    () => user.api.json<Schemas['WebhookAttemptList']>(`${path}/attempts`, { query: { limit: 50 } }),
    5000,
  )
  const [secret, setSecret] = useState<string | null>(null)
  const [isEditing, setEditing] = useState(false)

  const save = async (body: object): Promise<void> => {
    await user.api.call(path, { method: 'POST', body })
    setEditing(false)
    reload()
  }
  const test = async (): Promise<void> => {
    const [type = 'video.completed'] = endpoint.event_types
    const answer = await user.api.json<Schemas['WebhookTest']>(`${path}/test`, {
      method: 'POST',
      body: { event_type: type },
    })
    notes.say(`The endpoint answered ${answer.status_code}.`)
  }
  const recover = async (hours: number): Promise<void> => {
    const since = Math.floor(Date.now() / 1000) - hours * 3600
    const answer = await user.api.json<Schemas['WebhookRecovery']>(`${path}/recover`, {
      method: 'POST',
      body: { since },
    })
    notes.say(
      answer.deliveries === 0 ? 'It has missed nothing.' : `${answer.deliveries} events are sent again.`,
    )
  }
  const rotate = async (): Promise<void> => {
    const answer = await user.api.json<Schemas['WebhookEndpointWithSecret']>(`${path}/rotate_secret`, {
      method: 'POST',
      body: { keep_old_secret_active_for_24_hours: true },
    })
    setSecret(answer.signing_secret)
    reload()
  }
  const remove = async (): Promise<void> => {
    await user.api.call(path, { method: 'DELETE' })
    router.go('#/webhooks')
    reload()
  }
  return html`
    <div class="endpoint">
      <section>
        <h2>${endpoint.name}</h2>
        <p class="endpoint-url">${endpoint.url}</p>
        <p class="facts">
          ${`${endpoint.event_types.join(', ')} · secret …${endpoint.signing_secret_hint ?? ''} · added `}
          <${Age} at=${endpoint.created_at} />${' ago'}
        </p>
        ${
          endpoint.disabled &&
          html`<p class="fault">
            Disabled${endpoint.disabled_reason === 'gone' ? ': the address answered 410.' : endpoint.disabled_reason === 'failing' ? ': every attempt failed for five days.' : '.'}
          </p>`
        }
        <div class="actions">
          <${Act} run=${test}>Send a test<//>
          <${Act} kind="quiet" run=${() => setEditing(!isEditing)}>Edit<//>
          <${Act} kind="quiet" run=${() => save({ disabled: !endpoint.disabled })}
            >${endpoint.disabled ? 'Enable' : 'Disable'}<//
          >
          <${Act}
            kind="quiet"
            run=${() => recover(24)}
            title="Sends again what was not delivered in the last 24 hours"
            >Recover a day<//
          >
          <${Act} kind="quiet" run=${rotate} title="The old secret signs beside the new one for 24 hours"
            >Rotate the secret<//
          >
          <${Act} kind="quiet danger" run=${remove}>Delete<//>
        </div>
        ${secret !== null && html`<${Secret} secret=${secret} close=${() => setSecret(null)} />`}
        ${isEditing && html`<${EndpointForm} endpoint=${endpoint} save=${save} />`}
      </section>
      <section>
        <h2>Attempts</h2>
        ${attempts.error !== null && html`<${Failure} error=${attempts.error} />`}
        ${
          attempts.value?.data.length === 0
            ? html`<p class="hint">None yet. They appear when a video ends.</p>`
            : html`<${AttemptTable} attempts=${attempts.value?.data ?? []} reload=${attempts.reload} />`
        }
      </section>
    </div>
  `
}
