import { useEffect, useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { duration, ordinal } from '#console/parts/format.ts'
import { html } from '#console/parts/html.ts'
import { textOf } from '#console/parts/notes.ts'
import { ApiError } from '#console/session/api.ts'
import type { Prepared } from './request.ts'

type Estimate = components['schemas']['VideoEstimate']

/** Typing pauses this long before the service is asked. */
const PAUSE_MS = 350
/** A service that is busy or away is asked again after so long. */
const AGAIN_MS = 2000

/** What the request would take, kept up to date under the button. */
export function EstimateLine({ prepared }: { prepared: Prepared | null }) {
  const { user } = useConsole()
  const [answer, setAnswer] = useState<{ estimate?: Estimate; error?: unknown }>({})
  const isReady = prepared !== null && Object.keys(prepared.faults).every((field) => field === 'prompt')
  // The words of the prompt change nothing.
  const body = prepared === null ? '' : JSON.stringify({ ...prepared.body, prompt: 'x' })
  useEffect(() => {
    if (!isReady) return setAnswer({})
    const aborted = new AbortController()
    const ask = (): void => {
      user.api
        .json<Estimate>('v1/videos/estimate', {
          method: 'POST',
          body: JSON.parse(body) as object,
          signal: aborted.signal,
        })
        .then(
          (estimate) => setAnswer({ estimate }),
          (error: unknown) => {
            if (aborted.signal.aborted) return
            setAnswer({ error })
            if (mayPass(error)) timer = setTimeout(ask, AGAIN_MS)
          },
        )
    }
    let timer = setTimeout(ask, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      aborted.abort()
    }
  }, [body, isReady])

  if (answer.error !== undefined)
    return html`<p class="estimate fault" role="alert">${textOf(answer.error)}</p>`
  const { estimate } = answer
  if (estimate === undefined) return html`<p class="estimate"></p>`
  return html`
    <div class="estimate" role="status">
      <p>
        <strong>${timeOf(estimate)}</strong>
        ${' · '}${estimate.queue_position <= 1 ? 'starts at once' : `${ordinal(estimate.queue_position)} in line`}
        ${' · '}${estimate.size.replace('x', '×')}, ${estimate.num_frames} frames
      </p>
      ${estimate.adjustments.map(
        (each) =>
          html`<p class="adjustment">
            ${each.field}: ${String(each.requested)} → ${String(each.used)}. ${each.reason}
          </p>`,
      )}
    </div>
  `
}

/** Overload, limits of requests and a service that does not answer pass by themselves. */
const mayPass = (error: unknown): boolean =>
  error instanceof ApiError && [0, 429, 502, 503, 504].includes(error.status)

function timeOf({ eta_seconds: seconds, seconds_unknown: unknown }: Estimate): string {
  if (seconds !== null) return `≈ ${duration(seconds)}`
  return unknown === 'no_worker' ? 'no worker is alive' : 'not measured yet'
}
