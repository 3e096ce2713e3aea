import { useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act, Age, useLoaded } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { Secret } from '#console/webhooks/secret.ts'

type Schemas = components['schemas']

const SCOPES = ['videos:read', 'videos:write', 'webhooks:write', 'files:write', 'admin'] as const

/** Keys of a tenant: made and shown once, revoked, and one-time links to this console. */
export function TenantKeys({ tenantId }: { tenantId: string }) {
  const { user, notes } = useConsole()
  const path = `admin/tenants/${encodeURIComponent(tenantId)}`
  const keys = useLoaded(tenantId, () => user.api.json<Schemas['ApiKeyList']>(`${path}/keys`))
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly string[]>(['videos:read', 'videos:write', 'files:write'])
  const [secret, setSecret] = useState<{ readonly what: string; readonly text: string } | null>(null)
  const add = async (): Promise<void> => {
    const made = await user.api.json<Schemas['CreatedApiKey']>(`${path}/keys`, {
      method: 'POST',
      body: { name: name.trim(), scopes },
    })
    setSecret({ what: 'API key', text: made.key })
    setName('')
    keys.reload()
  }
  const link = async (): Promise<void> => {
    const made = await user.api.json<Schemas['SignInLink']>(`${path}/sign_in_links`, {
      method: 'POST',
      body: { scopes },
    })
    setSecret({ what: 'Link that signs one person in', text: made.url })
  }
  const revoke = async (id: string): Promise<void> => {
    await user.api.call(`${path}/keys/${id}`, { method: 'DELETE' })
    notes.say('Revoked.')
    keys.reload()
  }
  const flip = (scope: string): void =>
    setScopes(scopes.includes(scope) ? scopes.filter((each) => each !== scope) : [...scopes, scope])
  return html`
    <div class="keys">
      <h3>Keys</h3>
      <ul>
        ${(keys.value?.data ?? [])
          .filter((key) => key.revoked_at === null)
          .map(
            (key) => html`
              <li key=${key.id}>
                <span>${key.name}</span>
                <code>${key.prefix}…</code>
                <span class="hint"
                  >${`${key.scopes.join(' ')} · `}${key.last_used_at === null ? 'never used' : html`used <${Age} at=${key.last_used_at} /> ago`}</span
                >
                <${Act} kind="quiet danger" run=${() => revoke(key.id)}>Revoke<//>
              </li>
            `,
          )}
      </ul>
      ${secret !== null && html`<${Secret} what=${secret.what} secret=${secret.text} close=${() => setSecret(null)} />`}
      <div class="add-line">
        <input
          type="text"
          aria-label="Name of a new key"
          placeholder="new key"
          value=${name}
          onInput=${(event: Event) => setName((event.currentTarget as HTMLInputElement).value)}
        />
        ${SCOPES.map((scope) => html`<label class="inline"><input type="checkbox" checked=${scopes.includes(scope)} onChange=${() => flip(scope)} />${scope}</label>`)}
        <${Act} disabled=${name.trim() === '' || scopes.length === 0} run=${add}>Make a key<//>
        <${Act} kind="quiet" disabled=${scopes.length === 0} run=${link}>Make a one-time link<//>
      </div>
    </div>
  `
}
