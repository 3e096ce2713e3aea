import { useEffect, useState } from 'preact/hooks'
import type { Video } from '#console/live/videos.ts'
import { useConsole } from '#console/parts/context.ts'
import { html } from '#console/parts/html.ts'

/** How the picture came: the previews that this tab has seen, then the frames of the result. */
export function Previews({ video }: { video: Video }) {
  const { media, live } = useConsole()
  const [strip, setStrip] = useState<readonly { readonly step: number; readonly url: string }[]>([])
  const [sheet, setSheet] = useState<string | null>(null)
  const step = live.previewStep(video.id).value
  const hasFiles = video.urls !== null
  useEffect(() => {
    const seen = media.previewsSeen(video.id)
    void Promise.all(seen.map(async (each) => ({ step: each.step, url: await each.url }))).then(
      (all) => setStrip(all.toSorted((a, b) => a.step - b.step)),
      () => undefined,
    )
    if (hasFiles) media.url(video.id, 'spritesheet').then(setSheet, () => undefined)
  }, [video.id, step, hasFiles])
  if (strip.length === 0 && sheet === null) return null
  return html`
    <section aria-label="Previews">
      ${
        strip.length > 0 &&
        html`<h2>Previews</h2>
          <ul class="strip">
            ${strip.map((each) => html`<li><img src=${each.url} alt=${`Preview after step ${each.step}`} /></li>`)}
          </ul>`
      }
      ${
        sheet !== null &&
        html`<h2>Frames</h2>
          <img class="sheet" src=${sheet} alt="Frames of the video, in rows" />`
      }
    </section>
  `
}
