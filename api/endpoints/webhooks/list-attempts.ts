import { AppError } from '#core/errors.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { findTask } from '#core/store/tasks.ts'
import { listAttempts, type AttemptView } from '#core/store/webhook-attempts.ts'
import type { WireRequest, WireResponse } from '#api/dialects/dialect.ts'
import { listBody, noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import { attemptBody, attemptOfId } from './bodies.ts'
import { findTenantEndpoint, parseEndpointId } from './find-endpoint.ts'

/**
 * One page of the delivery attempts to an endpoint.
 *
 * @throws AppError webhook_endpoint_not_found; invalid_request for an invalid cursor.
 */
export const listEndpointAttempts = endpoint({
  parse: (request: WireRequest) => ({ id: parseEndpointId(request), page: parsePage(request) }),
  act: async (call, { id, page }) => {
    const { id: endpointId } = await findTenantEndpoint(call, id)
    return await attemptsOf(call, { endpointId }, page)
  },
  render: renderAttempts,
})

/**
 * One page of the delivery attempts for the events of a video.
 *
 * @throws AppError video_not_found; invalid_request for an invalid cursor.
 */
export const listVideoAttempts = endpoint({
  parse: (request: WireRequest) => ({
    taskId: taskIdOfVideo(request.path['video_id'] ?? ''),
    page: parsePage(request),
  }),
  act: async (call, { taskId, page }) => {
    const { deps, principal } = call
    if (taskId === null || (await findTask(deps.db, principal.tenantId, taskId)) === undefined)
      throw new AppError('video_not_found')
    return await attemptsOf(call, { taskId }, page)
  },
  render: renderAttempts,
})

interface Page {
  readonly limit: number
  readonly after: string | null
}

const parsePage = ({ query }: WireRequest): Page => ({
  limit: query['limit'] as number,
  after: (query['after'] as string | undefined) ?? null,
})

/** @throws AppError invalid_request for a cursor that is not the id of an attempt. */
async function attemptsOf(
  { deps, principal }: Call,
  subject: { endpointId: string } | { taskId: string },
  { limit, after }: Page,
): Promise<{ attempts: readonly AttemptView[]; hasMore: boolean }> {
  return await listAttempts(deps.db, principal.tenantId, subject, {
    limit,
    after: after === null ? null : attemptOfId(after),
  })
}

function renderAttempts(page: { attempts: readonly AttemptView[]; hasMore: boolean }): WireResponse {
  return noStore(listBody(page.attempts.map(attemptBody), page.hasMore))
}
