import { useRef } from 'preact/hooks'
import type { Video } from '#console/live/videos.ts'
import { useConsole, useVideo } from '#console/parts/context.ts'
import { Age } from '#console/parts/controls.ts'
import { duration, words } from '#console/parts/format.ts'
import { classes, html } from '#console/parts/html.ts'
import { Picture } from '#console/parts/picture.ts'
import { Progress, Status } from '#console/parts/status.ts'
import { useRowWindow } from './window-of-rows.ts'

const ROW_PX = 56

interface TableProps {
  ids: readonly string[]
  selected: ReadonlySet<string>
  select: (id: string, isSelected: boolean) => void
  selectAll: (all: boolean) => void
}

/** One row a video; the rows near the screen alone are drawn. */
export function VideoTable({ ids, selected, select, selectAll }: TableProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const { from, to } = useRowWindow(() => body.current, ids.length, ROW_PX)
  return html`
    <table class="video-table" aria-rowcount=${ids.length + 1}>
      <thead>
        <tr>
          <th class="tick">
            <input
              type="checkbox"
              aria-label="Select all that are shown"
              checked=${ids.length > 0 && selected.size === ids.length}
              onChange=${(event: Event) => selectAll((event.currentTarget as HTMLInputElement).checked)}
            />
          </th>
          <th>Video</th>
          <th>Status</th>
          <th class="wide">Model</th>
          <th class="number wide">Length</th>
          <th class="number wide" title="Seconds of an engine that its run took">Engine</th>
          <th class="number">Age</th>
        </tr>
      </thead>
      <tbody ref=${body}>
        <tr class="space" aria-hidden="true" style=${{ height: `${from * ROW_PX}px` }}></tr>
        ${ids.slice(from, to).map(
          (id, index) =>
            html`<${Row}
                key=${id}
                id=${id}
                above=${ids[from + index - 1] ?? null}
                index=${from + index}
                isSelected=${selected.has(id)}
                select=${select}
              />`,
        )}
        <tr class="space" aria-hidden="true" style=${{ height: `${(ids.length - to) * ROW_PX}px` }}></tr>
      </tbody>
    </table>
  `
}

interface RowProps {
  id: string
  above: string | null
  index: number
  isSelected: boolean
  select: (id: string, isSelected: boolean) => void
}

/** Follows its own video, so that progress draws one row and not the table. */
function Row({ id, above, index, isSelected, select }: RowProps) {
  const { live } = useConsole()
  const video = useVideo(id)
  if (video === null || video === undefined) return null
  const inBatch = video.batch_id !== null
  const continues = inBatch && above !== null && live.of(above).peek()?.batch_id === video.batch_id
  return html`
    <tr
      class=${classes(isSelected && 'is-selected', inBatch && 'in-batch', continues && 'continues-batch')}
      aria-rowindex=${index + 2}
    >
      <td class="tick">
        <input
          type="checkbox"
          aria-label=${`Select ${video.prompt ?? video.id}`}
          checked=${isSelected}
          onChange=${(event: Event) => select(video.id, (event.currentTarget as HTMLInputElement).checked)}
        />
      </td>
      <td class="what">
        <a href=${`#/videos/${video.id}`}>
          <${Picture} video=${video} />
          <span class="what-text">
            <span class="prompt">${video.prompt}</span>
            <span class="sub">${video.id.slice(-6)} · ${video.size.replace('x', '×')}</span>
          </span>
        </a>
        ${
          inBatch &&
          !continues &&
          html`<a class="batch-link" href=${`#/videos?batch_id=${video.batch_id}`}
            >batch ${video.batch_id?.slice(-6)}</a
          >`
        }
      </td>
      <td class="state"><${State} video=${video} /></td>
      <td class="wide model">${video.model}</td>
      <td class="number wide">
        ${video.num_frames} f · ${Number((video.num_frames / video.fps).toFixed(1))} s
      </td>
      <td class="number wide">${engineSeconds(video)}</td>
      <td class="number"><${Age} at=${video.created_at} /></td>
    </tr>
  `
}

/** The state of a video, and how far it is while it runs. */
const State = ({ video }: { video: Video }) =>
  video.status === 'in_progress'
    ? html`
        <${Status} video=${video} /><span class="sub"
          >${words(video.phase ?? 'starting')} · ${video.progress} %</span
        >
        <${Progress} video=${video} />
      `
    : html`<${Status} video=${video} /><span class="sub">${noteOf(video)}</span>`

const noteOf = (video: Video): string =>
  video.status === 'queued'
    ? video.queue_position === null
      ? ''
      : `place ${video.queue_position}`
    : video.status === 'failed'
      ? (video.error?.code ?? '')
      : video.urls === null
        ? 'expired'
        : ''

/** What the run cost: the sum of its phases, none for a reused result. */
export function engineSeconds({
  timings,
  cached_from: cached,
}: Pick<Video, 'timings' | 'cached_from'>): string {
  if (cached !== null) return 'reused'
  if (timings === null) return ''
  return duration(Object.values(timings).reduce((sum, seconds) => sum + seconds, 0))
}
