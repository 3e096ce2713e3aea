import type { Video } from '#console/live/videos.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'

/** Deletions wait this long for an undo before they are sent. */
const UNDO_MS = 6000

/** What can be done with all selected videos at once. */
export function SelectionBar({ ids, clear }: { ids: readonly string[]; clear: () => void }) {
  const { user, live, notes } = useConsole()
  const unfinished = ids.filter((id) => {
    const status = live.of(id).value?.status
    return status === 'queued' || status === 'in_progress'
  })
  const mayWrite = user.can('videos:write')

  const cancel = async (): Promise<void> => {
    const results = await Promise.allSettled(
      unfinished.map(async (id) =>
        live.take([await user.api.json<Video>(`v1/videos/${id}/cancel`, { method: 'POST' })]),
      ),
    )
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) notes.fail(failed.reason)
    clear()
  }
  /** The rows leave at once; the calls follow when nobody has taken them back. */
  const remove = (): void => {
    const known = ids.map((id) => live.of(id).value)
    for (const id of ids) live.of(id).value = null
    const timer = setTimeout(() => {
      for (const id of ids)
        user.api.call(`v1/videos/${id}`, { method: 'DELETE' }).catch((error: unknown) => {
          notes.fail(error)
          void live.refresh(id)
        })
    }, UNDO_MS)
    notes.say(`${ids.length} deleted.`, () => {
      clearTimeout(timer)
      live.take(known.filter((video) => video !== null && video !== undefined))
    })
    clear()
  }
  return html`
    <div class="selection" role="toolbar" aria-label="Selected videos">
      <span>${ids.length} selected</span>
      ${mayWrite && unfinished.length > 0 && html`<${Act} run=${cancel}>Cancel ${unfinished.length}<//>`}
      ${mayWrite && html`<${Act} kind="danger" run=${remove}>Delete<//>`}
      <${Act} kind="quiet" run=${clear}>Clear<//>
    </div>
  `
}
