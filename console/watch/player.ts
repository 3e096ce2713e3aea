import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '#console/parts/icon.ts'
import { html } from '#console/parts/html.ts'

/** A short clip, frame by frame: loops, scrubs, steps, and jumps to its first and last frame. */
export function Player(props: {
  src: string
  poster: string | null
  frames: number
  fps: number
  label: string
}) {
  const { frames, fps } = props
  const element = useRef<HTMLVideoElement>(null)
  const [frame, setFrame] = useState(0)
  const [isPlaying, setPlaying] = useState(false)
  const [loops, setLoops] = useState(true)

  useEffect(() => {
    const video = element.current
    if (video === null) return
    // Asked once a shown frame: the position of a looping clip is never stale for a quarter second.
    let request = 0
    const look = (): void => {
      setFrame(Math.min(frames - 1, Math.max(0, Math.floor(video.currentTime * fps + 0.01))))
      request = requestAnimationFrame(look)
    }
    if (isPlaying) request = requestAnimationFrame(look)
    return () => cancelAnimationFrame(request)
  }, [isPlaying, frames, fps])

  const toggle = (): void => {
    const video = element.current
    if (video === null) return
    if (video.paused) void video.play().catch(() => undefined)
    else video.pause()
  }
  /** The middle of a frame, so that rounding never shows its neighbour. */
  const show = (wanted: number): void => {
    const video = element.current
    if (video === null) return
    video.pause()
    const next = Math.min(frames - 1, Math.max(0, wanted))
    video.currentTime = (next + 0.5) / fps
    setFrame(next)
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement && event.key !== ' ') return
    const acts: Readonly<Record<string, () => void>> = {
      ' ': toggle,
      ArrowLeft: () => show(frame - 1),
      ArrowRight: () => show(frame + 1),
      Home: () => show(0),
      End: () => show(frames - 1),
      l: () => setLoops(!loops),
    }
    const act = event.target instanceof HTMLButtonElement && event.key === ' ' ? undefined : acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  const button = (name: 'first' | 'back' | 'forward' | 'last', label: string, to: number) => html`
    <button type="button" class="icon" aria-label=${label} title=${label} onClick=${() => show(to)}>
      <${Icon} name=${name} />
    </button>
  `
  return html`
    <div class="player" role="group" aria-label=${props.label} onKeyDown=${pressed}>
      <video
        ref=${element}
        src=${props.src}
        poster=${props.poster ?? undefined}
        loop=${loops}
        muted
        autoplay
        playsinline
        preload="auto"
        onClick=${toggle}
        onPlay=${() => setPlaying(true)}
        onPause=${() => setPlaying(false)}
      ></video>
      <div class="player-bar">
        <button type="button" class="icon" aria-label=${isPlaying ? 'Pause' : 'Play'} onClick=${toggle}>
          <${Icon} name=${isPlaying ? 'pause' : 'play'} />
        </button>
        ${button('first', 'First frame', 0)}${button('back', 'Previous frame', frame - 1)}
        <input
          type="range"
          aria-label="Frame"
          min="0"
          max=${frames - 1}
          value=${frame}
          aria-valuetext=${`frame ${frame + 1} of ${frames}`}
          onInput=${(event: Event) => show(Number((event.currentTarget as HTMLInputElement).value))}
        />
        ${button('forward', 'Next frame', frame + 1)}${button('last', 'Last frame', frames - 1)}
        <button
          type="button"
          class="icon"
          aria-label="Loop"
          title="Loop"
          aria-pressed=${loops}
          onClick=${() => setLoops(!loops)}
        >
          <${Icon} name="loop" />
        </button>
        <span class="frame-count">${frame + 1} / ${frames}</span>
      </div>
    </div>
  `
}
