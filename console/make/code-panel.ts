import { useState } from 'preact/hooks'
import { Copy } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { codeOf, LANGUAGES, type Language, type SentRequest } from './code.ts'

/** The request as code, in three languages. */
export function CodePanel({ sent, isSent }: { sent: SentRequest; isSent: boolean }) {
  const [language, setLanguage] = useState<Language>('curl')
  const text = codeOf(language, sent)
  return html`
    <section class="code-panel" aria-label="The request as code">
      <div class="code-head">
        <h2>${isSent ? 'What was sent' : 'The same request'}</h2>
        <div class="tabs" role="tablist" aria-label="Language">
          ${LANGUAGES.map(
            (each) => html`
              <button
                type="button"
                role="tab"
                id=${`tab-${each}`}
                aria-selected=${each === language}
                aria-controls="code-text"
                onClick=${() => setLanguage(each)}
              >
                ${each}
              </button>
            `,
          )}
        </div>
        <${Copy} text=${text} />
      </div>
      <pre id="code-text" role="tabpanel" aria-labelledby=${`tab-${language}`} tabindex="0">${text}</pre>
    </section>
  `
}
