import { feedPage } from '#core/store/events.ts'
import { parseEvents, renderEvents } from '#api/dialects/openai/events.ts'
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
    const page = await feedPage(deps.db, principal.tenantId, input)
    if (page === undefined) throw invalidCursor('an event')
    return page
  },
})
