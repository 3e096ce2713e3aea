import { Act, Copy } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'

/** A secret that the service shows this once. */
export const Secret = ({
  secret,
  close,
  what = 'Signing secret',
}: {
  secret: string
  close: () => void
  what?: string
}) => html`
  <div class="secret" role="alert">
    <p><strong>${what}.</strong> Copy it now: it is not shown again.</p>
    <code>${secret}</code>
    <div class="actions"><${Copy} text=${secret} /><${Act} kind="quiet" run=${close}>I have it<//></div>
  </div>
`
