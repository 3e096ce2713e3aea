import { useEffect, useRef, useState } from 'preact/hooks'
import type { Video } from '#console/live/videos.ts'
import { useConsole } from './context.ts'
import { classes, html } from './html.ts'
import { Icon } from './icon.ts'

/** The picture that stands for a video: its thumbnail, or the newest preview of its run. */
export function Picture({ video, wide = false }: { video: Video; wide?: boolean }) {
  const { live, media } = useConsole()
  const frame = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(wide)
  const [url, setUrl] = useState<string | null>(null)
  const step = live.previewStep(video.id).value
  const variant =
    video.urls !== null ? 'thumbnail' : video.preview_url !== null || step !== null ? 'preview' : null

  useEffect(() => {
    if (isSeen || frame.current === null) return
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      { rootMargin: '200px' },
    )
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [isSeen])

  useEffect(() => {
    if (!isSeen || variant === null) return
    let isCurrent = true
    media.url(video.id, variant, variant === 'preview' ? (step ?? video.step) : 0).then(
      (found) => isCurrent && setUrl(found),
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [isSeen, variant, variant === 'preview' ? step : 0])

  const [width, height] = video.size.split('x')
  return html`
    <div
      ref=${frame}
      class=${classes('picture', variant === 'preview' && 'is-preview', video.status === 'failed' && 'is-failed')}
      style=${{ aspectRatio: `${width} / ${height}` }}
    >
      ${url !== null && variant !== null ? html`<img src=${url} alt="" />` : html`<${Icon} name="image" />`}
    </div>
  `
}
