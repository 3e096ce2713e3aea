import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act, Age } from '#console/parts/controls.ts'
import { classes, html } from '#console/parts/html.ts'

type Attempt = components['schemas']['WebhookAttempt']

/** Tries to deliver events, the newest first, each with the answer it got. */
export function AttemptTable({ attempts, reload }: { attempts: readonly Attempt[]; reload: () => void }) {
  const { user, notes } = useConsole()
  const resend = async (attempt: Attempt): Promise<void> => {
    await user.api.call(`v1/webhook_endpoints/${attempt.webhook_endpoint_id}/resend`, {
      method: 'POST',
      body: { event_id: attempt.event_id },
    })
    notes.say('Sent again.')
    setTimeout(reload, 1000)
  }
  return html`
    <ul class="attempts">
      ${attempts.map(
        (attempt) => html`
          <li key=${attempt.id}>
            <details>
              <summary>
                <span class=${classes('answer', isGood(attempt) ? 'is-good' : 'is-bad')}
                  >${attempt.status_code ?? 'none'}</span
                >
                <span>${attempt.event_type}</span>
                <span class="hint"
                  >try ${attempt.attempt} · ${attempt.duration_ms} ms · ${attempt.delivery_status}</span
                >
                <span class="hint push"><${Age} at=${attempt.created_at} /></span>
              </summary>
              <div class="attempt-detail">
                <p class="hint">${attempt.url} · ${attempt.event_id}</p>
                ${attempt.error !== null && html`<p class="fault">${attempt.error}</p>`}
                ${attempt.response_body !== null && html`<pre tabindex="0">${attempt.response_body}</pre>`}
                ${
                  attempt.webhook_endpoint_id !== null &&
                  user.can('webhooks:write') &&
                  html`<${Act} run=${() => resend(attempt)}>Send again<//>`
                }
              </div>
            </details>
          </li>
        `,
      )}
    </ul>
  `
}

const isGood = ({ status_code: code }: Attempt): boolean => code !== null && code >= 200 && code < 300
