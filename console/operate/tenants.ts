import { useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act, Failure, useLoaded } from '#console/parts/controls.ts'
import { bytes, duration } from '#console/parts/format.ts'
import { html } from '#console/parts/html.ts'
import { TenantKeys } from './tenant-keys.ts'

type Schemas = components['schemas']
type Tenant = Schemas['Tenant']

/** Customers: their limits, what they used today, and their keys. */
export function Tenants() {
  const { user } = useConsole()
  const tenants = useLoaded('tenants', () => user.api.json<Schemas['TenantList']>('admin/tenants'), 15_000)
  const [open, setOpen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const add = async (): Promise<void> => {
    await user.api.call('admin/tenants', { method: 'POST', body: { id: name.trim(), name: name.trim() } })
    setOpen(name.trim())
    setName('')
    tenants.reload()
  }
  return html`
    <section class="tenants" aria-label="Tenants">
      <h2>Tenants</h2>
      ${tenants.error !== null && html`<${Failure} error=${tenants.error} />`}
      <table class="plain-table">
        <thead>
          <tr>
            <th>Tenant</th>
            <th class="number">Priority</th>
            <th class="number">May run</th>
            <th class="number wide">May queue</th>
            <th class="number">Engine today</th>
            <th class="number wide">Uploads today</th>
          </tr>
        </thead>
        <tbody>
          ${(tenants.value?.data ?? []).map(
            (tenant) => html`
              <tr key=${tenant.id}>
                <td>
                  <button
                    class="link"
                    aria-expanded=${open === tenant.id}
                    onClick=${() => setOpen(open === tenant.id ? null : tenant.id)}
                  >
                    ${tenant.name}
                  </button>
                </td>
                <td class="number">${tenant.priority}</td>
                <td class="number">${limit(tenant.effective.max_running)}</td>
                <td class="number wide">${limit(tenant.effective.max_queued)}</td>
                <td class="number">
                  ${used(tenant.usage_today.gpu_seconds, tenant.effective.gpu_seconds_per_day, duration)}
                </td>
                <td class="number wide">
                  ${used(tenant.usage_today.upload_bytes, tenant.effective.upload_bytes_per_day, bytes)}
                </td>
              </tr>
              ${
                open === tenant.id &&
                html`<tr key=${`${tenant.id} open`}>
                  <td colspan="6" class="tenant-open">
                    <${OneTenant} tenant=${tenant} reload=${tenants.reload} />
                  </td>
                </tr>`
              }
            `,
          )}
        </tbody>
      </table>
      <div class="add-line">
        <input
          type="text"
          aria-label="Name of a new tenant"
          placeholder="new tenant"
          value=${name}
          onInput=${(event: Event) => setName((event.currentTarget as HTMLInputElement).value)}
        />
        <${Act} disabled=${name.trim() === ''} run=${add}>Add a tenant<//>
      </div>
    </section>
  `
}

/** 0 means no limit. */
const limit = (value: number): string => (value === 0 ? '∞' : String(value))
const used = (value: number, most: number, text: (value: number) => string): string =>
  most === 0 ? text(value) : `${text(value)} of ${text(most)}`

const LIMITS = [
  'priority',
  'requests_per_minute',
  'max_running',
  'max_queued',
  'gpu_seconds_per_day',
] as const

function OneTenant({ tenant, reload }: { tenant: Tenant; reload: () => void }) {
  const { user } = useConsole()
  const usage = useLoaded(tenant.id, () =>
    user.api.json<Schemas['Usage']>(`admin/tenants/${encodeURIComponent(tenant.id)}/usage`, {
      query: { days: 30 },
    }),
  )
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const save = async (): Promise<void> => {
    const patch = Object.fromEntries(
      Object.entries(values).map(([name, text]) => [name, text.trim() === '' ? null : Number(text)]),
    )
    await user.api.call(`admin/tenants/${encodeURIComponent(tenant.id)}`, { method: 'PATCH', body: patch })
    setValues({})
    reload()
  }
  const days = usage.value?.days ?? []
  const most = Math.max(1, ...days.map((day) => day.gpu_seconds))
  return html`
    <div class="one-tenant">
      <div>
        <h3>Engine seconds, 30 days</h3>
        <div
          class="days"
          role="img"
          aria-label=${`${duration(days.reduce((sum, day) => sum + day.gpu_seconds, 0))} of engines in 30 days`}
        >
          ${days.map((day) => html`<span title=${`${day.day}: ${duration(day.gpu_seconds)}`} style=${{ height: `${(day.gpu_seconds / most) * 100}%` }}></span>`)}
        </div>
      </div>
      <div>
        <h3>Limits <span class="hint">0: none; empty: the setting</span></h3>
        <div class="limits">
          ${LIMITS.map(
            (name) => html`
              <label class="inline" key=${name}>
                <span>${name.replaceAll('_', ' ')}</span>
                <input
                  type="text"
                  inputmode="numeric"
                  value=${values[name] ?? String(tenant[name] ?? '')}
                  onInput=${(event: Event) => setValues({ ...values, [name]: (event.currentTarget as HTMLInputElement).value })}
                />
              </label>
            `,
          )}
          <${Act} disabled=${Object.keys(values).length === 0} run=${save}>Save<//>
        </div>
      </div>
      <${TenantKeys} tenantId=${tenant.id} />
    </div>
  `
}
