import { feedPage, findTaskEventSeq, taskEventsAfter } from '#core/store/events.ts'
import type { Deps } from '#core/deps.ts'
import { parseEvents, renderEvents, type EventPage } from '#api/dialects/openai/events.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { invalidCursor } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'

/**
 * One page of everything that has happened to the tenant's tasks, oldest first.
 *
 * @throws AppError invalid_request for an invalid cursor.
 */
export const listEvents = endpoint({
  dialect: openai,
  parse: parseEvents,
  render: renderEvents,
  act: async ({ deps, principal }, input) => {
    if (input.taskId !== null)
      return await pageOfTask(deps, principal.tenantId, { ...input, taskId: input.taskId })
    const page = await feedPage(deps.db, principal.tenantId, input)
    if (page === undefined) throw invalidCursor('an event')
    return page
  },
})

/** A page of what has happened to one task. An unknown task has no events. */
async function pageOfTask(
  { db }: Pick<Deps, 'db'>,
  tenantId: string,
  {
    taskId,
    after,
    limit,
  }: { readonly taskId: string; readonly after: string | null; readonly limit: number },
): Promise<EventPage> {
  if (taskId === '') return { events: [], hasMore: false }
  const seq = after === null ? 0 : await findTaskEventSeq(db, tenantId, taskId, after)
  if (after !== null && seq === 0) throw invalidCursor('an event')
  const events = await taskEventsAfter(db, tenantId, taskId, seq)
  return { events: events.slice(0, limit), hasMore: events.length > limit }
}
