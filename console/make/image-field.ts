import { useEffect, useRef, useState } from 'preact/hooks'
import { useConsole } from '#console/parts/context.ts'
import { classes, html } from '#console/parts/html.ts'
import { Icon } from '#console/parts/icon.ts'
import { imageAmong, takeImage } from './images.ts'
import type { InputImage } from './request.ts'

/** A well that takes an image by drop, paste or file dialog. */
export function ImageField(props: {
  label: string
  required: boolean
  image: InputImage | null
  fault: string | undefined
  /** Whether a paste anywhere on the page comes here. */
  takesPaste: boolean
  change: (image: InputImage | null) => void
}) {
  const { user, notes } = useConsole()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [isBusy, setBusy] = useState(false)

  const take = (file: File | null): void => {
    if (file === null) return
    setBusy(true)
    takeImage(user, file)
      .then(props.change, (error: unknown) => notes.fail(error))
      .finally(() => setBusy(false))
  }
  useEffect(() => {
    if (!props.takesPaste) return
    const paste = (event: ClipboardEvent): void => take(imageAmong(event.clipboardData))
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [props.takesPaste])

  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(imageAmong(event.dataTransfer))
  }
  const { image, label } = props
  return html`
    <div class="field">
      <div class="field-head">
        <span class="label">${label}</span>
        <span class="hint">${props.required ? 'required' : 'optional'}</span>
      </div>
      <div
        class=${classes('well', isOver && 'is-over', image !== null && 'is-full')}
        onDragOver=${(event: DragEvent) => (event.preventDefault(), setOver(true))}
        onDragLeave=${() => setOver(false)}
        onDrop=${drop}
      >
        <button type="button" class="well-button" aria-busy=${isBusy} onClick=${() => input.current?.click()}>
          ${image !== null && image.shown !== null && html`<img src=${image.shown} alt="" />`}
          <span class="well-text">
            <${Icon} name="image" />
            ${isBusy ? 'Uploading…' : image === null ? 'Drop, paste or pick an image' : captionOf(image)}
          </span>
        </button>
        ${
          image !== null &&
          html`<button
            class="icon well-clear"
            aria-label=${`Remove the ${label.toLowerCase()}`}
            onClick=${() => props.change(null)}
          >
            <${Icon} name="close" />
          </button>`
        }
        <input
          ref=${input}
          type="file"
          hidden
          aria-label=${label}
          accept="image/jpeg,image/png,image/webp"
          onChange=${(event: Event) => {
            const target = event.currentTarget as HTMLInputElement
            take(target.files?.[0] ?? null)
            target.value = ''
          }}
        />
      </div>
      ${props.fault !== undefined && html`<p class="fault">${props.fault}</p>`}
    </div>
  `
}

const captionOf = (image: InputImage): string =>
  image.kind === 'file' ? image.name : `last frame of ${image.videoId.slice(-6)}`
