import { useEffect, useMemo, useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import type { Video } from '#console/live/videos.ts'
import { useConsole, useVideo } from '#console/parts/context.ts'
import { Empty, Failure, useLoaded } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { FollowUp, Fold } from '#console/watch/follow-up.ts'
import { Stage } from '#console/watch/stage.ts'
import { CodePanel } from './code-panel.ts'
import type { SentRequest } from './code.ts'
import { RequestForm } from './form.ts'
import { prepare, type Draft, type InputImage, type ModelDetails } from './request.ts'
import { Welcome } from './welcome.ts'

type ModelList = components['schemas']['ModelList']

const EMPTY: Draft = { values: {}, first: null, last: null, loras: [] }

/** The playground: a form on the left, what comes of it in the middle, the request as code. */
export function Make() {
  const { user, router, live, media, notes } = useConsole()
  const { query } = router.route.value
  const models = useLoaded('models', () => user.api.json<ModelList>('v1/models'), 15_000)
  const [chosen, setChosen] = useState<string | null>(null)
  const offered = models.value?.data ?? []
  const modelId = chosen ?? (offered.find(({ served }) => served) ?? offered[0])?.id ?? null
  const details = useLoaded(`model ${modelId}`, async () =>
    modelId === null ? null : await user.api.json<ModelDetails>(`v1/models/${encodeURIComponent(modelId)}`),
  )
  const model = details.value?.id === modelId ? (details.value ?? null) : null
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const [sent, setSent] = useState<SentRequest | null>(null)
  const prepared = useMemo(() => (model === null ? null : prepare(model, draft)), [model, draft])

  const from = query.get('from')
  useEffect(() => {
    if (from === null) return
    void media
      .url(from, 'thumbnail')
      .catch(() => null)
      .then((shown) => setDraft((now) => ({ ...now, first: { kind: 'video', videoId: from, shown } })))
    router.setQuery(new URLSearchParams())
  }, [from])

  const runId = query.get('run')
  const run = useVideo(runId)
  useEffect(() => {
    // As a list tells it, a video has no manifest.
    if (runId !== null && !live.of(runId).value?.manifest) void live.refresh(runId)
  }, [runId])

  const submit = async (request: SentRequest): Promise<void> => {
    const video = await user.api.json<Video>('v1/videos', {
      method: 'POST',
      body: request.body,
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    })
    setSent(request)
    live.take([video])
    router.setQuery(new URLSearchParams({ run: video.id }))
    for (const each of video.adjustments) notes.say(`${each.field}: ${each.reason}`)
  }
  const again =
    sent === null
      ? null
      : () => {
          const { seed: _, ...body } = sent.body
          return submit({ ...sent, body })
        }

  if (models.error !== null && models.value === undefined) return html`<${Failure} error=${models.error} />`
  if (models.value?.data.length === 0)
    return html`<${Empty} title="No model is served yet">
      <p>A worker registers what lies in its models directory. Start one on this machine with</p>
      <pre tabindex="0">npm run worker</pre>
    <//>`
  const request: SentRequest | null =
    prepared === null
      ? null
      : { baseUrl: user.api.base.replace(/\/$/, ''), body: prepared.body, uploads: uploadsOf(draft) }
  return html`
    <div class="make">
      <${RequestForm}
        models=${offered}
        model=${model}
        draft=${draft}
        prepared=${prepared}
        change=${(patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))}
        choose=${setChosen}
        submit=${() => (request === null ? undefined : submit(request))}
        failure=${details.error}
      />
      <div class="make-result">
        ${
          run === null || run === undefined
            ? html`<${Welcome}
                image=${draft.first}
                change=${(patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))}
              />`
            : html`
                <${Stage} video=${run} backdrop=${draft.first?.shown ?? null} />
                <div class="under-stage">
                  <p class="caption">${run.prompt}</p>
                  <p class="facts">
                    ${`${run.model} · ${run.size.replace('x', '×')} · ${run.num_frames} frames · seed ${run.seed} · `}
                    <a href=${`#/videos/${run.id}`}>everything about it</a>
                  </p>
                  ${
                    (run.status === 'completed' || run.status === 'failed') &&
                    html`<${FollowUp} video=${run} again=${again} />`
                  }
                  ${
                    run.manifest !== null &&
                    html`<${Fold} title="Manifest" text=${JSON.stringify(run.manifest, null, 2)} />`
                  }
                </div>
              `
        }
        ${run === null && runId !== null && html`<p class="failure">There is no such video.</p>`}
        ${request !== null && (runId === null || sent !== null) && html`<${CodePanel} sent=${sent ?? request} isSent=${sent !== null && run !== null} />`}
      </div>
    </div>
  `
}

function uploadsOf(draft: Draft): Record<string, string> {
  const named = (field: string, image: InputImage | null): [string, string][] =>
    image?.kind === 'file' && 'file_id' in image.reference ? [[field, image.name]] : []
  return Object.fromEntries([...named('input_reference', draft.first), ...named('last_frame', draft.last)])
}
