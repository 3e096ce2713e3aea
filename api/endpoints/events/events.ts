import { AppError } from '#core/errors.ts'
import { feedPage } from '#core/store/events.ts'
import type { Act } from '#api/endpoints/action.ts'

/** One page of everything that has happened to the tenant's tasks, oldest first. */
export const events: Act<'events'> = async ({ deps, principal }, input, render) => {
  const page = await feedPage(deps.db, principal.tenantId, input)
  if (page !== undefined) return render(page)
  const message = '`after` must be the id of an event, as `last_id` gives it.'
  throw new AppError('invalid_request', message, {
    param: 'after',
    errors: [{ pointer: '/query/after', message }],
  })
}
