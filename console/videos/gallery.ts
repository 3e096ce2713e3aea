import { useVideo } from '#console/parts/context.ts'
import { Age } from '#console/parts/controls.ts'
import { classes, html } from '#console/parts/html.ts'
import { Picture } from '#console/parts/picture.ts'
import { Progress, Status } from '#console/parts/status.ts'

/** The pictures of the list, large. Browsers leave out the work for those off the screen. */
export function Gallery(props: {
  ids: readonly string[]
  selected: ReadonlySet<string>
  select: (id: string, isSelected: boolean) => void
}) {
  return html`
    <ul class="gallery">
      ${props.ids.map(
        (id) =>
          html`<${Tile} key=${id} id=${id} isSelected=${props.selected.has(id)} select=${props.select} />`,
      )}
    </ul>
  `
}

function Tile(props: { id: string; isSelected: boolean; select: (id: string, isSelected: boolean) => void }) {
  const { id, isSelected, select } = props
  const video = useVideo(id)
  if (video === null || video === undefined) return null
  return html`
    <li class=${classes('tile', isSelected && 'is-selected')}>
      <a href=${`#/videos/${id}`} aria-label=${video.prompt ?? id}>
        <${Picture} video=${video} />
        ${video.status === 'in_progress' && html`<${Progress} video=${video} />`}
      </a>
      <div class="tile-text">
        <input
          type="checkbox"
          aria-label=${`Select ${video.prompt ?? id}`}
          checked=${isSelected}
          onChange=${(event: Event) => select(id, (event.currentTarget as HTMLInputElement).checked)}
        />
        <span class="prompt">${video.prompt}</span>
        ${
          video.status === 'completed'
            ? html`<span class="sub"><${Age} at=${video.created_at} /></span>`
            : html`<${Status} video=${video} />`
        }
      </div>
    </li>
  `
}
